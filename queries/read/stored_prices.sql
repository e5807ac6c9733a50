-- Grain: one row per import that has rows in the price book.
-- Parameters: none.
-- Identity: rows are those of the import's control total; replaced ones are rows that gave way to a later import.
SELECT import_id, count(*) AS rows, count(replaced_by) AS replaced FROM prices GROUP BY import_id ORDER BY import_id;
