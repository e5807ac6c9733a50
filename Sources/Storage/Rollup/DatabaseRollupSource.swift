internal import GRDB
internal import Queries
internal import Synchronization
public import TriageModel

/// The rollup cells of a database, in an order that depends on their content alone.
///
/// Cells are read once and kept: a report needs them several times.
public struct DatabaseRollupSource: RollupSource {
  let database: TriageDatabase
  private let kept = KeptCells()

  /// What was read before.
  private final class KeptCells: Sendable {
    let months = Mutex<[MonthOfTasks]?>(nil)
    let spend = Mutex<[SpendCell]?>(nil)
    let models = Mutex<[ModelCell]?>(nil)
    let names = Mutex<NameTexts?>(nil)
  }

  public init(_ database: TriageDatabase) { self.database = database }

  public func span() throws -> ClosedRange<Instant>? { try span(Query.readSpan.sql) }

  /// Times of the first and the last request, whatever their months; nil without requests.
  public func requestSpan() throws -> ClosedRange<Instant>? { try span(Query.readRequestSpan.sql) }

  private func span(_ sql: String) throws -> ClosedRange<Instant>? {
    try database.read { db in
      guard let row = try Row.fetchOne(db, sql: sql), let first = try row.value("first_ns") as Int64?,
        let last = try row.value("last_ns") as Int64?
      else { return nil }
      guard first <= last else { throw StorageError.damaged(path: database.path, detail: "a time is after the last") }
      return Instant(nanosSinceEpoch: first)...Instant(nanosSinceEpoch: last)
    }
  }

  /// Rows in force by kind, each counted once; kinds without rows are left out.
  public func rowCounts() throws -> [(kind: LedgerEntry.Kind, rows: Int64)] {
    let outcomes = try months().reduce(Int64(0)) { $0 &+ $1.tasks }
    return try database.read { db in
      try Row.fetchAll(db, sql: Query.readRowCounts.sql, arguments: [outcomes]).compactMap { row in
        try LedgerEntry.Kind(rawValue: try row.value("kind")).map { ($0, try row.value("rows")) }
      }
    }
  }

  // MARK: R1

  public func taskCells(in period: Period) throws -> [TaskCell] {
    let names = try names()
    var cells: [TaskCell] = []
    try merging(readMonths(), period, names, .monthFirst) { key, moments in
      cells.append(TaskCell(key: names.key(key), moments: moments))
    }
    return cells
  }

  public func summedTaskCells(in period: Period) throws -> [TaskCell] {
    let (names, months) = (try names(), try readMonths())
    var cells: [TaskCell] = []
    // Months mostly have the same cells; where they do not, the list grows by itself.
    cells.reserveCapacity((months.map(\.cellCount).max() ?? 0) * 5 / 4)
    var last: TaskCellNumbers?
    try merging(months, period, names, .monthLast) { key, moments in
      var key = key
      key.month = Int32(truncatingIfNeeded: period.first.index)
      if key == last, cells[cells.count - 1].moments.addIfFitting(moments) { return }
      last = key
      cells.append(TaskCell(key: names.key(key), moments: moments))
    }
    return cells
  }

  public func taskMonths() throws -> Set<Month> {
    // Asked before cells are read, which then tell the rest: reading them for their months alone would be reading twice.
    let months = try database.read { db in try Int.fetchAll(db, sql: "SELECT month FROM task_cells") }
    return Set(months.map(Month.init(index:)))
  }

  /// SHA-256 of the cells of each month, in the order of months: equal where the rows are.
  public func taskCellDigests() throws -> [(month: Month, digest: [UInt8])] {
    try months().map { ($0.month, $0.digest) }
  }

  /// What is kept of the cells of a month once they were read.
  private struct MonthOfTasks {
    let month: Month
    let tasks: Int64
    let digest: [UInt8]
  }

  private func months() throws -> [MonthOfTasks] {
    if let known = kept.months.withLock({ $0 }) { return known }
    _ = try readMonths()
    return kept.months.withLock { $0 } ?? []
  }

  private func readMonths() throws -> [MonthCellBytes] {
    let bytes = try database.read { db in try TaskCellStore(db: db, path: database.path).months() }
    let months = try bytes.map { month in
      MonthOfTasks(
        month: Month(index: Int(month.month)), tasks: month.tasks, digest: try month.withCells(\.digest))
    }
    kept.months.withLock { $0 = months }
    return bytes
  }

