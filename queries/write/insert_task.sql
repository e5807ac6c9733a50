-- Grain: one new outcome.
-- Parameters: the columns by name.
-- Identity: none.
INSERT INTO tasks (import_id, task_id, completed_ns, worker, department, category, complexity, tool,
  succeeded_millionths, value_nanos, saved_millis, review_millis, rework_millis, pair_id)
VALUES (:import_id, :task_id, :completed_ns, :worker, :department, :category, :complexity, :tool,
  :succeeded_millionths, :value_nanos, :saved_millis, :review_millis, :rework_millis, :pair_id);
