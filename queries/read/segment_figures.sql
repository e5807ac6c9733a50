-- Grain: one row per segment, its integers only.
-- Parameters: none.
-- Identity: all rows that the imports stored.
SELECT kind, figures, figures_checksum, rows FROM segments ORDER BY id;
