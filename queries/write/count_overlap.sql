-- Grain: more rows of an import that an earlier one held already.
-- Parameters: import_id, of_import_id, fate, rows.
-- Identity: the number of such rows.
INSERT INTO import_overlaps (import_id, of_import_id, fate, rows) VALUES (?, ?, ?, ?)
ON CONFLICT (import_id, of_import_id, fate) DO UPDATE SET rows = rows + excluded.rows;
