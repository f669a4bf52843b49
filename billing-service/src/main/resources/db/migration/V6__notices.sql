-- What people have been told by mail or chat.
CREATE TABLE notice_channel (
    channel       text PRIMARY KEY,
    -- By topic, how far it has been told.
    marks         jsonb NOT NULL DEFAULT '{}',
    told_at       timestamptz,
    -- A replica is sending; it gives up after a minute.
    claimed_until timestamptz,
    version       bigint NOT NULL DEFAULT 0
);

-- What was parked since a moment. An event that is parked as it arrives is never settled.
CREATE INDEX inbox_event_parked_at ON inbox_event ((coalesce(settled_at, received_at)))
    WHERE state = 'parked';
