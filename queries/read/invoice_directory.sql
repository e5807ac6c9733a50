-- Grain: one row per segment of bill lines.
-- Parameters: none.
-- Identity: every bill line of every import lies in one of them.
SELECT id, import_id, format, first_ns, last_ns, rows FROM invoice_segments ORDER BY id;
