-- Grain: one row per import that has rows in the price book.
-- Parameters: none.
-- Identity: sum(rows) is the number of prices, in force or replaced.
SELECT import_id, rows, checksum FROM price_totals ORDER BY import_id;
