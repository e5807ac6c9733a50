-- Grain: one row per difference between usage by model and the spend ledger; none if sound.
-- Parameters: none.
-- Identity: both hold the same usage rows, tokens and cost.
SELECT 'usage by model' AS what, s.cost AS expected, m.cost AS found
FROM (
  SELECT total(row_count) AS n, coalesce(sum(cost_nanos), 0) AS cost,
    coalesce(sum(input_tokens), 0) AS input, coalesce(sum(output_tokens), 0) AS output
  FROM spend_cells
) AS s, (
  SELECT total(row_count) AS n, coalesce(sum(cost_nanos), 0) AS cost,
    coalesce(sum(input_tokens), 0) AS input, coalesce(sum(output_tokens), 0) AS output
  FROM model_cells
) AS m
WHERE s.n <> m.n OR s.cost <> m.cost OR s.input <> m.input OR s.output <> m.output;
