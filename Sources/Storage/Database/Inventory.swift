internal import GRDB
internal import Queries
public import TriageModel

/// What a database holds, apart from figures: its imports, and the names that a policy needs.
public struct Inventory: Hashable, Sendable {
  public struct SeenTool: Hashable, Sendable {
    public var name: String
    public var tasks: Int64
    public var tasksWithUsage: Int64
    public var tokenCost: Money
  }

  public struct SeenCategory: Hashable, Sendable {
    public var name: String
    public var tasks: Int64
    public var tasksWithValue: Int64
    public var tasksWithMinutes: Int64
    public var tasksWithComplexity: Int64
  }

  public var imports: [LedgerEntry]
  public var tools: [SeenTool]
  public var categories: [SeenCategory]
  public var departments: [String]
  /// Models with usage rows that have no cost.
  public var unpricedModels: [String]
  public var hasWorkers: Bool
}

extension TriageDatabase {
  /// Every import, in the order in which they came, those that were taken back as well.
  public func imports() throws(StorageError) -> [LedgerEntry] {
    try read { db in try Row.fetchAll(db, sql: Query.readImports.sql).compactMap(LedgerEntry.init) }
  }

  /// Everything that the database holds apart from figures; adds up the tasks of every tool and category.
  public func inventory() throws(StorageError) -> Inventory {
    let imports = try imports()
    let cells = try StorageError.translating(path: path) {
      try DatabaseRollupSource(self).taskCells(in: .everything)
    }
    return try read { db in
      Inventory(
        imports: imports, tools: Inventory.tools(cells), categories: Inventory.categories(cells),
        departments: try String.fetchAll(db, sql: Query.readSeenDepartments.sql),
        unpricedModels: try String.fetchAll(db, sql: Query.readUnpricedModels.sql),
        hasWorkers: try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM names WHERE kind = 'worker')") ?? false)
    }
  }
}

extension Inventory {
  fileprivate static func tools(_ cells: [TaskCell]) -> [SeenTool] {
    grouped(cells, by: \.tool).map { name, cells in
      SeenTool(
        name: name, tasks: tasks(cells), tasksWithUsage: tasks(cells) { $0.costState != .noUsage },
        tokenCost: Money(nanos: cells.reduce(0) { $0 + $1.moments.sums.k }))
    }
  }

  fileprivate static func categories(_ cells: [TaskCell]) -> [SeenCategory] {
    grouped(cells, by: \.category).map { name, cells in
      SeenCategory(
        name: name, tasks: tasks(cells), tasksWithValue: tasks(cells) { $0.valueBasis == .measured },
        tasksWithMinutes: tasks(cells) { $0.valueBasis == .minutes },
        tasksWithComplexity: tasks(cells) { ($0.complexity ?? 0) > 0 })
    }
  }

  /// By name in byte order; names that are spelt in other bytes stay apart.
  private static func grouped(
    _ cells: [TaskCell], by name: KeyPath<TaskCellKey, String>
  ) -> [(name: String, cells: [TaskCell])] {
    Dictionary(grouping: cells) { Array($0.key[keyPath: name].utf8) }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { (String(decoding: $0.key, as: UTF8.self), $0.value) }
  }

  private static func tasks(_ cells: [TaskCell], where counts: (TaskCellKey) -> Bool = { _ in true }) -> Int64 {
    cells.reduce(0) { $0 + (counts($1.key) ? $1.moments.count : 0) }
  }
}

extension LedgerEntry {
  /// - Throws: `RowDecodingError` where the file holds something of another kind.
  init?(_ row: Row) throws {
    guard let kind = Kind(rawValue: try row.value("kind")) else { return nil }
    self.init(kind: kind, fileName: try row.value("file_name"), toolVersion: try row.value("tool_version"))
    id = try row.value("id")
    bytes = try row.value("bytes")
    sha256 = try row.value("sha256")
    rows = try row.value("rows")
    newRows = try row.value("new_rows")
    repeatedRows = try row.value("repeated_rows")
    restatedRows = try row.value("restated_rows")
    supersededRows = try row.value("superseded_rows")
    sharedRows = try row.value("shared_rows")
    keptRows = try row.value("kept_rows")
    replacedRows = try row.value("replaced_rows")
    rejectedRows = try row.value("rejected_rows")
    rejectedCostNanos = try row.value("rejected_cost_nanos")
    rejectedWithoutCost = try row.value("rejected_without_cost")
    stored.rows = try row.value("stored_rows")
    stored.reportedCostNanos = try row.value("reported_cost_nanos")
    stored.tokens = try row.value("tokens")
    stored.valueNanos = try row.value("value_nanos")
    stored.minuteMillis = try row.value("minute_millis")
    firstNanos = try row.value("first_ns")
    lastNanos = try row.value("last_ns")
    isUndone = try row.value("undone")
  }
}

extension TriageDatabase {
  /// Whether prices were last looked up under other aliases than these.
  public func needsAliases(_ aliases: [String: String]) throws(StorageError) -> Bool {
    try read { db in
      let rows = try Row.fetchAll(db, sql: "SELECT name, canonical FROM price_aliases")
      let known = Dictionary(try rows.map { (try $0.value("name") as String, try $0.value("canonical") as String) }) {
        first, _ in first
      }
      return known != aliases
    }
  }

  /// The zone in which the rollup counts months.
  public func reportingZone() throws(StorageError) -> ReportingZone {
    try read { db in try DatabaseSettings.zone(db, path: path) }
  }
}

extension TriageDatabase {
  /// Models with usage rows that have no cost, by provider and model.
  public func modelsWithoutPrice() throws(StorageError) -> [(provider: String?, model: String)] {
    try read { db in
      try Row.fetchAll(db, sql: Query.readModelsWithoutPrice.sql).map { row in
        (provider: try row.value("provider") as String?, model: try row.value("model") as String)
      }
    }
  }

  /// How many prices each import holds, and how many of them gave way to those of a later one; by number of the import,
  /// without those that hold none.
  public func storedPrices() throws(StorageError) -> [Int64: (rows: Int64, replaced: Int64)] {
    try read { db in
      let rows = try Row.fetchAll(db, sql: Query.readStoredPrices.sql)
      let prices = try rows.map { row in
        (
          try row.value("import_id") as Int64,
          (rows: try row.value("rows") as Int64, replaced: try row.value("replaced") as Int64)
        )
      }
      return Dictionary(prices) { first, _ in first }
    }
  }

  /// The price book as it is in force.
  public func prices() throws(StorageError) -> [PriceRow] {
    try read { db in try Row.fetchAll(db, sql: Query.readPrices.sql).map(PriceRow.init) }
  }
}
