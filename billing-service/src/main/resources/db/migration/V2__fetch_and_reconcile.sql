-- Why a lane is due without an event, such as a difference that reconcile has found.
ALTER TABLE lane ADD COLUMN cause text;

-- How the event came to us.
ALTER TABLE inbox_event ADD COLUMN via text NOT NULL DEFAULT 'webhook'
    CHECK (via IN ('webhook', 'reconcile'));
