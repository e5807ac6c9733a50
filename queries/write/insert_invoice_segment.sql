-- Grain: one new segment of bill lines.
-- Parameters: the columns in their order.
-- Identity: none.
INSERT INTO invoice_segments (import_id, format, first_ns, last_ns, rows, figures_checksum, texts_checksum, figures, texts)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);
