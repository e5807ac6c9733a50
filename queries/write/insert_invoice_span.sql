-- Grain: one provider of a new segment of bill lines.
-- Parameters: segment_id, provider, start_ns, end_ns.
-- Identity: every line of the segment lies in the span of its provider.
INSERT INTO invoice_spans (segment_id, provider, start_ns, end_ns) VALUES (?, ?, ?, ?);
