internal import GRDB
internal import Queries
public import TriageModel

/// The rollup cells of a database, in an order that depends on their content alone.
public struct DatabaseRollupSource: RollupSource {
  private let database: TriageDatabase

  public init(_ database: TriageDatabase) { self.database = database }

  public func span() throws -> ClosedRange<Instant>? {
    try database.read { db in
      guard let row = try Row.fetchOne(db, sql: Query.readSpan.sql), let first = row["first_ns"] as Int64?,
        let last = row["last_ns"] as Int64?
      else { return nil }
      return Instant(nanosSinceEpoch: first)...Instant(nanosSinceEpoch: last)
    }
  }

  // MARK: R1

  public func taskCells(in period: Period) throws -> [TaskCell] {
    try database.read { db in
      let names = try NameTexts(db)
      let read = try SQLStatement(db, Query.readTaskCells.sql)
      read.bind(Int64(period.first.index), at: 1)
      read.bind(Int64(period.end.index), at: 2)
      var cells: [TaskCell] = []
      while try read.step() {
        let numbers = TaskCellNumbers(
          month: Int32(truncatingIfNeeded: read.int(0)), department: Int32(truncatingIfNeeded: read.int(1)),
          category: Int32(truncatingIfNeeded: read.int(2)), tool: Int32(truncatingIfNeeded: read.int(4)),
          complexity: UInt8(truncatingIfNeeded: read.int(3)), costState: try state(read.int(5)),
          basis: try state(read.int(6)), succeeded: try state(read.int(7)))
        var moments = Moments()
        moments.count = read.int(8)
        moments.sums = Figures(
          v: Int128(read.int(9)), k: Int128(read.int(10)), r: Int128(read.int(11)), w: Int128(read.int(12)),
          p: Int128(read.int(13)))
        moments.products = try TaskCellBytes.products(read.bytes(14))
        cells.append(TaskCell(key: names.key(numbers), moments: moments))
      }
      return cells
    }
  }

  private func state<State: RawRepresentable<Int>>(_ number: Int64) throws -> State {
    guard let state = State(rawValue: Int(number)) else {
      throw StorageError.damaged(path: database.path, detail: "a cell has an unknown state")
    }
    return state
  }

  // MARK: R4 and usage by model

  public func spendCells() throws -> [SpendCell] {
    try database.read { db in
      let names = try NameTexts(db)
      let read = try SQLStatement(db, Query.readSpendCells.sql)
      var cells: [SpendCell] = []
      while try read.step() {
        let completed = Int(read.int(1))
        let line: SpendCell.Line =
          completed == -1 ? .noTask : completed == 0 ? .noOutcome : .task(completed: Month(index: completed))
        cells.append(
          SpendCell(
            month: Month(index: Int(read.int(0))), line: line, department: names[read.int(2)],
            category: names[read.int(3)], tool: names[read.int(4)], usage: usage(read, from: 5)))
      }
      return cells
    }
  }

  public func modelCells(in period: Period) throws -> [ModelCell] {
    try database.read { db in
      let names = try NameTexts(db)
      let read = try SQLStatement(db, Query.readModelCells.sql)
      read.bind(Int64(period.first.index), at: 1)
      read.bind(Int64(period.end.index), at: 2)
      var cells: [ModelCell] = []
      while try read.step() {
        cells.append(
          ModelCell(
            month: Month(index: Int(read.int(0))), provider: names[read.int(1)], model: names[read.int(2)] ?? "",
            usage: usage(read, from: 3), comparableRows: Int128(read.int(14)),
            comparableReportedNanos: Int128(read.int(15)), comparableListNanos: Int128(read.int(16))))
      }
      return cells
    }
  }

  private func usage(_ read: borrowing SQLStatement, from first: Int32) -> UsageSums {
    var sums = UsageSums()
    sums.rows = Int128(read.int(first))
    sums.requests = Int128(read.int(first + 1))
    sums.inputTokens = Int128(read.int(first + 2))
    sums.cachedTokens = Int128(read.int(first + 3))
    sums.cacheWriteTokens = Int128(read.int(first + 4))
    sums.outputTokens = Int128(read.int(first + 5))
    sums.reasoningTokens = Int128(read.int(first + 6))
    sums.costNanos = Int128(read.int(first + 7))
    sums.unpricedRows = Int128(read.int(first + 8))
    sums.unpricedTokens = Int128(read.int(first + 9))
    sums.disagreeingRows = Int128(read.int(first + 10))
    return sums
  }

