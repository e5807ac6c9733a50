-- Grain: one row per cell of R3 of one category, names resolved; worker and pair are opaque numbers, 0 = blank.
-- Parameters: category (name), first_month, end_month (months since year 0, end excluded).
-- Identity: sum(n) is the number of tasks of the category completed in those months.
SELECT
  c.month, d.name AS department, g.name AS category, c.complexity, t.name AS tool,
  c.cost_state, c.value_basis, c.succeeded, c.worker, c.pair, c.n, c.v, c.k, c.r, c.w, c.p
FROM names AS g
JOIN cluster_cells AS c ON c.category = g.id
LEFT JOIN names AS d ON d.id = c.department
JOIN names AS t ON t.id = c.tool
WHERE g.kind = 'category' AND g.name = :category AND c.month >= :first_month AND c.month < :end_month
ORDER BY c.worker, c.pair, t.name, d.name, c.month, c.complexity, c.cost_state, c.value_basis, c.succeeded;
