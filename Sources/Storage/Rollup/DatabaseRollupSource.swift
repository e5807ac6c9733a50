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

  public func workerCells(category: String, in period: Period) throws -> [ClusterCell] {
    try clusterCells(category: category, in: period)
  }

  public func pairCells(category: String, in period: Period) throws -> [ClusterCell] {
    try clusterCells(category: category, in: period).filter { $0.pair != nil }
  }

  private func clusterCells(category: String, in period: Period) throws -> [ClusterCell] {
    try database.read { db in
      let arguments = months(period) &+ ["category": category]
      return try Row.fetchAll(db, sql: Query.readClusterCells.sql, arguments: arguments).map { row in
        let (worker, pair): (Int64, Int64) = (row["worker"], row["pair"])
        return ClusterCell(
          key: try key(row), worker: worker == 0 ? nil : worker, pair: pair == 0 ? nil : pair, count: row["n"],
          sums: figures(row))
      }
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
