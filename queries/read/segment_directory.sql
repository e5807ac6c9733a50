-- Grain: one row per segment, without its bytes, in the order of its first task.
-- Parameters: none.
-- Identity: sum(rows) over kinds 1 and 2 is the number of stored rows.
SELECT id, kind, first_task, last_task, first_import, last_import, rows FROM segments
ORDER BY kind, first_task, last_task, id;
