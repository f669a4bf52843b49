-- The trace of the delivery (W3C traceparent), for the worker that takes its lane later, perhaps in
-- another process. Null where none was recorded.
ALTER TABLE inbox_event ADD COLUMN trace_parent text;
