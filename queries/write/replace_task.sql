-- Grain: one outcome, restated.
-- Parameters: the columns by name.
-- Identity: task_id stays.
UPDATE tasks SET import_id = :import_id, completed_ns = :completed_ns, worker = :worker, department = :department,
  category = :category, complexity = :complexity, tool = :tool, succeeded_millionths = :succeeded_millionths,
  value_nanos = :value_nanos, saved_millis = :saved_millis, review_millis = :review_millis,
  rework_millis = :rework_millis, pair_id = :pair_id
WHERE task_id = :task_id;
