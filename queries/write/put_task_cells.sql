-- Grain: the cells of one month, in place of those that are there.
-- Parameters: the columns in their order.
-- Identity: none.
INSERT OR REPLACE INTO task_cells (month, cells, tasks, token_cost_nanos, checksum, bytes) VALUES (?, ?, ?, ?, ?, ?);
