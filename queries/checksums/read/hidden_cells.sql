-- Grain: one row per month, department and category.
-- Parameters: none.
-- Identity: every value that is not packed, in the order of the key; its checksum is kept in checksums.
SELECT * FROM hidden_cells ORDER BY month, department, category;