  private func merging(
    _ months: [MonthCellBytes], _ period: Period, _ names: NameTexts, _ order: TaskCellMerge.Order,
    _ body: (TaskCellNumbers, Moments) -> Void
  ) throws {
    let months = months.filter { period.contains(Month(index: Int($0.month))) }
    do {
      try MonthCellBytes.withCells(months) { cells in
        var merge = try TaskCellMerge(cells, names, order)
        try merge.forEach(body)
      }
    } catch is ByteReading.Damaged {
      throw TaskCellStore.damaged(path: database.path)
    }
  }

  /// By category, tool, department, month and so on, names in byte order.
  private static func inOrder<Cell>(_ cells: [(order: CellOrder, cell: Cell)]) -> [Cell] {
    let places = cells.indices.map { (order: cells[$0].order, place: $0) }.sorted { $0.order < $1.order }
    return places.map { cells[$0.place].cell }
  }

  // MARK: R4 and usage by model

  public func spendCells() throws -> [SpendCell] {
    try kept.spend.withLock { known in
      if let known { return known }
      let names = try names()
      let cells = try database.read { db in try readSpendCells(db, names) }
      known = cells
      return cells
    }
  }

  private func readSpendCells(_ db: Database, _ names: NameTexts) throws -> [SpendCell] {
    let read = try SQLStatement(db, Query.readSpendCells.sql)
    var cells: [(order: CellOrder, cell: SpendCell)] = []
    while try read.step() {
      let completed = Int(read.int(1))
      let line: SpendCell.Line =
        completed == -1 ? .noTask : completed == 0 ? .noOutcome : .task(completed: Month(index: completed))
      let cell = SpendCell(
        month: Month(index: Int(read.int(0))), line: line, department: names[read.int(2)],
        category: names[read.int(3)], tool: names[read.int(4)], usage: usage(read, from: 5))
      let order = CellOrder(
        names.rank(read.int(3)), names.rank(read.int(4)), names.rank(read.int(2)), read.int(0), Int64(completed) + 1)
      cells.append((order, cell))
    }
    return Self.inOrder(cells)
  }

  /// By category, department and month, names in byte order.
  public func hiddenCells(in period: Period) throws -> [HiddenCell] {
    let names = try names()
    return try database.read { db in
      let read = try SQLStatement(db, Query.readHiddenCells.sql)
      var cells: [(order: CellOrder, cell: HiddenCell)] = []
      while try read.step() {
        let month = Month(index: Int(read.int(0)))
        guard period.contains(month) else { continue }
        let sums = HiddenSums(values: (0..<HiddenSums.count).map { Int128(read.int(3 + Int32($0))) })
        let (department, category) = (read.int(1), read.int(2))
        cells.append(
          (
            CellOrder(names.rank(category), names.rank(department), 0, read.int(0), 0),
            HiddenCell(month: month, department: names[department], category: names[category], sums: sums)
          ))
      }
      return Self.inOrder(cells)
    }
  }

  public func modelCells(in period: Period) throws -> [ModelCell] {
    let cells = try kept.models.withLock { known in
      if let known { return known }
      let names = try names()
      let cells = try database.read { db in try readModelCells(db, names) }
      known = cells
      return cells
    }
    return cells.filter { period.contains($0.month) }
  }

  private func readModelCells(_ db: Database, _ names: NameTexts) throws -> [ModelCell] {
    let read = try SQLStatement(db, Query.readModelCells.sql)
    var cells: [(order: CellOrder, cell: ModelCell)] = []
    while try read.step() {
      var cell = ModelCell(
        month: Month(index: Int(read.int(0))), provider: names[read.int(1)], model: names[read.int(2)] ?? "",
        usage: usage(read, from: 3), comparableRows: Int128(read.int(18)),
        comparableReportedNanos: Int128(read.int(19)), comparableListNanos: Int128(read.int(20)))
      (cell.rangedRows, cell.belowNanos, cell.aboveNanos) = (
        Int128(read.int(21)), Int128(read.int(22)), Int128(read.int(23))
      )
      (cell.untieredRows, cell.untieredNanos) = (Int128(read.int(24)), Int128(read.int(25)))
      let order = CellOrder(names.rank(read.int(2)), names.rank(read.int(1)), 0, read.int(0), 0)
      cells.append((order, cell))
    }
    return Self.inOrder(cells)
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
    sums.reportedRows = Int128(read.int(first + 11))
    sums.reportedNanos = Int128(read.int(first + 12))
    sums.allocatedRows = Int128(read.int(first + 13))
    sums.freeRows = Int128(read.int(first + 14))
    return sums
  }

