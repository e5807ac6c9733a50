-- Grain: one row per department of an outcome or a usage row.
-- Parameters: none.
-- Identity: every department that a file named.
SELECT name FROM names WHERE kind = 'department' ORDER BY name;
