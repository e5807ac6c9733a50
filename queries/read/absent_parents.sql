-- Grain: one row per import of traces in force, oldest first: the rows that its files name and do not count.
-- Parameters: import that is left out, NULL = none.
-- Identity: rows is the number of rows that bytes hold.
SELECT import_id, rows, checksum, bytes FROM absent_parents WHERE import_id <> ?1 OR ?1 IS NULL ORDER BY import_id;
