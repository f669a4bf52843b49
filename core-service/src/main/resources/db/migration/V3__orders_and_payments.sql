-- Orders and what was paid for them. Amounts are in the currency's minor unit as Stripe counts it.

CREATE TABLE orders (
    order_id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Random: an intent made for an older database never names an order of this one.
    order_ref           text COLLATE "C" NOT NULL CHECK (length(order_ref) BETWEEN 16 AND 64),
    user_id             text COLLATE "C" NOT NULL CHECK (length(user_id) BETWEEN 1 AND 255),
    status              text NOT NULL CHECK (status IN ('pending', 'awaiting_payment', 'paid',
                            'partially_refunded', 'refunded', 'canceled')),
    currency            text NOT NULL CHECK (currency ~ '^[a-z]{3}$'),
    amount              bigint NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740992),
    lines               jsonb NOT NULL,
    -- What counts of its payments: those that fit it.
    amount_received     bigint NOT NULL DEFAULT 0 CHECK (amount_received >= 0),
    amount_refunded     bigint NOT NULL DEFAULT 0,
    disputed            boolean NOT NULL DEFAULT false,
    review              text[] NOT NULL DEFAULT '{}',
    cancel_requested_at timestamptz,
    idempotency_key     text COLLATE "C" CHECK (length(idempotency_key) BETWEEN 1 AND 255),
    request_hash        text CHECK (length(request_hash) = 64),
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    paid_at             timestamptz,
    CONSTRAINT order_ref_once UNIQUE (order_ref),
    CHECK (amount_refunded BETWEEN 0 AND amount_received),
    CHECK (status <> 'paid' OR amount_refunded = 0),
    CHECK (status <> 'partially_refunded'
           OR amount_refunded > 0 AND amount_refunded < amount_received),
    CHECK (status <> 'refunded' OR amount_refunded = amount_received),
    CHECK ((status IN ('paid', 'partially_refunded', 'refunded')) = (amount_received > 0)),
    CHECK ((amount_received > 0) = (paid_at IS NOT NULL)),
    CHECK ((idempotency_key IS NULL) = (request_hash IS NULL))
);

CREATE UNIQUE INDEX orders_key_once ON orders (user_id, idempotency_key)
    WHERE idempotency_key IS NOT NULL;
CREATE INDEX orders_of_user ON orders (user_id, order_id);
CREATE INDEX orders_to_cancel ON orders (order_id)
    WHERE cancel_requested_at IS NOT NULL AND status = 'awaiting_payment';

-- What the code cannot say by its types the database says once more: what was paid stays paid, what
-- is cancelled stays cancelled, and what was ordered is never rewritten.
CREATE FUNCTION refuse_order_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.order_ref, OLD.user_id, OLD.currency, OLD.amount, OLD.lines)
       IS DISTINCT FROM (NEW.order_ref, NEW.user_id, NEW.currency, NEW.amount, NEW.lines) THEN
        RAISE EXCEPTION 'an order is not rewritten' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.status <> NEW.status AND NOT (
        OLD.status = 'pending' AND NEW.status IN ('awaiting_payment', 'canceled')
        OR OLD.status = 'awaiting_payment'
           AND NEW.status IN ('paid', 'partially_refunded', 'refunded', 'canceled')
        OR OLD.status IN ('paid', 'partially_refunded', 'refunded')
           AND NEW.status IN ('paid', 'partially_refunded', 'refunded')) THEN
        RAISE EXCEPTION 'an order does not go from % to %', OLD.status, NEW.status
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER orders_moves BEFORE UPDATE ON orders
    FOR EACH ROW EXECUTE FUNCTION refuse_order_move();

-- Tries to pay an order. The amount is pinned when one is opened; each makes one intent at most.
CREATE TABLE payment_attempt (
    order_id          bigint NOT NULL REFERENCES orders,
    attempt           bigint NOT NULL CHECK (attempt >= 1),
    state             text NOT NULL CHECK (state IN ('opened', 'linked', 'closed')),
    amount            bigint NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740992),
    currency          text NOT NULL CHECK (currency ~ '^[a-z]{3}$'),
    environment       text NOT NULL CHECK (length(environment) BETWEEN 1 AND 255),
    payment_intent_id text COLLATE "C" CHECK (length(payment_intent_id) BETWEEN 1 AND 255),
    opened_at         timestamptz NOT NULL,
    closed_at         timestamptz,
    close_reason      text CHECK (close_reason IN ('canceled', 'refused', 'unresolved', 'expired',
                          'returned')),
    -- A closed attempt whose intent was never known may have one at Stripe until this is set.
    resolved_at       timestamptz,
    PRIMARY KEY (order_id, attempt),
    CONSTRAINT attempt_intent_once UNIQUE (payment_intent_id),
    CHECK (state <> 'opened' OR payment_intent_id IS NULL),
    CHECK (state <> 'linked' OR payment_intent_id IS NOT NULL),
    CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
    CHECK ((state = 'closed') = (close_reason IS NOT NULL))
);

