-- Grain: the tables of a triage database, version 7.
-- Parameters: none.
-- Identity: money is Int64 nano-dollars, time Int64 UTC nanoseconds, minutes Int64 milli-minutes; NULL is unknown.

-- What holds for the whole database: hash_seed, worker_ids (hashed or kept), worker_key_check.
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE names (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('worker', 'department', 'category', 'provider', 'model', 'tool')),
  name TEXT NOT NULL,
  UNIQUE (kind, name)
) STRICT;

-- Of each query of checksums: a checksum over all that it returned when something was written last.
CREATE TABLE checksums (
  name TEXT PRIMARY KEY,
  checksum INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The import ledger. What a file brought: rows = new + repeated + restated + superseded + shared + kept + replaced.
-- What of it is stored: stored_rows and the control totals behind it, which are re-derived from the segments.
CREATE TABLE imports (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('usage', 'outcomes', 'prices', 'invoices')),
  file_name TEXT NOT NULL,
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  tool_version TEXT NOT NULL,
  rows INTEGER NOT NULL CHECK (rows >= 0),
  new_rows INTEGER NOT NULL CHECK (new_rows >= 0),
  repeated_rows INTEGER NOT NULL CHECK (repeated_rows >= 0),
  restated_rows INTEGER NOT NULL CHECK (restated_rows >= 0),
  superseded_rows INTEGER NOT NULL CHECK (superseded_rows >= 0),
  shared_rows INTEGER NOT NULL CHECK (shared_rows >= 0),
  kept_rows INTEGER NOT NULL CHECK (kept_rows >= 0),
  replaced_rows INTEGER NOT NULL CHECK (replaced_rows >= 0),
  rejected_rows INTEGER NOT NULL CHECK (rejected_rows >= 0),
  -- Cost of the rejected rows whose cost could be read, and how many could not.
  rejected_cost_nanos INTEGER NOT NULL,
  rejected_without_cost INTEGER NOT NULL CHECK (rejected_without_cost BETWEEN 0 AND rejected_rows),
  stored_rows INTEGER NOT NULL CHECK (stored_rows >= 0),
  reported_cost_nanos INTEGER NOT NULL,
  tokens INTEGER NOT NULL CHECK (tokens >= 0),
  value_nanos INTEGER NOT NULL,
  minute_millis INTEGER NOT NULL,
  first_ns INTEGER,
  last_ns INTEGER CHECK (last_ns >= first_ns),
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
  CHECK (rows = new_rows + repeated_rows + restated_rows + superseded_rows + shared_rows + kept_rows + replaced_rows)
) STRICT;

-- Rows of one import that an earlier one held already, and what became of them.
CREATE TABLE import_overlaps (
  import_id INTEGER NOT NULL REFERENCES imports (id),
  of_import_id INTEGER NOT NULL REFERENCES imports (id),
  fate TEXT NOT NULL CHECK (fate IN ('repeated', 'shared', 'kept', 'replaced')),
  rows INTEGER NOT NULL CHECK (rows > 0),
  PRIMARY KEY (import_id, of_import_id, fate)
) STRICT, WITHOUT ROWID;

