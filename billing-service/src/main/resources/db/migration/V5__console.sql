-- Who did what and when: kept before it is done, settled with what came of it.
CREATE TABLE operator_action (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at          timestamptz NOT NULL DEFAULT now(),
    who         text NOT NULL,
    role        text NOT NULL,
    -- Through which door: the console's pages or the admin API.
    via         text NOT NULL CHECK (via IN ('console', 'api')),
    action      text NOT NULL,
    -- An id of what was acted on; null where there is none that names no person.
    subject     text,
    -- No personal data, no secrets.
    detail      jsonb NOT NULL DEFAULT '{}',
    -- Null while it is under way, and for ever where the process died meanwhile.
    outcome     text CHECK (outcome IN ('done', 'refused', 'failed')),
    finished_at timestamptz
);

CREATE INDEX operator_action_who ON operator_action (who, id);
CREATE INDEX operator_action_action ON operator_action (action, id);

-- What the last settling worker did with an event, and when: written with the outcome, in the same
-- update. Null for events settled before, and for a fetch where Stripe was not asked.
ALTER TABLE inbox_event ADD COLUMN claimed_at timestamptz;
ALTER TABLE inbox_event ADD COLUMN fetched_at timestamptz;
ALTER TABLE inbox_event ADD COLUMN sequence bigint;
ALTER TABLE inbox_event ADD COLUMN attempts integer;
