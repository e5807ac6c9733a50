-- Grain: one run of request keys, or none.
-- Parameters: id.
-- Identity: as many keys as its column entries says.
SELECT bytes FROM key_runs WHERE id = ?;
