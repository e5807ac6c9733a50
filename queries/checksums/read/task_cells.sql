-- Grain: one row per month of task cells.
-- Parameters: none.
-- Identity: every value that is not packed, in the order of the key; its checksum is kept in checksums.
SELECT month, cells, tasks, token_cost_nanos, checksum FROM task_cells ORDER BY month;
