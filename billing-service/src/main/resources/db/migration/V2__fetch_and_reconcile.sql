-- Why a lane is due without an event, such as a difference that reconcile has found.
ALTER TABLE lane ADD COLUMN cause text;

-- Since when it has been waiting for Stripe.
ALTER TABLE lane ADD COLUMN stripe_failing_since timestamptz;

-- How the event came to us.
ALTER TABLE inbox_event ADD COLUMN via text NOT NULL DEFAULT 'webhook'
    CHECK (via IN ('webhook', 'reconcile'));

-- Comparisons of Stripe with core. One runs at a time; its phase and cursor say where to go on.
CREATE TABLE reconcile_run (
    id                    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    mode                  text NOT NULL CHECK (mode IN ('dry_run', 'repair')),
    -- 'schedule', or the operator.
    started_by            text NOT NULL,
    state                 text NOT NULL DEFAULT 'running'
                              CHECK (state IN ('running', 'finished', 'failed')),
    phase                 text NOT NULL
                              CHECK (phase IN ('overdue', 'events', 'subscriptions', 'parked')),
    cursor                text,
    -- Stripe's clock, Unix seconds: events from here (null: all that Stripe lists) to there.
    events_from           bigint,
    events_until          bigint,
    -- Drawn whenever a replica takes the run: the fencing token of its writes.
    token                 bigint NOT NULL DEFAULT 0,
    lease_until           timestamptz,
    events_checked        bigint NOT NULL DEFAULT 0,
    subscriptions_checked bigint NOT NULL DEFAULT 0,
    last_error            text,
    failing_since         timestamptz,
    started_at            timestamptz NOT NULL DEFAULT now(),
    finished_at           timestamptz
);

CREATE UNIQUE INDEX reconcile_run_one_at_a_time ON reconcile_run ((true)) WHERE state = 'running';

CREATE TABLE reconcile_difference (
    run_id   bigint NOT NULL REFERENCES reconcile_run ON DELETE CASCADE,
    -- The event or subscription it is about: each counts once, however often a step is repeated.
    subject  text NOT NULL,
    lane     text NOT NULL,
    kind     text NOT NULL CHECK (kind IN ('never_delivered', 'failed_here', 'changed_at_stripe',
                 'unknown_customer', 'unmapped_price', 'missing_at_stripe')),
    detail   text NOT NULL,
    repaired boolean NOT NULL DEFAULT false,
    found_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (run_id, subject)
);

CREATE INDEX reconcile_difference_of_lane ON reconcile_difference (run_id, lane);

-- How many were found of each kind; beyond those that are kept, a repeated step counts again.
CREATE TABLE reconcile_count (
    run_id bigint NOT NULL REFERENCES reconcile_run ON DELETE CASCADE,
    kind   text NOT NULL,
    found  bigint NOT NULL,
    PRIMARY KEY (run_id, kind)
);