  // MARK: R3

  public func taskFacts(category: String, in period: Period) throws -> TaskFacts {
    let names = try names()
    guard let number = names.number(ofCategory: category) else { return TaskFacts() }
    // Only copied here: runs are unpacked while other threads read.
    let runs = try database.read { db in
      let read = try SQLStatement(db, Query.readFactRuns.sql)
      read.bind(Int64(number), at: 1)
      var runs: [(bytes: [UInt8], checksum: Int64)] = []
      while try read.step() {
        runs.append((try SQLBlob.array(db, table: "fact_runs", column: "bytes", row: read.int(0)), read.int(1)))
      }
      return runs
    }
    return try StorageError.translating(path: database.path) {
      var collected = FactCollection(names: names, months: period.first.index..<period.end.index, category: number)
      for run in runs {
        guard run.bytes.withUnsafeBytes(BlockHash.checksum) == run.checksum else {
          throw StorageError.damaged(path: database.path, detail: "a checksum does not match the task facts")
        }
        try collected.add(run.bytes)
      }
      return try collected.facts()
    }
  }

  /// To be called before the database is held: one thread at a time has it.
  func names() throws -> NameTexts {
    try kept.names.withLock { known in
      if let known { return known }
      let names = try database.read { db in try NameTexts(db) }
      known = names
      return names
    }
  }
}

/// The order of cells: by three names, then two numbers that are not negative.
struct CellOrder: Comparable {
  private let names: UInt64
  private let third: UInt64
  private let numbers: UInt64

  init(_ first: Int32, _ second: Int32, _ third: Int32, _ number: Int64, _ other: Int64) {
    names = UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
    self.third = UInt64(UInt32(bitPattern: third))
    numbers = UInt64(truncatingIfNeeded: number) << 32 | UInt64(truncatingIfNeeded: other) & 0xFFFF_FFFF
  }

  static func < (left: CellOrder, right: CellOrder) -> Bool {
    if left.names != right.names { return left.names < right.names }
    if left.third != right.third { return left.third < right.third }
    return left.numbers < right.numbers
  }
}

/// Texts of names by their number.
struct NameTexts {
  private var texts: [String?] = []
  private var categories: [String: Int32] = [:]
  private var ranks: [Int32] = []

  init(_ db: Database) throws {
    let read = try SQLStatement(db, "SELECT id, name, kind FROM names WHERE kind <> 'worker'")
    while try read.step() {
      let id = Int(read.int(0))
      guard id >= 0, let name = read.text(1) else { continue }
      while texts.count <= id { texts.append(nil) }
      texts[id] = name
      if read.text(2) == "category" { categories[name] = Int32(truncatingIfNeeded: id) }
    }
    ranks = [Int32](repeating: 0, count: texts.count)
    let named = texts.indices.compactMap { id in texts[id].map { (id: id, name: Array($0.utf8)) } }
    let sorted = named.sorted { $0.name.lexicographicallyPrecedes($1.name) }
    var rank: Int32 = 0
    for (place, entry) in sorted.enumerated() {
      // The same text as a tool and as a model has one place.
      if place == 0 || sorted[place - 1].name != entry.name { rank += 1 }
      ranks[entry.id] = rank
    }
  }

  /// The text; nil for 0, which is blank.
  subscript(number: Int64) -> String? {
    number > 0 && number < Int64(texts.count) ? texts[Int(number)] : nil
  }

  /// Place of a name among all names in byte order; blank comes first.
  func rank(_ number: Int64) -> Int32 {
    number > 0 && number < Int64(ranks.count) ? ranks[Int(number)] : 0
  }

  /// What orders task cells: category, tool and department in byte order, then the month and what else they differ in.
  func order(_ numbers: TaskCellNumbers, _ order: TaskCellMerge.Order) -> CellOrder {
    let states =
      Int64(numbers.complexity) << 12 | Int64(numbers.costState.rawValue) << 8 | Int64(numbers.basis.rawValue) << 4
      | Int64(numbers.succeeded.rawValue)
    let month = Int64(numbers.month)
    return CellOrder(
      rank(Int64(numbers.category)), rank(Int64(numbers.tool)), rank(Int64(numbers.department)),
      order == .monthFirst ? month : states, order == .monthFirst ? states : month)
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
