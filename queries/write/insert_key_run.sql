-- Grain: one new run of request keys.
-- Parameters: the columns in their order.
-- Identity: none.
INSERT INTO key_runs (first_key, last_key, entries, checksum, bytes) VALUES (?, ?, ?, ?, ?);
