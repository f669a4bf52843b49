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
