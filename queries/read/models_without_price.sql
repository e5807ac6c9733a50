-- Grain: one row per provider and model with usage rows that have no cost.
-- Parameters: none.
-- Identity: the models of the cells with unpriced rows.
SELECT p.name AS provider, m.name AS model
FROM model_cells AS c
JOIN names AS m ON m.id = c.model
LEFT JOIN names AS p ON p.id = c.provider
GROUP BY p.name, m.name
HAVING sum(c.unpriced_rows) > 0
ORDER BY coalesce(p.name, ''), m.name;
