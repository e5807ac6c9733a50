-- Grain: one row per query of checksums.
-- Parameters: none.
-- Identity: none.
SELECT name, checksum FROM checksums;
