-- Grain: the tables of a triage database, version 1.
-- Parameters: none.
-- Identity: money is Int64 nano-dollars, time Int64 UTC nanoseconds, minutes Int64 milli-minutes; NULL is unknown.

CREATE TABLE names (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('worker', 'department', 'category', 'provider', 'model', 'tool', 'status')),
  name TEXT NOT NULL,
  UNIQUE (kind, name)
) STRICT;

CREATE TABLE imports (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('usage', 'outcomes', 'prices')),
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
  reported_cost_nanos INTEGER NOT NULL,
  tokens INTEGER NOT NULL CHECK (tokens >= 0),
  first_ns INTEGER,
  last_ns INTEGER CHECK (last_ns >= first_ns),
  CHECK (rows = new_rows + repeated_rows + restated_rows + superseded_rows + shared_rows)
) STRICT;

CREATE TABLE requests (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES imports (id),
  request_id TEXT NOT NULL UNIQUE,
  task_id TEXT,
  parent_request_id TEXT,
  at_ns INTEGER NOT NULL,
  worker INTEGER REFERENCES names (id),
  department INTEGER REFERENCES names (id),
  category INTEGER REFERENCES names (id),
  provider INTEGER REFERENCES names (id),
  model INTEGER NOT NULL REFERENCES names (id),
  input_tokens INTEGER CHECK (input_tokens >= 0),
  cached_tokens INTEGER CHECK (cached_tokens >= 0),
  cache_write_tokens INTEGER CHECK (cache_write_tokens >= 0),
  output_tokens INTEGER CHECK (output_tokens >= 0),
  reasoning_tokens INTEGER CHECK (reasoning_tokens >= 0),
  reported_cost_nanos INTEGER,
  requests INTEGER NOT NULL CHECK (requests >= 1),
  status INTEGER REFERENCES names (id)
) STRICT;
CREATE INDEX requests_by_task ON requests (task_id);

CREATE TABLE tasks (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES imports (id),
  task_id TEXT NOT NULL UNIQUE,
  completed_ns INTEGER NOT NULL,
  worker INTEGER REFERENCES names (id),
  department INTEGER REFERENCES names (id),
  category INTEGER NOT NULL REFERENCES names (id),
  complexity INTEGER CHECK (complexity BETWEEN 1 AND 5),
  tool INTEGER NOT NULL REFERENCES names (id),
  succeeded_millionths INTEGER CHECK (succeeded_millionths BETWEEN 0 AND 1000000),
  value_nanos INTEGER,
  saved_millis INTEGER,
  review_millis INTEGER CHECK (review_millis >= 0),
  rework_millis INTEGER CHECK (rework_millis >= 0),
  pair_id TEXT
) STRICT;

CREATE TABLE prices (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES imports (id),
  provider TEXT,
  model TEXT NOT NULL,
  effective_from_ns INTEGER NOT NULL,
  effective_to_ns INTEGER,
  input_picos INTEGER NOT NULL CHECK (input_picos >= 0),
  cached_picos INTEGER CHECK (cached_picos >= 0),
  cache_write_picos INTEGER CHECK (cache_write_picos >= 0),
  output_picos INTEGER NOT NULL CHECK (output_picos >= 0),
  source TEXT
) STRICT;
CREATE UNIQUE INDEX prices_once ON prices (model, coalesce(provider, ''), effective_from_ns);

-- The names under which models are looked up in the price book: the policy's aliases at the last rollup.
CREATE TABLE price_aliases (
  name TEXT PRIMARY KEY,
  canonical TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- R1 of the method: exact moments of the tasks of one cell. Sums that can pass 64 bits are decimal text.
CREATE TABLE task_cells (
  month INTEGER NOT NULL,
  department INTEGER NOT NULL,
  category INTEGER NOT NULL,
  complexity INTEGER NOT NULL,
  tool INTEGER NOT NULL,
  cost_state INTEGER NOT NULL CHECK (cost_state BETWEEN 0 AND 2),
  value_basis INTEGER NOT NULL CHECK (value_basis BETWEEN 0 AND 3),
  succeeded INTEGER NOT NULL CHECK (succeeded BETWEEN 0 AND 3),
  n INTEGER NOT NULL CHECK (n > 0),
  v INTEGER NOT NULL,
  k INTEGER NOT NULL,
  r INTEGER NOT NULL,
  w INTEGER NOT NULL,
  p INTEGER NOT NULL,
  products TEXT NOT NULL,
  PRIMARY KEY (month, department, category, complexity, tool, cost_state, value_basis, succeeded)
) STRICT, WITHOUT ROWID;

-- R3 of the method: first sums by worker and pair. 0 stands for blank in every key column.
CREATE TABLE cluster_cells (
  category INTEGER NOT NULL,
  month INTEGER NOT NULL,
  department INTEGER NOT NULL,
  complexity INTEGER NOT NULL,
  tool INTEGER NOT NULL,
  cost_state INTEGER NOT NULL,
  value_basis INTEGER NOT NULL,
  succeeded INTEGER NOT NULL,
  worker INTEGER NOT NULL,
  pair INTEGER NOT NULL,
  n INTEGER NOT NULL CHECK (n > 0),
  v INTEGER NOT NULL,
  k INTEGER NOT NULL,
  r INTEGER NOT NULL,
  w INTEGER NOT NULL,
  p INTEGER NOT NULL,
  PRIMARY KEY (category, month, department, complexity, tool, cost_state, value_basis, succeeded, worker, pair)
) STRICT, WITHOUT ROWID;

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
  PRIMARY KEY (month, completed_month, department, category, tool)
) STRICT, WITHOUT ROWID;

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
  comparable_rows INTEGER NOT NULL,
  comparable_reported_nanos INTEGER NOT NULL,
  comparable_list_nanos INTEGER NOT NULL,
  PRIMARY KEY (month, provider, model)
) STRICT, WITHOUT ROWID;
