-- Grain: one more row of an import that an earlier one held already.
-- Parameters: import_id, of_import_id, fate.
-- Identity: the number of such rows.
INSERT INTO import_overlaps (import_id, of_import_id, fate, rows) VALUES (?, ?, ?, 1)
ON CONFLICT (import_id, of_import_id, fate) DO UPDATE SET rows = rows + 1;
