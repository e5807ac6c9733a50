-- Grain: one row per month whose worker cells differ from the task cells; none if sound.
-- Parameters: none.
-- Identity: both hold the same tasks, values, costs and minutes.
SELECT 'worker cells' AS what, t.n AS expected, coalesce(c.n, 0) AS found
FROM (
  SELECT month, sum(n) AS n, sum(v) AS v, sum(k) AS k, sum(r) AS r, sum(w) AS w, sum(p) AS p FROM task_cells
  GROUP BY month
) AS t
LEFT JOIN (
  SELECT month, sum(n) AS n, sum(v) AS v, sum(k) AS k, sum(r) AS r, sum(w) AS w, sum(p) AS p FROM cluster_cells
  GROUP BY month
) AS c ON c.month = t.month
WHERE t.n IS NOT c.n OR t.v IS NOT c.v OR t.k IS NOT c.k OR t.r IS NOT c.r OR t.w IS NOT c.w OR t.p IS NOT c.p;
