internal import GRDB
internal import TriageModel

/// Stores rollup cells; a sum that does not fit its column is an error, never a wrap.
struct RollupWriter {
  let db: Database

  func replaceAll(with cells: RollupCells) throws {
    for table in ["task_cells", "cluster_cells", "spend_cells", "model_cells"] {
      try db.execute(sql: "DELETE FROM \(table)")
    }
    for (key, moments) in cells.tasks {
      let products = moments.products.values.map { String($0) }.joined(separator: " ")
      try insert(
        "task_cells", try values(key) + [moments.count] + figures(moments.sums) + [products])
    }
    for (key, entry) in cells.clusters {
      let task = values(key.task)
      // The category leads the key of this table: it is read one category at a time.
      let reordered = [task[2], task[0], task[1]] + task[3...]
      try insert("cluster_cells", try reordered + [key.worker, key.pair, entry.count] + figures(entry.sums))
    }
    for (key, sums) in cells.spend {
      try insert(
        "spend_cells", try [key.month, key.completedMonth, key.department, key.category, key.tool] + usage(sums))
    }
    for (key, sums) in cells.models {
      let comparable = [
        try narrow(sums.comparableRows), try narrow(sums.comparableReportedNanos), try narrow(sums.comparableListNanos),
      ]
      try insert("model_cells", try [key.month, key.provider, key.model] + usage(sums.usage) + comparable)
    }
  }

  private func insert(_ table: String, _ values: [any DatabaseValueConvertible]) throws {
    let marks = Array(repeating: "?", count: values.count).joined(separator: ", ")
    let statement = try db.cachedStatement(sql: "INSERT INTO \(table) VALUES (\(marks))")
    try statement.execute(arguments: StatementArguments(values))
  }

  private func values(_ key: RollupCells.TaskKey) -> [any DatabaseValueConvertible] {
    [
      key.month, key.department, key.category, key.complexity, key.tool, key.costState.rawValue, key.basis.rawValue,
      key.succeeded.rawValue,
    ]
  }

  private func figures(_ sums: Figures<Int128>) throws -> [any DatabaseValueConvertible] {
    [try narrow(sums.v), try narrow(sums.k), try narrow(sums.r), try narrow(sums.w), try narrow(sums.p)]
  }

  private func usage(_ sums: UsageSums) throws -> [any DatabaseValueConvertible] {
    [
      try narrow(sums.rows), try narrow(sums.requests), try narrow(sums.inputTokens), try narrow(sums.cachedTokens),
      try narrow(sums.cacheWriteTokens), try narrow(sums.outputTokens), try narrow(sums.reasoningTokens),
      try narrow(sums.costNanos), try narrow(sums.unpricedRows), try narrow(sums.unpricedTokens),
      try narrow(sums.disagreeingRows),
    ]
  }

  private func narrow(_ sum: Int128) throws -> Int64 {
    guard let narrow = Int64(exactly: sum) else { throw StorageError.overflow(what: "the sum of a rollup cell") }
    return narrow
  }
}
