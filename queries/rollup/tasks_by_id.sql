-- Grain: one row per task with an outcome, ordered by task.
-- Parameters: none.
-- Identity: as many rows as the table tasks; names are ids, 0 = blank.
SELECT
  task_id, completed_ns,
  coalesce(worker, 0) AS worker, coalesce(department, 0) AS department, category, coalesce(complexity, 0) AS complexity,
  tool, succeeded_millionths, value_nanos, saved_millis, review_millis, rework_millis, pair_id
FROM tasks
ORDER BY task_id;
