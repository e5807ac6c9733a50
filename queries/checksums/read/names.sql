-- Grain: one row per name but those of workers, which no report shows.
-- Parameters: none.
-- Identity: every value that is not packed, in the order of the key; its checksum is kept in checksums.
SELECT id, kind, name FROM names NOT INDEXED WHERE kind <> 'worker' ORDER BY id;
