-- Grain: one row per provider of an import's bill lines.
-- Parameters: import_id.
-- Identity: every line of the import lies in the span of its provider.
SELECT lower(provider) AS provider, min(start_ns) AS start_ns, max(end_ns) AS end_ns
FROM invoices
WHERE import_id = ?
GROUP BY lower(provider)
ORDER BY lower(provider);