-- All usage and outcome rows, up to 2,048 to a segment in the order of their tasks: integers packed by column, those
-- of control totals in a table of their own, and texts. Kind 1 = requests in force, 2 = outcomes (every distinct row),
-- 3 = requests replaced.
CREATE TABLE segments (
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
  first_task INTEGER NOT NULL,
  last_task INTEGER NOT NULL CHECK (last_task >= first_task),
  first_import INTEGER NOT NULL REFERENCES imports (id),
  last_import INTEGER NOT NULL REFERENCES imports (id),
  rows INTEGER NOT NULL CHECK (rows > 0),
  figures_checksum INTEGER NOT NULL,
  texts_checksum INTEGER NOT NULL,
  figures BLOB NOT NULL,
  texts BLOB NOT NULL
) STRICT;
-- The columns of a segment that control totals are made of: an opening check reads nothing else of the rows.
CREATE TABLE segment_controls (
  segment_id INTEGER PRIMARY KEY REFERENCES segments (id) ON DELETE CASCADE,
  checksum INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE INDEX segments_by_task ON segments (kind, first_task, last_task, first_import, last_import, rows);

-- Hashes that recognise a request that is there already, in the order of their keys.
CREATE TABLE key_runs (
  id INTEGER PRIMARY KEY,
  first_key INTEGER NOT NULL,
  last_key INTEGER NOT NULL CHECK (last_key >= first_key),
  entries INTEGER NOT NULL CHECK (entries > 0),
  checksum INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE INDEX key_runs_by_key ON key_runs (first_key, last_key, entries);

-- Of each import of traces in force: the rows that its files name and do not count, packed by column, so that later
-- files of a trace find what they link to.
CREATE TABLE absent_parents (
  import_id INTEGER PRIMARY KEY REFERENCES imports (id),
  rows INTEGER NOT NULL CHECK (rows > 0),
  checksum INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

-- Pico-dollars per token. tier_start: the prompt length above which the row holds, 0 = any; mode: 0 standard, 1 batch,
-- 2 flex, 3 priority, 4 fast. replaced_by: the import whose price holds instead, NULL = in force; once that import is
-- taken back, the row is in force again.
CREATE TABLE prices (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES imports (id),
  provider TEXT,
  model TEXT NOT NULL,
  tier_start INTEGER NOT NULL CHECK (tier_start >= 0),
  mode INTEGER NOT NULL CHECK (mode BETWEEN 0 AND 4),
  effective_from_ns INTEGER NOT NULL,
  effective_to_ns INTEGER,
  input_picos INTEGER NOT NULL CHECK (input_picos >= 0),
  cached_picos INTEGER CHECK (cached_picos >= 0),
  cache_write_picos INTEGER CHECK (cache_write_picos >= 0),
  long_write_picos INTEGER CHECK (long_write_picos >= 0),
  output_picos INTEGER NOT NULL CHECK (output_picos >= 0),
  reasoning_picos INTEGER CHECK (reasoning_picos >= 0),
  source TEXT,
  catalogue TEXT,
  checked_on TEXT,
  replaced_by INTEGER REFERENCES imports (id) CHECK (replaced_by > import_id)
) STRICT;
CREATE UNIQUE INDEX prices_once ON prices (model, coalesce(provider, ''), tier_start, mode, effective_from_ns)
WHERE replaced_by IS NULL;

-- What each import has in the price book, replaced prices as well: how many rows, and a checksum over all their fields,
-- re-derived by the checks.
CREATE TABLE price_totals (
  import_id INTEGER PRIMARY KEY REFERENCES imports (id),
  rows INTEGER NOT NULL CHECK (rows > 0),
  checksum INTEGER NOT NULL
) STRICT;

-- The names under which models are looked up in the price book: the policy's aliases at the last rollup.
CREATE TABLE price_aliases (
  name TEXT PRIMARY KEY,
  canonical TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- R1 of the method: exact moments of the tasks of a month, one cell per department, category, tool, complexity, cost
-- state, value basis and success, packed by column (0 = blank); tasks and token cost are added up beside them.
CREATE TABLE task_cells (
  month INTEGER PRIMARY KEY,
  cells INTEGER NOT NULL CHECK (cells > 0),
  tasks INTEGER NOT NULL CHECK (tasks > 0),
  token_cost_nanos INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

-- R3 of the method at the grain of the task: signed facts of one category, packed by column, those of a key
-- together; tasks = those added less those taken back.
CREATE TABLE fact_runs (
  id INTEGER PRIMARY KEY,
  category INTEGER NOT NULL REFERENCES names (id),
  facts INTEGER NOT NULL CHECK (facts > 0),
  tasks INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

-- R4 of the method: the spend ledger. completed_month: the task's month, 0 = no outcome, -1 = no task.
CREATE TABLE spend_cells (
  month INTEGER NOT NULL,
  completed_month INTEGER NOT NULL,
  department INTEGER NOT NULL,
  category INTEGER NOT NULL,
  tool INTEGER NOT NULL,
  row_count INTEGER NOT NULL CHECK (row_count > 0),
  requests INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL,
  cached_tokens INTEGER NOT NULL,
  cache_write_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  reasoning_tokens INTEGER NOT NULL,
  cost_nanos INTEGER NOT NULL,
  unpriced_rows INTEGER NOT NULL,
  unpriced_tokens INTEGER NOT NULL,
  disagreeing_rows INTEGER NOT NULL,
  reported_rows INTEGER NOT NULL,
  reported_nanos INTEGER NOT NULL,
  allocated_rows INTEGER NOT NULL,
  free_rows INTEGER NOT NULL,
  PRIMARY KEY (month, completed_month, department, category, tool)
) STRICT, WITHOUT ROWID;

-- ranged_rows: rows whose tier is not known; below and above say by how much their cost can be less or more.
-- untiered_rows: rows priced as short prompts because their mode has no price for long ones, and that cost.
CREATE TABLE model_cells (
  month INTEGER NOT NULL,
  provider INTEGER NOT NULL,
  model INTEGER NOT NULL,
  row_count INTEGER NOT NULL CHECK (row_count > 0),
  requests INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL,
  cached_tokens INTEGER NOT NULL,
  cache_write_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  reasoning_tokens INTEGER NOT NULL,
  cost_nanos INTEGER NOT NULL,
  unpriced_rows INTEGER NOT NULL,
  unpriced_tokens INTEGER NOT NULL,
  disagreeing_rows INTEGER NOT NULL,
  reported_rows INTEGER NOT NULL,
  reported_nanos INTEGER NOT NULL,
  allocated_rows INTEGER NOT NULL,
  free_rows INTEGER NOT NULL,
  comparable_rows INTEGER NOT NULL,
  comparable_reported_nanos INTEGER NOT NULL,
  comparable_list_nanos INTEGER NOT NULL,
  ranged_rows INTEGER NOT NULL,
  below_nanos INTEGER NOT NULL,
  above_nanos INTEGER NOT NULL,
  untiered_rows INTEGER NOT NULL,
  untiered_nanos INTEGER NOT NULL,
  PRIMARY KEY (month, provider, model)
) STRICT, WITHOUT ROWID;
