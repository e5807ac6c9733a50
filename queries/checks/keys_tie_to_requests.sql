-- Grain: one row per difference between the request keys and the stored requests; none if sound.
-- Parameters: none.
-- Identity: each usage row in force has exactly one key.
SELECT 'request keys' AS what, stored.n AS expected, keys.n AS found
FROM (SELECT coalesce(sum(rows), 0) AS n FROM segments WHERE kind = 1) AS stored,
  (SELECT coalesce(sum(entries), 0) AS n FROM key_runs) AS keys
WHERE stored.n <> keys.n;
