-- Grain: one row per month, department and category in which hidden cost and spend ledger differ; none if sound.
-- Parameters: none.
-- Identity: both hold the same usage rows and cost, and no view counts a row that is not there.
SELECT iif(s.month IS NULL, 'hidden cost without spend', 'hidden cost') AS what,
  coalesce(s.cost, 0) AS expected, coalesce(h.cost_nanos, 0) AS found
FROM (
  SELECT month, department, category, sum(row_count) AS n, sum(cost_nanos) AS cost
  FROM spend_cells GROUP BY month, department, category
) AS s
FULL JOIN hidden_cells AS h
  ON h.month = s.month AND h.department = s.department AND h.category = s.category
WHERE s.month IS NULL OR h.row_count IS NULL OR h.row_count <> s.n OR h.cost_nanos <> s.cost
  OR max(h.cache_write_rows, h.reasoning_rows, h.status_rows, h.tiered_rows, h.unlisted_rows, h.sub_agent_rows) > s.n;
