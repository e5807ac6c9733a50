-- Grain: one row if the task facts and the task cells are not the same tasks; none if sound.
-- Parameters: none.
-- Identity: the facts added, less those taken back, are the tasks of all cells.
SELECT 'tasks' AS what, cells.n AS expected, facts.n AS found
FROM (SELECT coalesce(sum(tasks), 0) AS n FROM task_cells) AS cells,
  (SELECT coalesce(sum(tasks), 0) AS n FROM fact_runs) AS facts
WHERE cells.n <> facts.n;
