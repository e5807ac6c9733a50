-- Grain: the table of what spend hides, one row per month, department and category; 0 = blank.
-- Parameters: none.
-- Identity: row_count and cost_nanos are those of the spend ledger R4 of the same month, department and category; all
-- columns but the keys are additive, and each is the sum over the same usage rows.
CREATE TABLE hidden_cells (
  month INTEGER NOT NULL,
  department INTEGER NOT NULL,
  category INTEGER NOT NULL,
  row_count INTEGER NOT NULL CHECK (row_count > 0),
  cost_nanos INTEGER NOT NULL,
  cache_write_rows INTEGER NOT NULL,
  reasoning_rows INTEGER NOT NULL,
  status_rows INTEGER NOT NULL,
  tiered_rows INTEGER NOT NULL,
  unlisted_rows INTEGER NOT NULL,
  reasoning_nanos INTEGER NOT NULL,
  cache_write_nanos INTEGER NOT NULL,
  write_premium_nanos INTEGER NOT NULL,
  read_saving_nanos INTEGER NOT NULL,
  surcharge_nanos INTEGER NOT NULL,
  sub_agent_rows INTEGER NOT NULL,
  sub_agent_nanos INTEGER NOT NULL,
  failed_request_nanos INTEGER NOT NULL,
  superseded_nanos INTEGER NOT NULL,
  PRIMARY KEY (month, department, category)
) STRICT, WITHOUT ROWID;
