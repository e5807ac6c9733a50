-- Grain: one row per cell of R1; 0 = blank.
-- Parameters: none.
-- Identity: sum(n) is the number of tasks.
SELECT
  month, department, category, complexity, tool, cost_state, value_basis, succeeded, n, v, k, r, w, p, products
FROM task_cells;
