-- Grain: one row per provider of an import and earlier import of another format that bills the same time.
-- Parameters: import_id.
-- Identity: the same charge in two forms would be counted twice.
WITH spans AS (
  SELECT import_id, format, lower(provider) AS provider, min(start_ns) AS start_ns, max(end_ns) AS end_ns
  FROM invoices
  GROUP BY import_id, format, lower(provider)
)
SELECT own.provider, other.import_id, other.format, max(own.start_ns, other.start_ns) AS start_ns,
  min(own.end_ns, other.end_ns) AS end_ns
FROM spans AS own
JOIN spans AS other ON other.provider = own.provider AND other.format <> own.format
  AND other.start_ns < own.end_ns AND own.start_ns < other.end_ns
WHERE own.import_id = ?
ORDER BY own.provider, other.import_id;