CREATE UNIQUE INDEX payment_attempt_one_open ON payment_attempt (order_id)
    WHERE state <> 'closed';
CREATE INDEX payment_attempt_opened ON payment_attempt (opened_at) WHERE state = 'opened';
CREATE INDEX payment_attempt_unresolved ON payment_attempt (opened_at)
    WHERE close_reason IN ('unresolved', 'expired') AND resolved_at IS NULL;

-- One row per payment intent that is, or says it is, for an order.
CREATE TABLE payment (
    payment_intent_id text COLLATE "C" PRIMARY KEY
                          CHECK (length(payment_intent_id) BETWEEN 1 AND 255),
    payment_no        bigint GENERATED ALWAYS AS IDENTITY,
    -- Null if it names an order that is not here.
    order_id          bigint REFERENCES orders,
    attempt           bigint,
    user_id           text COLLATE "C",
    -- Stripe's word; 'opened' before anything was told.
    status            text NOT NULL CHECK (length(status) BETWEEN 1 AND 255),
    currency          text NOT NULL CHECK (currency ~ '^[a-z]{3}$'),
    amount            bigint NOT NULL CHECK (amount >= 0),
    amount_received   bigint NOT NULL CHECK (amount_received >= 0),
    amount_refunded   bigint NOT NULL CHECK (amount_refunded BETWEEN 0 AND amount_received),
    failure_code      text,
    -- Whether the money counts for the order; the first that fits does.
    counted           boolean NOT NULL,
    review            text[] NOT NULL,
    under_review      boolean NOT NULL GENERATED ALWAYS AS (review <> '{}') STORED,
    livemode          boolean,
    sequence          bigint CHECK (sequence >= 0),
    occurred_at       bigint CHECK (occurred_at BETWEEN 0 AND 253402300799),
    event_id          text,
    event_type        text,
    content_hash      text CHECK (length(content_hash) = 64),
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    CHECK (NOT counted OR order_id IS NOT NULL AND amount_received > 0),
    CHECK ((order_id IS NULL) = (user_id IS NULL))
);

-- An order is paid once.
CREATE UNIQUE INDEX payment_counted_once ON payment (order_id) WHERE counted;
CREATE INDEX payment_of_order ON payment (order_id);
CREATE INDEX payment_of_user ON payment (user_id, payment_no);
CREATE INDEX payment_open ON payment (payment_intent_id)
    WHERE status NOT IN ('succeeded', 'canceled');
CREATE INDEX payment_review ON payment (payment_intent_id) WHERE under_review;

CREATE TABLE refund (
    refund_id         text COLLATE "C" PRIMARY KEY CHECK (length(refund_id) BETWEEN 1 AND 255),
    payment_intent_id text COLLATE "C" NOT NULL REFERENCES payment,
    amount            bigint NOT NULL CHECK (amount >= 0),
    status            text NOT NULL,
    reason            text,
    created           bigint
);

CREATE INDEX refund_of_payment ON refund (payment_intent_id);

CREATE TABLE dispute (
    dispute_id        text COLLATE "C" PRIMARY KEY CHECK (length(dispute_id) BETWEEN 1 AND 255),
    payment_intent_id text COLLATE "C" NOT NULL REFERENCES payment,
    amount            bigint NOT NULL CHECK (amount >= 0),
    status            text NOT NULL,
    reason            text,
    created           bigint
);

CREATE INDEX dispute_of_payment ON dispute (payment_intent_id);

-- Every update that changed a payment or was refused, and what it did to the order.
CREATE TABLE payment_change (
    change_id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    payment_intent_id text COLLATE "C" NOT NULL,
    received_at       timestamptz NOT NULL,
    outcome           text NOT NULL CHECK (outcome IN ('applied', 'stale', 'sequence_conflict')),
    sequence          bigint,
    occurred_at       bigint,
    event_id          text,
    event_type        text,
    sent              jsonb NOT NULL,
    order_before      text,
    order_after       text,
    review            text[] NOT NULL
);

CREATE INDEX payment_change_of_payment ON payment_change (payment_intent_id, change_id);

CREATE TRIGGER payment_change_append_only
    BEFORE UPDATE OR DELETE ON payment_change
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER payment_change_no_truncate
    BEFORE TRUNCATE ON payment_change
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Users who are to have a Stripe customer before they buy anything.
CREATE TABLE customer_wish (
    user_id   text COLLATE "C" PRIMARY KEY CHECK (length(user_id) BETWEEN 1 AND 255),
    wished_at timestamptz NOT NULL
);

-- Somebody may be paying twice.
ALTER TABLE notice DROP CONSTRAINT notice_kind_check;
ALTER TABLE notice ADD CONSTRAINT notice_kind_check
    CHECK (kind IN ('near_limit', 'at_limit', 'over_limit', 'grace_started', 'grace_ending',
        'payment_failed', 'price_unmapped', 'second_subscription'));
