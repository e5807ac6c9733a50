-- Grain: one new segment, without its columns of control totals.
-- Parameters: the columns in their order.
-- Identity: none.
INSERT INTO segments (kind, first_task, last_task, first_import, last_import, rows, figures_checksum,
  texts_checksum, figures, texts)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
