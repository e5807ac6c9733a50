-- Grain: one row per difference between the task cells and the control totals of the imports; none if sound.
-- Parameters: none.
-- Identity: the cells hold exactly the tasks that the imports loaded.
SELECT 'tasks' AS what, loaded.n AS expected, coalesce(cells.n, 0) AS found
FROM (SELECT coalesce(sum(new_rows), 0) AS n FROM imports WHERE kind = 'outcomes') AS loaded,
  (SELECT sum(n) AS n FROM task_cells) AS cells
WHERE loaded.n <> coalesce(cells.n, 0);
