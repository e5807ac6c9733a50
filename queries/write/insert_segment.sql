-- Grain: one new segment.
-- Parameters: the columns in their order.
-- Identity: none.
INSERT INTO segments (kind, first_task, last_task, first_import, last_import, rows, control_checksum,
  figures_checksum, texts_checksum, control, figures, texts)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
