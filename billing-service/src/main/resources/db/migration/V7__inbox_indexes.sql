-- Made while deliveries go on: not in a transaction, and without holding up a write. What a try that
-- was cut off has left behind is no index yet, and goes first.

-- Events of a type, newest first. Arrivals come in its order within each type: it stays compact.
DROP INDEX CONCURRENTLY IF EXISTS inbox_event_type;
CREATE INDEX CONCURRENTLY inbox_event_type ON inbox_event (type, id);

-- What was parked since a moment. An event that is parked as it arrives is never settled.
DROP INDEX CONCURRENTLY IF EXISTS inbox_event_parked_at;
CREATE INDEX CONCURRENTLY inbox_event_parked_at
    ON inbox_event ((coalesce(settled_at, received_at))) WHERE state = 'parked';
