-- A person may end a review with the money where it is.

-- The reasons of this payment that a person has dismissed and that hold still; `review` has those
-- that hold and are not dismissed. An earlier version beside this one writes `review` without
-- knowing of these, and so puts a payment under review again: the next update through this version,
-- also one that says nothing new, takes them out once more, and so does deciding again.
ALTER TABLE payment ADD COLUMN dismissed text[] NOT NULL DEFAULT '{}';

-- What was decided, by whom and why, and of what the payment was then: a decision holds for that
-- money in that currency for that order.
CREATE TABLE review_decision (
    decision_id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    payment_intent_id text COLLATE "C" NOT NULL REFERENCES payment,
    reasons           text[] NOT NULL CHECK (cardinality(reasons) BETWEEN 1 AND 32),
    note              text NOT NULL CHECK (length(note) BETWEEN 1 AND 255),
    decided_by        text NOT NULL CHECK (length(decided_by) BETWEEN 1 AND 255),
    decided_at        timestamptz NOT NULL,
    amount_received   bigint NOT NULL,
    currency          text NOT NULL,
    order_id          bigint REFERENCES orders
);

CREATE INDEX review_decision_of_payment ON review_decision (payment_intent_id, decision_id);

CREATE TRIGGER review_decision_append_only
    BEFORE UPDATE OR DELETE ON review_decision
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER review_decision_no_truncate
    BEFORE TRUNCATE ON review_decision
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- An attempt whose payment is kept without counting holds up no other. An earlier version reads the
-- word as a text.
ALTER TABLE payment_attempt
    DROP CONSTRAINT payment_attempt_close_reason_check,
    ADD CONSTRAINT payment_attempt_close_reason_check CHECK (close_reason IN ('canceled', 'refused',
        'unresolved', 'expired', 'returned', 'dismissed'));
