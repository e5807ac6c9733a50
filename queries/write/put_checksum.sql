-- Grain: the checksum of what one query of checksums returns.
-- Parameters: name, checksum.
-- Identity: none.
INSERT OR REPLACE INTO checksums (name, checksum) VALUES (?, ?);
