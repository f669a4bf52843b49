-- One row per Stripe event, kept as the bytes that were signed.
CREATE TABLE inbox_event (
    -- Arrival order, for paging only: never used to decide which event is newer.
    id          bigint GENERATED ALWAYS AS IDENTITY,
    -- Stripe's event id, or 'sha256:<hex>' of a body that has no usable one.
    event_id    text PRIMARY KEY,
    type        text NOT NULL,
    api_version text,
    -- Stripe's clock, Unix seconds.
    created     bigint NOT NULL,
    livemode    boolean,
    lane        text,
    state       text NOT NULL CHECK (state IN ('pending', 'forwarded', 'ignored', 'parked')),
    -- Why it is ignored or parked.
    reason      text,
    -- What core said when the lane was brought up to date after this event.
    outcome     text,
    received_at timestamptz NOT NULL DEFAULT now(),
    settled_at  timestamptz,
    body        bytea NOT NULL,
    CHECK (state <> 'pending' OR lane IS NOT NULL),
    CHECK ((state IN ('ignored', 'parked')) = (reason IS NOT NULL))
) WITH (fillfactor = 80);

CREATE UNIQUE INDEX inbox_event_id ON inbox_event (id);
CREATE INDEX inbox_event_lane ON inbox_event (lane, created) WHERE lane IS NOT NULL;
-- Small whatever the table's size: only what is not finished.
CREATE INDEX inbox_event_pending ON inbox_event (lane) WHERE state = 'pending';
CREATE INDEX inbox_event_parked ON inbox_event (reason, id) WHERE state = 'parked';

-- PostgreSQL's default compression of a 5 KB body costs more than its commit. lz4 is cheap where
-- the server was built with it; without it the bytes are stored as they are.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_settings
               WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)) THEN
        ALTER TABLE inbox_event ALTER COLUMN body SET COMPRESSION lz4;
    ELSE
        ALTER TABLE inbox_event ALTER COLUMN body SET STORAGE EXTERNAL;
    END IF;
END $$;

-- One row per Stripe object whose events belong together.
CREATE TABLE lane (
    id            text PRIMARY KEY,
    -- When a worker should look at it next; null when there is nothing to do.
    due_at        timestamptz,
    -- Events ever stored for it: tells a worker that something came while it worked.
    arrivals      bigint NOT NULL,
    -- Drawn anew at every claim: the fencing token here, and the order of updates at core.
    sequence      bigint NOT NULL DEFAULT 0 CHECK (sequence >= 0),
    lease_until   timestamptz,
    -- Claims since the last success, for the backoff.
    attempts      integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    -- Claims in a row that nobody came back from: a worker died or stalled.
    lost_leases   integer NOT NULL DEFAULT 0 CHECK (lost_leases >= 0),
    failing_since timestamptz,
    last_error    text,
    -- The state last told to core (JSON), for when its event has been purged.
    state         text,
    -- End of the latest paid period, Unix seconds.
    paid_through  bigint,
    -- The kept events do not tell for certain which came last, or are incomplete.
    needs_fetch   boolean NOT NULL DEFAULT false
) WITH (
    fillfactor = 70,
    -- Each event leaves two dead versions of its lane behind; claims walk over them.
    autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_vacuum_cost_delay = 0
);

-- What may be claimed, and what is being worked on: a claim looks at nothing else, however many
-- lanes wait.
CREATE INDEX lane_due ON lane (due_at) WHERE due_at IS NOT NULL AND lease_until IS NULL;
CREATE INDEX lane_leased ON lane (lease_until) WHERE lease_until IS NOT NULL;
