-- Grain: one row per cell of R1, in the order of its names; 0 = blank.
-- Parameters: first_month, end_month (months since year 0, end excluded).
-- Identity: sum(n) is the number of tasks completed in those months.
SELECT
  c.month, c.department, c.category, c.complexity, c.tool, c.cost_state, c.value_basis, c.succeeded,
  c.n, c.v, c.k, c.r, c.w, c.p, c.products
FROM task_cells AS c
LEFT JOIN names AS d ON d.id = c.department
JOIN names AS g ON g.id = c.category
JOIN names AS t ON t.id = c.tool
WHERE c.month >= :first_month AND c.month < :end_month
ORDER BY g.name, t.name, d.name, c.month, c.complexity, c.cost_state, c.value_basis, c.succeeded;
