-- Grain: one row per segment, what its control totals are made of only.
-- Parameters: none.
-- Identity: all rows that the imports stored.
SELECT kind, control, control_checksum, rows FROM segments ORDER BY id;
