-- Grain: one row per tool that an outcome names.
-- Parameters: none.
-- Identity: sum(tasks) is the number of tasks.
SELECT
  t.name AS tool, sum(c.n) AS tasks, sum(c.k) AS token_cost_nanos,
  sum(CASE WHEN c.cost_state = 2 THEN 0 ELSE c.n END) AS tasks_with_usage
FROM task_cells AS c
JOIN names AS t ON t.id = c.tool
GROUP BY t.name
ORDER BY t.name;
