-- Grain: one row per alias.
-- Parameters: none.
-- Identity: every value that is not packed, in the order of the key; its checksum is kept in checksums.
SELECT name, canonical FROM price_aliases ORDER BY name;
