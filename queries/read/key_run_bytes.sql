-- Grain: one run of request keys, or none.
-- Parameters: id.
-- Identity: as many keys as its column entries says.
SELECT bytes, checksum FROM key_runs WHERE id = ?;
