-- Grain: one row per setting.
-- Parameters: none.
-- Identity: every value that is not packed, in the order of the key; its checksum is kept in checksums.
SELECT name, value FROM settings ORDER BY name;
