/// Positions of a format's columns in one file; -1 where the file does not have them.
struct UsageColumns {
  let requestID, taskID, parentID, timestamp, worker, department, category, provider, model: Int
  let input, cached, cacheWrite, output, reasoning, cost, requests, status: Int
  /// Whether the file says anything that a price depends on beside model, time and tokens.
  let hasTraits: Bool

  init(header: [String]) {
    func place(_ name: String) -> Int { header.firstIndex(of: name) ?? -1 }
    requestID = place("request_id")
    taskID = place("task_id")
    parentID = place("parent_request_id")
    timestamp = place("timestamp")
    worker = place("worker_id")
    department = place("department")
    category = place("category")
    provider = place("provider")
    model = place("model")
    input = place("input_tokens")
    cached = place("cached_input_tokens")
    cacheWrite = place("cache_write_tokens")
    output = place("output_tokens")
    reasoning = place("reasoning_tokens")
    cost = place("cost_usd")
    requests = place("requests")
    status = place("status")
    hasTraits = CanonicalRow.traitHeader.contains { header.contains($0) }
  }
}

/// The same for outcomes.
struct OutcomeColumns {
  let taskID, completedAt, worker, department, category, complexity, tool: Int
  let succeeded, value, saved, review, rework, pairID: Int

  init(header: [String]) {
    func place(_ name: String) -> Int { header.firstIndex(of: name) ?? -1 }
    taskID = place("task_id")
    completedAt = place("completed_at")
    worker = place("worker_id")
    department = place("department")
    category = place("category")
    complexity = place("complexity")
    tool = place("tool")
    succeeded = place("succeeded")
    value = place("value_usd")
    saved = place("minutes_saved")
    review = place("review_minutes")
    rework = place("rework_minutes")
    pairID = place("pair_id")
  }
}
