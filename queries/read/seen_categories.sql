-- Grain: one row per category of an outcome.
-- Parameters: none.
-- Identity: sum(tasks) is the number of tasks.
SELECT
  g.name AS category, sum(c.n) AS tasks,
  sum(CASE WHEN c.value_basis = 0 THEN c.n ELSE 0 END) AS with_value,
  sum(CASE WHEN c.value_basis = 1 THEN c.n ELSE 0 END) AS with_minutes,
  sum(CASE WHEN c.complexity > 0 THEN c.n ELSE 0 END) AS with_complexity
FROM task_cells AS c
JOIN names AS g ON g.id = c.category
GROUP BY g.name
ORDER BY g.name;
