-- Grain: one row per month, provider and model with rows that have a reported cost and a list price.
-- Parameters: none.
-- Identity: comparable_rows are rows of the cell; both sums are over these rows alone.
SELECT n.name AS model, c.comparable_rows, c.requests, c.comparable_reported_nanos, c.comparable_list_nanos
FROM model_cells AS c
JOIN names AS n ON n.id = c.model
WHERE c.comparable_rows > 0
ORDER BY n.name;
