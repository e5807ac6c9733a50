-- Grain: one row per model with usage rows that have no cost.
-- Parameters: none.
-- Identity: the models of the cells with unpriced rows.
SELECT m.name
FROM model_cells AS c
JOIN names AS m ON m.id = c.model
GROUP BY m.name
HAVING sum(c.unpriced_rows) > 0
ORDER BY m.name;
