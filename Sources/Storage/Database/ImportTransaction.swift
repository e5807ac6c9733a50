internal import GRDB
internal import Queries
public import TriageModel

/// The one open transaction of an import: inserts rows, recognises known ones, and makes the rollup at its end.
///
/// Not usable after the body that it was given to has returned.
public struct ImportTransaction {
  let db: Database
  let path: String
  private let names: NameTable

  init(db: Database, path: String) throws {
    self.db = db
    self.path = path
    names = try NameTable(db: db)
  }

  /// What became of a row.
  public enum Fate: Hashable, Sendable {
    case new
    /// The same row is there already.
    case repeated
    /// It replaced an earlier row.
    case restated
    /// A later row is there already.
    case superseded
    /// The same request is there for another task; it is counted once, for the task whose id sorts first.
    case shared
    /// The same id is there with another body: the row was not taken.
    case conflict(fields: [String])
  }

  /// Adds an entry to the import ledger and gives its number.
  public func begin(_ entry: LedgerEntry) throws -> Int64 {
    try db.execute(
      sql: Query.writeBeginImport.sql,
      arguments: [
        entry.kind.rawValue, entry.fileName, String(repeating: "0", count: 64), entry.toolVersion,
      ])
    return db.lastInsertedRowID
  }

  /// Completes a ledger entry with its control totals.
  public func finish(_ id: Int64, _ entry: LedgerEntry) throws {
    try db.execute(
      sql: Query.writeFinishImport.sql,
      arguments: [
        entry.bytes, entry.sha256, entry.rows, entry.newRows, entry.repeatedRows, entry.restatedRows,
        entry.supersededRows, entry.sharedRows, entry.reportedCostNanos, entry.tokens, entry.firstNanos,
        entry.lastNanos, id,
      ])
  }

  /// Inserts a usage row, unless it is there already.
  public func insert(_ row: RequestRow, importID: Int64) throws -> Fate {
    let known = try db.cachedStatement(sql: Query.writeFindRequest.sql)
    if let found = try Row.fetchOne(known, arguments: [row.requestID]) {
      return try compare(row, with: found)
    }
    let statement = try db.cachedStatement(sql: Query.writeInsertRequest.sql)
    try statement.execute(arguments: [
      importID, row.requestID, row.taskID, row.parentRequestID, row.at.nanosSinceEpoch,
      try names.id(.worker, row.worker, db), try names.id(.department, row.department, db),
      try names.id(.category, row.category, db), try names.id(.provider, row.provider, db),
      try names.id(.model, row.model, db), row.inputTokens, row.cachedTokens, row.cacheWriteTokens, row.outputTokens,
      row.reasoningTokens, row.costNanos, row.requests, try names.id(.status, row.status, db),
    ])
    return .new
  }

  private func compare(_ row: RequestRow, with found: Row) throws -> Fate {
    var fields: [String] = []
    func check<Value: Equatable & DatabaseValueConvertible>(_ name: String, _ value: Value?, _ column: String) {
      if found[column] as Value? != value { fields.append(name) }
    }
    check("parent_request_id", row.parentRequestID, "parent_request_id")
    check("timestamp", row.at.nanosSinceEpoch, "at_ns")
    check("worker_id", try names.id(.worker, row.worker, db), "worker")
    check("department", try names.id(.department, row.department, db), "department")
    check("category", try names.id(.category, row.category, db), "category")
    check("provider", try names.id(.provider, row.provider, db), "provider")
    check("model", try names.id(.model, row.model, db), "model")
    check("input_tokens", row.inputTokens, "input_tokens")
    check("cached_input_tokens", row.cachedTokens, "cached_tokens")
    check("cache_write_tokens", row.cacheWriteTokens, "cache_write_tokens")
    check("output_tokens", row.outputTokens, "output_tokens")
    check("reasoning_tokens", row.reasoningTokens, "reasoning_tokens")
    check("cost_usd", row.costNanos, "reported_cost_nanos")
    check("requests", row.requests, "requests")
    check("status", try names.id(.status, row.status, db), "status")
    guard fields.isEmpty else { return .conflict(fields: fields) }
    let knownTask = found["task_id"] as String?
    if knownTask == row.taskID { return .repeated }
    // One request was billed once: it counts once, for the task that no order of rows can change.
    if let task = row.taskID, knownTask.map({ task < $0 }) ?? true {
      try db.execute(sql: "UPDATE requests SET task_id = ? WHERE id = ?", arguments: [task, found["id"] as Int64])
    }
    return .shared
  }

