internal import GRDB
internal import Queries
public import TriageModel

/// The rollup cells of a database, in an order that depends on their content alone.
public struct DatabaseRollupSource: RollupSource {
  private let database: TriageDatabase

  public init(_ database: TriageDatabase) { self.database = database }

  public func taskCells(in period: Period) throws -> [TaskCell] {
    try database.read { db in
      try Row.fetchAll(db, sql: Query.readTaskCells.sql, arguments: months(period)).map { row in
        var moments = Moments()
        moments.count = row["n"]
        moments.sums = figures(row)
        let products = (row["products"] as String).split(separator: " ").compactMap { Int128($0) }
        guard let values = Products(values: products) else {
          throw StorageError.damaged(path: database.path, detail: "a task cell has no fifteen products")
        }
        moments.products = values
        return TaskCell(key: try key(row), moments: moments)
      }
    }
  }

  public func span() throws -> ClosedRange<Instant>? {
    try database.read { db in
      guard let row = try Row.fetchOne(db, sql: Query.readSpan.sql), let first = row["first_ns"] as Int64?,
        let last = row["last_ns"] as Int64?
      else { return nil }
      return Instant(nanosSinceEpoch: first)...Instant(nanosSinceEpoch: last)
    }
  }

  public func spendCells() throws -> [SpendCell] {
    try database.read { db in
      try Row.fetchAll(db, sql: Query.readSpendCells.sql).map { row in
        let completed: Int = row["completed_month"]
        let line: SpendCell.Line =
          completed == -1 ? .noTask : completed == 0 ? .noOutcome : .task(completed: Month(index: completed))
        return SpendCell(
          month: Month(index: row["month"]), line: line, department: row["department"], category: row["category"],
          tool: row["tool"], usage: usage(row))
      }
    }
  }

  public func modelCells(in period: Period) throws -> [ModelCell] {
    try database.read { db in
      try Row.fetchAll(db, sql: Query.readModelCells.sql, arguments: months(period)).map { row in
        ModelCell(
          month: Month(index: row["month"]), provider: row["provider"], model: row["model"], usage: usage(row),
          comparableRows: sum(row, "comparable_rows"), comparableReportedNanos: sum(row, "comparable_reported_nanos"),
          comparableListNanos: sum(row, "comparable_list_nanos"))
      }
    }
  }

  /// Facts made from the rows themselves.
  public func taskFacts(category: String, in period: Period) throws -> TaskFacts {
    try database.read { db in
      let pricing = try Pricing(db: db)
      let nameRows = try Row.fetchAll(db, sql: "SELECT id, name FROM names")
      let names = Dictionary(nameRows.map { ($0["id"] as Int64, $0["name"] as String) }) { first, _ in first }
      var costs: [String: (nanos: Int128, isUnpriced: Bool)] = [:]
      let requests = try Row.fetchCursor(db, sql: Query.rollupRequestsByTask.sql)
      while let row = try requests.next() {
        let usage = UsageFact(row, pricing: pricing)
        guard let task = usage.taskID else { continue }
        let known = costs[task] ?? (0, false)
        costs[task] = (known.nanos + usage.sums.costNanos, known.isUnpriced || usage.isUnpriced)
      }
      var result = TaskFacts()
      var keyIndices: [TaskCellKey: Int32] = [:]
      var pairs: [String: Int32] = [:]
      let tasks = try Row.fetchCursor(db, sql: Query.rollupTasksById.sql)
      while let row = try tasks.next() {
        let task = TaskFact(row)
        guard names[task.category]?.utf8.elementsEqual(category.utf8) == true, period.contains(Month(index: task.month))
        else { continue }
        let cost = costs[task.taskID]
        let key = TaskCellKey(
          month: Month(index: task.month), department: task.department == 0 ? nil : names[task.department],
          category: category, complexity: task.complexity == 0 ? nil : task.complexity,
          tool: names[task.tool] ?? "", costState: cost.map { $0.isUnpriced ? .unpriced : .priced } ?? .noUsage,
          valueBasis: task.basis, succeeded: task.succeeded)
        guard let nanos = Int64(exactly: cost?.nanos ?? 0), let worker = Int32(exactly: task.worker) else {
          throw StorageError.overflow(what: "the cost of a task")
        }
        let index = keyIndices[key] ?? Int32(result.keys.count)
        if keyIndices.updateValue(index, forKey: key) == nil { result.keys.append(key) }
        let next = Int32(pairs.count + 1)
        let pair = task.pairID.map { pairs[$0] ?? next } ?? 0
        if let name = task.pairID { pairs[name] = pair }
        result.facts.append(
          TaskFacts.Fact(
            keyIndex: index, sign: 1, worker: worker, pair: pair,
            figures: Figures(
              v: task.value, k: nanos, r: task.reviewMillis, w: task.reworkMillis, p: task.succeededMillionths)))
      }
      return result
    }
  }

  private func months(_ period: Period) -> StatementArguments {
    ["first_month": period.first.index, "end_month": period.end.index]
  }

  private func key(_ row: Row) throws -> TaskCellKey {
    guard let costState = CostState(rawValue: row["cost_state"]),
      let valueBasis = ValueBasis(rawValue: row["value_basis"]), let succeeded = Succeeded(rawValue: row["succeeded"])
    else { throw StorageError.damaged(path: database.path, detail: "a cell has an unknown state") }
    let complexity: Int = row["complexity"]
    return TaskCellKey(
      month: Month(index: row["month"]), department: row["department"], category: row["category"],
      complexity: complexity == 0 ? nil : complexity, tool: row["tool"], costState: costState, valueBasis: valueBasis,
      succeeded: succeeded)
  }

  private func figures(_ row: Row) -> Figures<Int128> {
    Figures(v: sum(row, "v"), k: sum(row, "k"), r: sum(row, "r"), w: sum(row, "w"), p: sum(row, "p"))
  }

  private func usage(_ row: Row) -> UsageSums {
    var sums = UsageSums()
    sums.rows = sum(row, "row_count")
    sums.requests = sum(row, "requests")
    sums.inputTokens = sum(row, "input_tokens")
    sums.cachedTokens = sum(row, "cached_tokens")
    sums.cacheWriteTokens = sum(row, "cache_write_tokens")
    sums.outputTokens = sum(row, "output_tokens")
    sums.reasoningTokens = sum(row, "reasoning_tokens")
    sums.costNanos = sum(row, "cost_nanos")
    sums.unpricedRows = sum(row, "unpriced_rows")
    sums.unpricedTokens = sum(row, "unpriced_tokens")
    sums.disagreeingRows = sum(row, "disagreeing_rows")
    return sums
  }

  private func sum(_ row: Row, _ column: String) -> Int128 { Int128(row[column] as Int64) }
}
