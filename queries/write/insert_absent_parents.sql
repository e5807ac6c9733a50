-- Grain: the rows that the files of one import name and do not count.
-- Parameters: the columns in their order.
-- Identity: none.
INSERT INTO absent_parents (import_id, rows, checksum, bytes) VALUES (?, ?, ?, ?);
