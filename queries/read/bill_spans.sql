-- Grain: one row per provider of an import's bill lines.
-- Parameters: import_id.
-- Identity: every line of the import lies in the span of its provider.
SELECT lower(n.name) AS provider, min(s.start_ns) AS start_ns, max(s.end_ns) AS end_ns
FROM invoice_spans AS s
JOIN invoice_segments AS g ON g.id = s.segment_id
JOIN names AS n ON n.id = s.provider
WHERE g.import_id = ?
GROUP BY lower(n.name)
ORDER BY lower(n.name);
