-- Grain: one row per month of completion whose token cost differs between task cells and spend ledger; none if sound.
-- Parameters: none.
-- Identity: bridge of the ledger: token cost of the tasks completed in a month = a + e of that month.
SELECT 'token cost of tasks' AS what, coalesce(s.cost, 0) AS expected, coalesce(t.token_cost_nanos, 0) AS found
FROM task_cells AS t
FULL JOIN (
  SELECT completed_month, sum(cost_nanos) AS cost FROM spend_cells WHERE completed_month > 0 GROUP BY completed_month
) AS s ON s.completed_month = t.month
WHERE coalesce(s.cost, 0) <> coalesce(t.token_cost_nanos, 0);
