-- Grain: one row per month, department and category with usage rows; 0 = blank.
-- Parameters: none.
-- Identity: sum(row_count) is the number of usage rows, sum(cost_nanos) their cost.
SELECT
  month, department, category,
  row_count, cost_nanos, cache_write_rows, reasoning_rows, status_rows, tiered_rows, unlisted_rows,
  reasoning_nanos, cache_write_nanos, write_premium_nanos, read_saving_nanos, surcharge_nanos,
  sub_agent_rows, sub_agent_nanos, failed_request_nanos, superseded_nanos
FROM hidden_cells;
