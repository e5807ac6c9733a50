-- Grain: one row per month of completion, its cells of R1 packed by column.
-- Parameters: month, NULL = all.
-- Identity: tasks and token_cost_nanos are the sums over the cells; sum(tasks) is the number of tasks.
SELECT month, tasks, token_cost_nanos, checksum, bytes FROM task_cells WHERE month = ?1 OR ?1 IS NULL ORDER BY month;
