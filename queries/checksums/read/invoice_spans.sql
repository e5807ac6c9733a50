-- Grain: one row per segment of bill lines and provider.
-- Parameters: none.
-- Identity: every value that is not packed, in the order of the key; its checksum is kept in checksums.
SELECT * FROM invoice_spans ORDER BY segment_id, provider;
