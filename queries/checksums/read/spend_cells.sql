-- Grain: one row per spend cell (R4 of the method).
-- Parameters: none.
-- Identity: every value that is not packed, in the order of the key; its checksum is kept in checksums.
SELECT * FROM spend_cells ORDER BY month, completed_month, department, category, tool;
