-- Grain: one row per cell of the spend ledger R4; 0 = blank.
-- Parameters: none.
-- Identity: sum(row_count) is the number of usage rows, sum(cost_nanos) their cost.
SELECT
  month, completed_month, department, category, tool,
  row_count, requests, input_tokens, cached_tokens, cache_write_tokens, output_tokens, reasoning_tokens,
  cost_nanos, unpriced_rows, unpriced_tokens, disagreeing_rows,
  reported_rows, reported_nanos, allocated_rows, free_rows
FROM spend_cells;
