-- Grain: one row per month of completion, whose cells of R1 lie packed by column in `bytes`.
-- Parameters: month, NULL = all.
-- Identity: tasks and token_cost_nanos are the sums over the cells; sum(tasks) is the number of tasks.
SELECT month, cells, tasks, token_cost_nanos, checksum FROM task_cells WHERE month = ?1 OR ?1 IS NULL ORDER BY month;
