-- Grain: one row per provider of an import and earlier import of another format that bills the same time.
-- Parameters: import_id.
-- Identity: the same charge in two forms would be counted twice; whether kinds of charges agree is looked up in the lines.
WITH spans AS (
  SELECT g.import_id, g.format, lower(n.name) AS provider, min(s.start_ns) AS start_ns, max(s.end_ns) AS end_ns
  FROM invoice_spans AS s
  JOIN invoice_segments AS g ON g.id = s.segment_id
  JOIN names AS n ON n.id = s.provider
  GROUP BY g.import_id, g.format, lower(n.name)
)
SELECT own.provider, other.import_id, other.format, max(own.start_ns, other.start_ns) AS start_ns,
  min(own.end_ns, other.end_ns) AS end_ns
FROM spans AS own
JOIN spans AS other ON other.provider = own.provider AND other.format <> own.format
  AND other.start_ns < own.end_ns AND own.start_ns < other.end_ns
WHERE own.import_id = ?
ORDER BY own.provider, other.import_id;
