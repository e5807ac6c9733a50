-- Grain: one row per segment of bill lines.
-- Parameters: none.
-- Identity: what the index says, in its order: SQLite does not compare it with its table.
SELECT import_id, id FROM invoice_segments INDEXED BY invoice_segments_by_import ORDER BY import_id;
