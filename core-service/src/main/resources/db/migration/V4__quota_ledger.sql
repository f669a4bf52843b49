-- The ledger grows without end; adding it up must not.

-- What a counter's ledger adds up to, up to and including the line at that moment. Nothing earlier
-- can come after it: who writes a line holds the counter, and each line's moment is later than all
-- before it. Whatever a sum is wanted for adds only the lines after the latest of these.
CREATE TABLE usage_checkpoint (
    user_id  text COLLATE "C" NOT NULL,
    resource text COLLATE "C" NOT NULL,
    at       timestamptz NOT NULL,
    used     bigint NOT NULL,
    reserved bigint NOT NULL,
    PRIMARY KEY (user_id, resource, at)
);

CREATE TRIGGER usage_checkpoint_append_only
    BEFORE UPDATE OR DELETE ON usage_checkpoint
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER usage_checkpoint_no_truncate
    BEFORE TRUNCATE ON usage_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- An update that changes nothing but the plan its price maps to, by a new catalogue, is a change
-- too: what is explained later goes by these rows.
ALTER TABLE subscription_change
    DROP CONSTRAINT subscription_change_reason_check,
    ADD CONSTRAINT subscription_change_reason_check CHECK (reason IN ('first_state', 'newer_state',
        'remapped', 'older_sequence', 'older_time', 'already_ended',
        'same_sequence_other_content'));

-- Reservations are deleted by their end, and explained by it.
CREATE INDEX reservation_end ON reservation (expires_at);

DROP INDEX hold_of_counter;
CREATE INDEX hold_of_counter ON hold (user_id, resource, expires_at);
