-- Grain: what one import has in the price book.
-- Parameters: the columns in their order.
-- Identity: none.
INSERT INTO price_totals (import_id, rows, checksum) VALUES (?, ?, ?);
