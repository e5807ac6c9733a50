-- Grain: one row per month, provider and model, in the order of its names; 0 = blank.
-- Parameters: first_month, end_month (months since year 0, end excluded).
-- Identity: sums over the months equal those of the spend ledger.
SELECT
  c.month, c.provider, c.model,
  c.row_count, c.requests, c.input_tokens, c.cached_tokens, c.cache_write_tokens, c.output_tokens, c.reasoning_tokens,
  c.cost_nanos, c.unpriced_rows, c.unpriced_tokens, c.disagreeing_rows,
  c.comparable_rows, c.comparable_reported_nanos, c.comparable_list_nanos
FROM model_cells AS c
LEFT JOIN names AS p ON p.id = c.provider
JOIN names AS m ON m.id = c.model
WHERE c.month >= :first_month AND c.month < :end_month
ORDER BY m.name, p.name, c.month;
