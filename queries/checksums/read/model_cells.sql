-- Grain: one row per month, provider and model.
-- Parameters: none.
-- Identity: every value that is not packed, in the order of the key; its checksum is kept in checksums.
SELECT * FROM model_cells ORDER BY month, provider, model;
