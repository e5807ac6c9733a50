internal import GRDB
internal import Queries
internal import TriageModel

/// Makes all rollup cells from the rows in one pass over both tables, merged in the order of their task ids.
///
/// Sums are exact and do not depend on the order of rows.
struct RollupBuilder {
  let db: Database

  func rebuild() throws {
    var cells = RollupCells()
    let pricing = try Pricing(db: db)
    let requests = try Row.fetchCursor(db, sql: Query.rollupRequestsByTask.sql)
    let tasks = try Row.fetchCursor(db, sql: Query.rollupTasksById.sql)
    var request = try requests.next().map { UsageFact($0, pricing: pricing) }
    var task = try tasks.next().map(TaskFact.init)
    while request != nil || task != nil {
      let taskID = nextTask(request, task)
      var usage: [UsageFact] = []
      while let current = request, current.taskID == taskID {
        // Requests without a task can be any number: they go to their cells one by one.
        if taskID == nil { try cells.add(usage: [current], task: nil) } else { usage.append(current) }
        request = try requests.next().map { UsageFact($0, pricing: pricing) }
      }
      if let current = task, current.taskID == taskID {
        try cells.add(usage: usage, task: current)
        task = try tasks.next().map(TaskFact.init)
      } else if !usage.isEmpty {
        try cells.add(usage: usage, task: nil)
      }
    }
    try RollupWriter(db: db).replaceAll(with: cells)
  }

  /// The task id that comes first; nil = requests without a task, which come before all others.
  private func nextTask(_ request: UsageFact?, _ task: TaskFact?) -> String? {
    guard let request else { return task?.taskID }
    guard let requestTask = request.taskID else { return nil }
    guard let task else { return requestTask }
    // Byte order, as SQLite's BINARY collation has it.
    return task.taskID.utf8.lexicographicallyPrecedes(requestTask.utf8) ? task.taskID : requestTask
  }
}

/// What the rollup needs of one usage row.
struct UsageFact {
  let taskID: String?
  let month: Int
  let department: Int64
  let category: Int64
  let provider: Int64
  let model: Int64
  let sums: UsageSums
  /// Both costs, where the row has both.
  let reportedNanos: Int128?
  let listNanos: Int128?

  var isUnpriced: Bool { sums.unpricedRows > 0 }

  init(_ row: Row, pricing: Pricing) {
    taskID = row["task_id"]
    let at = Instant(nanosSinceEpoch: row["at_ns"])
    month = Month(containing: at).index
    department = row["department"]
    category = row["category"]
    provider = row["provider"]
    model = row["model"]
    let tokens = PricedTokens(row)
    reportedNanos = (row["reported_cost_nanos"] as Int64?).map { Int128($0) }
    listNanos = pricing.listCost(tokens, model: model, provider: provider, at: at)
    var sums = UsageSums()
    sums.rows = 1
    sums.requests = Int128(row["requests"] as Int64)
    sums.inputTokens = Int128(tokens.input ?? 0)
    sums.cachedTokens = Int128(tokens.cached ?? 0)
    sums.cacheWriteTokens = Int128(tokens.cacheWrite ?? 0)
    sums.outputTokens = Int128(tokens.output ?? 0)
    sums.reasoningTokens = Int128(row["reasoning_tokens"] as Int64? ?? 0)
    if let cost = reportedNanos ?? listNanos {
      sums.costNanos = cost
    } else {
      sums.unpricedRows = 1
      sums.unpricedTokens = sums.inputTokens + sums.outputTokens
    }
    self.sums = sums
  }
}

/// What the rollup needs of one outcome.
struct TaskFact {
  let taskID: String
  let month: Int
  let worker: Int64
  let department: Int64
  let category: Int64
  let complexity: Int
  let tool: Int64
  let pairID: String?
  let basis: ValueBasis
  let succeeded: Succeeded
  let value: Int64
  let reviewMillis: Int64
  let reworkMillis: Int64
  let succeededMillionths: Int64

  init(_ row: Row) {
    var outcome = OutcomeRow(
      taskID: row["task_id"], completedAt: Instant(nanosSinceEpoch: row["completed_ns"]), category: "", tool: "")
    outcome.succeededMillionths = row["succeeded_millionths"]
    outcome.valueNanos = row["value_nanos"]
    outcome.savedMillis = row["saved_millis"]
    taskID = outcome.taskID
    month = Month(containing: outcome.completedAt).index
    worker = row["worker"]
    department = row["department"]
    category = row["category"]
    complexity = row["complexity"]
    tool = row["tool"]
    pairID = row["pair_id"]
    basis = outcome.valueBasis
    succeeded = outcome.succeeded
    value = outcome.valueMoment
    // A blank review or rework time is unknown; the method counts what was recorded.
    reviewMillis = row["review_millis"] as Int64? ?? 0
    reworkMillis = row["rework_millis"] as Int64? ?? 0
    succeededMillionths = outcome.succeededMillionths ?? 0
  }
}
