-- Grain: one row per import of which another one changed rows that are kept nowhere.
-- Parameters: 1 = the import that changed them.
-- Identity: bill lines that it replaced, and requests that it counts for another task.
SELECT o.of_import_id, o.rows AS changed
FROM import_overlaps AS o
JOIN imports AS i ON i.id = o.import_id
WHERE o.import_id = ?1 AND o.of_import_id <> ?1
  AND (o.fate = 'shared' OR (o.fate = 'replaced' AND i.kind = 'invoices'))
ORDER BY o.of_import_id;
