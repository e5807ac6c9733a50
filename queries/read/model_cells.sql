-- Grain: one row per month, provider and model; 0 = blank.
-- Parameters: none.
-- Identity: sums over the months equal those of the spend ledger.
SELECT
  month, provider, model,
  row_count, requests, input_tokens, cached_tokens, cache_write_tokens, output_tokens, reasoning_tokens,
  cost_nanos, unpriced_rows, unpriced_tokens, disagreeing_rows,
  reported_rows, reported_nanos, allocated_rows, free_rows,
  comparable_rows, comparable_reported_nanos, comparable_list_nanos,
  ranged_rows, below_nanos, above_nanos, untiered_rows, untiered_nanos
FROM model_cells;
