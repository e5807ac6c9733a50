-- Grain: one outcome with its names, or none.
-- Parameters: task_id.
-- Identity: task_id is unique.
SELECT t.task_id, t.completed_ns, w.name AS worker, d.name AS department, g.name AS category, t.complexity,
  n.name AS tool, t.succeeded_millionths, t.value_nanos, t.saved_millis, t.review_millis, t.rework_millis, t.pair_id
FROM tasks AS t
LEFT JOIN names AS w ON w.id = t.worker
LEFT JOIN names AS d ON d.id = t.department
JOIN names AS g ON g.id = t.category
JOIN names AS n ON n.id = t.tool
WHERE t.task_id = ?;
