internal import GRDB
internal import Queries
internal import TriageModel

/// Adds a delta to the stored cells; a sum that does not fit its column is an error, never a wrap, and a cell that
/// comes to nothing is removed.
struct RollupWriter {
  let db: Database

  func removeAll() throws {
    for table in ["task_cells", "fact_runs", "spend_cells", "hidden_cells", "model_cells"] {
      try db.execute(sql: "DELETE FROM \(table)")
    }
  }

  func add(_ delta: RollupDelta) throws {
    try add(tasks: delta.tasks)
    try addSpend(delta.spend)
    try addHidden(delta)
    try addModels(delta.models)
    try FactCompaction(writer: self).run()
  }

  /// Stores one run of facts.
  func add(facts: [StoredFact], category: Int32) throws {
    guard !facts.isEmpty else { return }
    var buffer = ByteBuffer(capacity: facts.count * 40)
    StoredFactRun.append(facts, to: &buffer)
    let insert = try SQLStatement(db, Query.writeInsertFactRun.sql)
    insert.bind(Int64(category), at: 1)
    insert.bind(Int64(facts.count), at: 2)
    insert.bind(facts.reduce(0) { $0 &+ $1.sign }, at: 3)
    insert.bind(BlockHash.checksum(buffer.bytes), at: 4)
    insert.bind(bytes: buffer.bytes, at: 5)
    try insert.run()
  }

  // MARK: R1

  /// Brings the cells of each month together with those that are stored.
  func add(tasks cells: CellSums<TaskCellNumbers, Moments>) throws {
    guard !cells.isEmpty else { return }
    let (store, names) = (TaskCellStore(db: db, path: ""), try NameTexts(db))
    for (month, added) in Dictionary(grouping: cells.all, by: \.0.month).sorted(by: { $0.key < $1.key }) {
      var sums = CellSums<TaskCellNumbers, Moments>()
      try store.forEach(month: month) { key, moments in
        let place = sums.place(key, start: Moments())
        sums[place] = moments
      }
      for (key, moments) in added {
        let place = sums.place(key, start: Moments())
        do throws(ArithmeticOverflow) {
          try sums[place].add(moments)
        } catch {
          throw StorageError.overflow(what: "the sum of the task figures")
        }
      }
      let kept = try sums.all.filter(hasTasks).map { (key: $0, moments: $1) }
      let order = kept.indices.map { (order: names.order(kept[$0].key, .monthFirst), place: $0) }
      try store.replace(month: month, order.sorted { $0.order < $1.order }.map { kept[$0.place] }, names)
    }
  }

  /// A cell that comes to nothing goes.
  private func hasTasks(_ key: TaskCellNumbers, _ sum: Moments) throws -> Bool {
    guard sum.count <= 0 else { return true }
    guard sum.isZero else { throw StorageError.overflow(what: "a task cell without tasks") }
    return false
  }

  // MARK: R4 and usage by model

  private func addSpend(_ cells: CellSums<SpendCellNumbers, UsageSums>) throws {
    let table = try CellTable.prepare(db, name: "spend_cells", keys: 5, values: 15)
    for (key, delta) in cells.all {
      let keys = [
        Int64(key.month), Int64(key.completedMonth), Int64(key.department), Int64(key.category), Int64(key.tool),
      ]
      try add(usage(delta), to: table, keys)
    }
  }

  /// Sums of what the spend cells of one department and category hide, whatever became of their tasks.
  private func addHidden(_ delta: RollupDelta) throws {
    var cells = CellSums<HiddenCellNumbers, HiddenSums>()
    for ((key, _), sums) in zip(delta.spend.all, delta.hidden) {
      let place = HiddenCellNumbers(month: key.month, department: key.department, category: key.category)
      cells[cells.place(place, start: HiddenSums())].add(sums)
    }
    let table = try CellTable.prepare(db, name: "hidden_cells", keys: 3, values: HiddenSums.count)
    for (key, sums) in cells.all {
      try add(
        sums.values, to: table, [Int64(key.month), Int64(key.department), Int64(key.category)])
    }
  }

  private func addModels(_ cells: CellSums<ModelCellNumbers, ModelSums>) throws {
    let table = try CellTable.prepare(db, name: "model_cells", keys: 3, values: 23)
    for (key, delta) in cells.all {
      let comparable = [
        delta.comparableRows, delta.comparableReportedNanos, delta.comparableListNanos, delta.rangedRows,
        delta.belowNanos, delta.aboveNanos, delta.untieredRows, delta.untieredNanos,
      ]
      try add(usage(delta.usage) + comparable, to: table, [Int64(key.month), Int64(key.provider), Int64(key.model)])
    }
  }

  /// The first value is the number of rows: a cell without rows is removed.
  private func add(_ delta: [Int128], to table: borrowing CellTable, _ keys: [Int64]) throws {
    var sums = delta
    if try table.find(keys) {
      for index in sums.indices { sums[index] += Int128(table.found.int(Int32(index))) }
      table.found.reset()
    }
    guard sums.first != 0 else { return try table.remove(keys) }
    try table.put(keys, try sums.map(narrow))
  }

  private func usage(_ sums: UsageSums) -> [Int128] {
    [
      sums.rows, sums.requests, sums.inputTokens, sums.cachedTokens, sums.cacheWriteTokens, sums.outputTokens,
      sums.reasoningTokens, sums.costNanos, sums.unpricedRows, sums.unpricedTokens, sums.disagreeingRows,
      sums.reportedRows, sums.reportedNanos, sums.allocatedRows, sums.freeRows,
    ]
  }

  private func narrow(_ sum: Int128) throws -> Int64 {
    guard let narrow = Int64(exactly: sum) else { throw StorageError.overflow(what: "the sum of a rollup cell") }
    return narrow
  }
}

/// One table of cells: looked up by its key columns, which come first, and replaced whole.
private struct CellTable: ~Copyable {
  let found: SQLStatement
  private let insert: SQLStatement
  private let delete: SQLStatement
  private let keyCount: Int

  private init(found: consuming SQLStatement, insert: consuming SQLStatement, delete: consuming SQLStatement, keys: Int)
  {
    self.found = found
    self.insert = insert
    self.delete = delete
    keyCount = keys
  }

  static func prepare(_ db: Database, name: String, keys: Int, values: Int) throws -> CellTable {
    let columns = try db.columns(in: name).map(\.name)
    let condition = columns.prefix(keys).map { "\($0) = ?" }.joined(separator: " AND ")
    let marks = Array(repeating: "?", count: keys + values).joined(separator: ", ")
    let found = try SQLStatement(
      db, "SELECT \(columns[keys..<keys + values].joined(separator: ", ")) FROM \(name) WHERE \(condition)")
    let insert = try SQLStatement(db, "INSERT OR REPLACE INTO \(name) VALUES (\(marks))")
    let delete = try SQLStatement(db, "DELETE FROM \(name) WHERE \(condition)")
    return CellTable(found: found, insert: insert, delete: delete, keys: keys)
  }

  /// Whether the cell is there; `found` then stands on it and must be reset.
  func find(_ keys: [Int64]) throws -> Bool {
    for (index, key) in keys.enumerated() { found.bind(key, at: Int32(index + 1)) }
    return try found.step()
  }

  func put(_ keys: [Int64], _ values: [Int64]) throws {
    for (index, value) in (keys + values).enumerated() { insert.bind(value, at: Int32(index + 1)) }
    try insert.run()
  }

  func remove(_ keys: [Int64]) throws {
    for (index, key) in keys.enumerated() { delete.bind(key, at: Int32(index + 1)) }
    try delete.run()
  }
}
