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
    order_id          bigint
);

CREATE INDEX review_decision_of_payment ON review_decision (payment_intent_id, decision_id);

CREATE TRIGGER review_decision_append_only
    BEFORE UPDATE OR DELETE ON review_decision
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER review_decision_no_truncate
    BEFORE TRUNCATE ON review_decision
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
