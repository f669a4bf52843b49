-- Plan limits that hold: counters with a ledger, reservations, keys, overrides, catalogue versions
-- and notices.

-- The one clock of everything about limits: two replicas never disagree on what has expired.
CREATE FUNCTION core_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT clock_timestamp()';

-- updated_at is the counter's own clock: every decision about it comes later than the one before.
-- Room on each page keeps the updates of a hot counter on its page, away from the index.
ALTER TABLE usage SET (fillfactor = 50);

-- Every catalogue that was ever in force, and when each was loaded.
CREATE TABLE catalogue_version (
    hash    text PRIMARY KEY CHECK (length(hash) = 16),
    content text NOT NULL
);

CREATE TABLE catalogue_load (
    load_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hash      text NOT NULL REFERENCES catalogue_version,
    loaded_at timestamptz NOT NULL
);

CREATE INDEX catalogue_load_at ON catalogue_load (loaded_at);

-- Everything that changed a counter or a promise on it. delta is about what is used, held about
-- what is reserved; the counter is the sum of its deltas.
CREATE TABLE usage_ledger (
    entry_id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id        text COLLATE "C" NOT NULL,
    resource       text COLLATE "C" NOT NULL,
    at             timestamptz NOT NULL,
    kind           text NOT NULL CHECK (kind IN ('opening', 'consume', 'reserve', 'commit',
                       'release', 'expire', 'give_back', 'recount')),
    delta          bigint NOT NULL,
    held           bigint NOT NULL,
    used_after     bigint NOT NULL CHECK (used_after BETWEEN 0 AND 9007199254740992),
    reserved_after bigint NOT NULL CHECK (reserved_after BETWEEN 0 AND 9007199254740992),
    -- What was decided by; null where nothing was decided (expiry, recount). A null limit with a
    -- plan is unlimited.
    plan           text,
    limit_amount   bigint CHECK (limit_amount BETWEEN 0 AND 9007199254740992),
    catalogue      text CHECK (length(catalogue) = 16),
    -- The idempotency key or the reservation; null for an expiry, which sums up several.
    cause          text
);

CREATE UNIQUE INDEX usage_ledger_of_counter ON usage_ledger (user_id, resource, at);

INSERT INTO usage_ledger (user_id, resource, at, kind, delta, held, used_after, reserved_after)
SELECT user_id, resource, updated_at, 'opening', used, 0, used, 0 FROM usage;

CREATE TRIGGER usage_ledger_append_only
    BEFORE UPDATE OR DELETE ON usage_ledger
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER usage_ledger_no_truncate
    BEFORE TRUNCATE ON usage_ledger
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A promise for some time. Its own state says only what its owner did; expiry is a matter of time.
CREATE TABLE reservation (
    reservation_id text PRIMARY KEY CHECK (length(reservation_id) BETWEEN 1 AND 255),
    user_id        text COLLATE "C" NOT NULL,
    state          text NOT NULL CHECK (state IN ('held', 'committed', 'released')),
    opened_at      timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    closed_at      timestamptz,
    -- How it was closed, and what that was answered: repeats get the same.
    closing        text,
    answer         text,
    CHECK ((state = 'held') = (closed_at IS NULL)),
    CHECK ((state = 'held') = (answer IS NULL))
);

-- Its parts. What is reserved of a counter is the sum of its open ones: there is no second number
-- that could drift.
CREATE TABLE hold (
    reservation_id text NOT NULL REFERENCES reservation,
    user_id        text COLLATE "C" NOT NULL,
    resource       text COLLATE "C" NOT NULL,
    amount         bigint NOT NULL CHECK (amount BETWEEN 0 AND 9007199254740992),
    opened_at      timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    closed_at      timestamptz,
    PRIMARY KEY (reservation_id, resource)
);

CREATE INDEX hold_open ON hold (user_id, resource, expires_at) INCLUDE (amount)
    WHERE closed_at IS NULL;
CREATE INDEX hold_of_counter ON hold (user_id, resource, opened_at);

-- What was answered under which key. A denial is not kept: the next try may fit.
CREATE TABLE quota_key (
    user_id    text COLLATE "C" NOT NULL,
    key        text COLLATE "C" NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    request    bytea NOT NULL,
    answer     text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, key)
);

CREATE INDEX quota_key_age ON quota_key (created_at);

-- A limit that was set for one user by a person, and why. The newest row counts until it ends; one
-- without a limit that is not unlimited takes the earlier ones back.
CREATE TABLE quota_override (
    override_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id      text COLLATE "C" NOT NULL CHECK (length(user_id) BETWEEN 1 AND 255),
    resource     text COLLATE "C" NOT NULL,
    set_at       timestamptz NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('at_most', 'unlimited', 'withdrawn')),
    limit_amount bigint CHECK (limit_amount BETWEEN 0 AND 9007199254740992),
    reason       text NOT NULL CHECK (length(reason) BETWEEN 1 AND 255),
    ends_at      timestamptz NOT NULL,
    set_by       text NOT NULL,
    CHECK ((kind = 'at_most') = (limit_amount IS NOT NULL))
);

CREATE INDEX quota_override_of_counter ON quota_override (user_id, resource, set_at DESC);

CREATE TRIGGER quota_override_append_only
    BEFORE UPDATE OR DELETE ON quota_override
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER quota_override_no_truncate
    BEFORE TRUNCATE ON quota_override
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What a product may want to tell its user or its support; each once per cause.
CREATE TABLE notice (
    notice_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id   text COLLATE "C",
    kind      text NOT NULL CHECK (kind IN ('near_limit', 'at_limit', 'over_limit', 'grace_started',
                  'grace_ending', 'payment_failed', 'price_unmapped')),
    cause     text COLLATE "C" NOT NULL,
    details   jsonb NOT NULL,
    raised_at timestamptz NOT NULL,
    CONSTRAINT notice_once_per_cause UNIQUE (kind, cause)
);
