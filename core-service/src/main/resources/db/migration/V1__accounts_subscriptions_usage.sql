-- What core-service keeps: who pays for whom, what each subscription is, and what users have.
-- Ids are compared byte by byte (COLLATE "C"), so that pages keep their order on every server.

CREATE TABLE account (
    user_id     text COLLATE "C" PRIMARY KEY CHECK (length(user_id) BETWEEN 1 AND 255),
    customer_id text COLLATE "C" NOT NULL CHECK (length(customer_id) BETWEEN 1 AND 255),
    created_at  timestamptz NOT NULL,
    CONSTRAINT account_customer_once UNIQUE (customer_id)
);

-- One row per Stripe subscription. Times that Stripe speaks of are Unix seconds, ours timestamptz.
-- No foreign key to account: a subscription may come before its customer is linked.
CREATE TABLE subscription (
    subscription_id text COLLATE "C" PRIMARY KEY CHECK (length(subscription_id) BETWEEN 1 AND 255),
    customer_id     text COLLATE "C" NOT NULL CHECK (length(customer_id) BETWEEN 1 AND 255),
    -- As sent, and mapped to a plan when read: a later catalogue heals an unknown price.
    plan_id         text NOT NULL,
    start_date      bigint NOT NULL CHECK (start_date BETWEEN 0 AND 253402300799),
    expiry_date     bigint NOT NULL CHECK (expiry_date BETWEEN 0 AND 253402300799),
    items           jsonb,
    paid_through    bigint CHECK (paid_through BETWEEN 0 AND 253402300799),
    cancel_at       bigint CHECK (cancel_at BETWEEN 0 AND 253402300799),
    trial_end       bigint CHECK (trial_end BETWEEN 0 AND 253402300799),
    -- The plan a price of this subscription last mapped to: an unknown price takes nothing away.
    mapped_plan     text,
    -- The word last sent, and the last one whose meaning is known: only that one decides.
    status          text NOT NULL,
    known_status    text CHECK (known_status IN ('incomplete', 'incomplete_expired', 'trialing',
                        'active', 'past_due', 'canceled', 'unpaid', 'paused')),
    livemode        boolean,
    sequence        bigint CHECK (sequence >= 0),
    occurred_at     bigint CHECK (occurred_at BETWEEN 0 AND 253402300799),
    event_id        text,
    event_type      text,
    -- SHA-256 of what was last applied, to tell a repeat; null only inside the first transaction.
    content_hash    text CHECK (length(content_hash) = 64),
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);

CREATE INDEX subscription_of_customer ON subscription (customer_id);

-- Every update that changed a subscription or was refused, and why. Repeats are not kept.
CREATE TABLE subscription_change (
    change_id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subscription_id text COLLATE "C" NOT NULL,
    received_at     timestamptz NOT NULL,
    outcome         text NOT NULL
                        CHECK (outcome IN ('applied', 'stale', 'terminal', 'sequence_conflict')),
    reason          text NOT NULL CHECK (reason IN ('first_state', 'newer_state', 'older_sequence',
                        'older_time', 'already_ended', 'same_sequence_other_content')),
    -- What became of the user_id the update named, if it named one.
    link            text CHECK (link IN ('linked', 'already_linked', 'refused')),
    sequence        bigint,
    occurred_at     bigint,
    event_id        text,
    event_type      text,
    sent            jsonb NOT NULL,
    state_before    jsonb,
    state_after     jsonb,
    CHECK ((outcome = 'applied') = (state_after IS NOT NULL))
);

CREATE INDEX subscription_change_of_subscription
    ON subscription_change (subscription_id, change_id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER subscription_change_append_only
    BEFORE UPDATE OR DELETE ON subscription_change
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER subscription_change_no_truncate
    BEFORE TRUNCATE ON subscription_change
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE usage (
    user_id    text COLLATE "C" NOT NULL CHECK (length(user_id) BETWEEN 1 AND 255),
    resource   text COLLATE "C" NOT NULL,
    used       bigint NOT NULL CHECK (used BETWEEN 0 AND 9007199254740992),
    version    bigint NOT NULL CHECK (version >= 0),
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, resource)
);