  /// Inserts an outcome; a later `completed_at` restates an earlier one of the same task.
  ///
  /// With equal times the row whose canonical text sorts first stays, so that the order of rows never shows.
  public func insert(_ row: OutcomeRow, importID: Int64) throws -> Fate {
    let known = try db.cachedStatement(sql: Query.writeFindTask.sql)
    let found = try Row.fetchOne(known, arguments: [row.taskID]).map { try outcome($0) }
    if let found {
      if found == row { return .repeated }
      let isLater =
        found.completedAt != row.completedAt
        ? found.completedAt < row.completedAt : row.canonicalText < found.canonicalText
      if !isLater { return .superseded }
    }
    let statement = try db.cachedStatement(sql: found == nil ? Query.writeInsertTask.sql : Query.writeReplaceTask.sql)
    try statement.execute(arguments: [
      "import_id": importID, "task_id": row.taskID, "completed_ns": row.completedAt.nanosSinceEpoch,
      "worker": try names.id(.worker, row.worker, db), "department": try names.id(.department, row.department, db),
      "category": try names.id(.category, row.category, db), "complexity": row.complexity,
      "tool": try names.id(.tool, row.tool, db), "succeeded_millionths": row.succeededMillionths,
      "value_nanos": row.valueNanos, "saved_millis": row.savedMillis, "review_millis": row.reviewMillis,
      "rework_millis": row.reworkMillis, "pair_id": row.pairID,
    ])
    return found == nil ? .new : .restated
  }

  private func outcome(_ row: Row) throws -> OutcomeRow {
    var outcome = OutcomeRow(
      taskID: row["task_id"], completedAt: Instant(nanosSinceEpoch: row["completed_ns"]),
      category: row["category"], tool: row["tool"])
    outcome.worker = row["worker"]
    outcome.department = row["department"]
    outcome.complexity = row["complexity"]
    outcome.succeededMillionths = row["succeeded_millionths"]
    outcome.valueNanos = row["value_nanos"]
    outcome.savedMillis = row["saved_millis"]
    outcome.reviewMillis = row["review_millis"]
    outcome.reworkMillis = row["rework_millis"]
    outcome.pairID = row["pair_id"]
    return outcome
  }

  /// Inserts a price; the same model, provider and date with other prices is a conflict.
  public func insert(_ row: PriceRow, importID: Int64) throws -> Fate {
    let found = try Row.fetchOne(
      db, sql: Query.writeFindPrice.sql, arguments: [row.model, row.provider ?? "", row.effectiveFrom.nanosSinceEpoch])
    if let found {
      let isSame =
        found["input_picos"] as Int64? == row.inputPicos && found["cached_picos"] as Int64? == row.cachedPicos
        && found["cache_write_picos"] as Int64? == row.cacheWritePicos
        && found["output_picos"] as Int64? == row.outputPicos
        && found["effective_to_ns"] as Int64? == row.effectiveTo?.nanosSinceEpoch
      return isSame ? .repeated : .conflict(fields: ["prices of the same model and date"])
    }
    try db.execute(
      sql: Query.writeInsertPrice.sql,
      arguments: [
        importID, row.provider, row.model, row.effectiveFrom.nanosSinceEpoch, row.effectiveTo?.nanosSinceEpoch,
        row.inputPicos, row.cachedPicos, row.cacheWritePicos, row.outputPicos, row.source,
      ])
    return .new
  }

  /// Makes the rollup cells anew from the rows.
  public func rebuildRollup() throws {
    try RollupBuilder(db: db).rebuild()
  }

  /// Makes the rollup anew if the policy's aliases lead to other prices than those of the last rollup.
  public func useAliases(_ aliases: [String: String]) throws {
    let known = try Row.fetchAll(db, sql: "SELECT name, canonical FROM price_aliases")
    let current = Dictionary(known.map { ($0["name"] as String, $0["canonical"] as String) }) { first, _ in first }
    guard current != aliases else { return }
    try db.execute(sql: "DELETE FROM price_aliases")
    for (name, canonical) in aliases.sorted(by: { $0.key < $1.key }) {
      try db.execute(sql: "INSERT INTO price_aliases (name, canonical) VALUES (?, ?)", arguments: [name, canonical])
    }
    try rebuildRollup()
  }
}
