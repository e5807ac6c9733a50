-- Grain: one row per segment.
-- Parameters: none.
-- Identity: what the index says, in its order: SQLite does not compare it with its table.
SELECT kind, first_task, last_task, first_import, last_import, rows, id
FROM segments INDEXED BY segments_by_task
ORDER BY kind, first_task, last_task, first_import, last_import, rows;