  // MARK: R3

  public func taskFacts(category: String, in period: Period) throws -> TaskFacts {
    try database.read { db in
      let names = try NameTexts(db)
      guard let number = names.number(ofCategory: category) else { return TaskFacts() }
      let read = try SQLStatement(db, Query.readFactRuns.sql)
      read.bind(Int64(number), at: 1)
      var collected = FactCollection(
        names: names, months: period.first.index..<period.end.index,
        capacity: try Int.fetchOne(
          db, sql: "SELECT coalesce(sum(facts), 0) FROM fact_runs WHERE category = ?", arguments: [number]) ?? 0)
      while try read.step() {
        let bytes = read.bytes(0)
        guard BlockHash.checksum(bytes) == read.int(1) else {
          throw StorageError.damaged(path: database.path, detail: "a checksum does not match the task facts")
        }
        try collected.add(FactRun.View(bytes, category: number))
      }
      return collected.facts
    }
  }
}

/// Texts of names by their number.
struct NameTexts {
  private var texts: [String?] = []
  private var categories: [String: Int32] = [:]

  init(_ db: Database) throws {
    let read = try SQLStatement(db, "SELECT id, name, kind FROM names WHERE kind <> 'worker'")
    while try read.step() {
      let id = Int(read.int(0))
      guard id >= 0, let name = read.text(1) else { continue }
      while texts.count <= id { texts.append(nil) }
      texts[id] = name
      if read.text(2) == "category" { categories[name] = Int32(truncatingIfNeeded: id) }
    }
  }

  /// The text; nil for 0, which is blank.
  subscript(number: Int64) -> String? {
    number > 0 && number < Int64(texts.count) ? texts[Int(number)] : nil
  }

  func number(ofCategory name: String) -> Int32? { categories[name] }

  func key(_ numbers: TaskCellNumbers) -> TaskCellKey {
    TaskCellKey(
      month: Month(index: Int(numbers.month)), department: self[Int64(numbers.department)],
      category: self[Int64(numbers.category)] ?? "",
      complexity: numbers.complexity == 0 ? nil : Int(numbers.complexity),
      tool: self[Int64(numbers.tool)] ?? "", costState: numbers.costState, valueBasis: numbers.basis,
      succeeded: numbers.succeeded)
  }
}

/// Collects the facts of a category from its runs.
private struct FactCollection {
  let names: NameTexts
  let months: Range<Int>
  private(set) var facts = TaskFacts()
  private var positions: [TaskCellNumbers: Int32] = [:]
  private var pairs: [UInt64: Int32] = [:]

  init(names: NameTexts, months: Range<Int>, capacity: Int) {
    self.names = names
    self.months = months
    facts.facts.reserveCapacity(capacity)
  }

  mutating func add(_ run: FactRun.View) throws {
    // Position of each of the run's keys among all; −1 outside of the period.
    let places = run.keys.map { key -> Int32 in
      guard months.contains(Int(key.month)) else { return -1 }
      if let known = positions[key] { return known }
      let place = Int32(facts.keys.count)
      positions[key] = place
      facts.keys.append(names.key(key))
      return place
    }
    for index in 0..<run.count {
      guard let key = Int(exactly: run.keyOfFact[index]), places.indices.contains(key) else {
        throw ByteReading.Damaged()
      }
      let place = places[key]
      guard place >= 0 else { continue }
      facts.facts.append(
        TaskFacts.Fact(
          keyIndex: place, sign: Int32(truncatingIfNeeded: run.sign[index]),
          worker: Int32(truncatingIfNeeded: run.worker[index]), pair: pair(run.pair[index]),
          figures: Figures(
            v: run.figures.v[index], k: run.figures.k[index], r: run.figures.r[index], w: run.figures.w[index],
            p: run.figures.p[index])))
    }
  }

  private mutating func pair(_ hash: Int64) -> Int32 {
    guard hash != 0 else { return 0 }
    if let known = pairs[UInt64(bitPattern: hash)] { return known }
    let number = Int32(pairs.count + 1)
    pairs[UInt64(bitPattern: hash)] = number
    return number
  }
}
