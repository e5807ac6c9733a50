-- Grain: one row per cell of the spend ledger R4, in the order of its names; 0 = blank.
-- Parameters: none.
-- Identity: sum(row_count) is the number of usage rows, sum(cost_nanos) their cost.
SELECT
  c.month, c.completed_month, c.department, c.category, c.tool,
  c.row_count, c.requests, c.input_tokens, c.cached_tokens, c.cache_write_tokens, c.output_tokens, c.reasoning_tokens,
  c.cost_nanos, c.unpriced_rows, c.unpriced_tokens, c.disagreeing_rows
FROM spend_cells AS c
LEFT JOIN names AS d ON d.id = c.department
LEFT JOIN names AS g ON g.id = c.category
LEFT JOIN names AS t ON t.id = c.tool
ORDER BY g.name, t.name, d.name, c.month, c.completed_month;
