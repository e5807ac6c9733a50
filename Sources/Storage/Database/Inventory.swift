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
  init?(_ row: Row) {
    guard let kind = Kind(rawValue: row["kind"]) else { return nil }
    self.init(kind: kind, fileName: row["file_name"], toolVersion: row["tool_version"])
    id = row["id"]
    bytes = row["bytes"]
    sha256 = row["sha256"]
    rows = row["rows"]
    newRows = row["new_rows"]
    repeatedRows = row["repeated_rows"]
    restatedRows = row["restated_rows"]
    supersededRows = row["superseded_rows"]
    sharedRows = row["shared_rows"]
    keptRows = row["kept_rows"]
    replacedRows = row["replaced_rows"]
    rejectedRows = row["rejected_rows"]
    rejectedCostNanos = row["rejected_cost_nanos"]
    rejectedWithoutCost = row["rejected_without_cost"]
    stored.rows = row["stored_rows"]
    stored.reportedCostNanos = row["reported_cost_nanos"]
    stored.tokens = row["tokens"]
    stored.valueNanos = row["value_nanos"]
    stored.minuteMillis = row["minute_millis"]
    firstNanos = row["first_ns"]
    lastNanos = row["last_ns"]
    isUndone = row["undone"]
  }
}

extension TriageDatabase {
  /// Whether prices were last looked up under other aliases than these.
  public func needsAliases(_ aliases: [String: String]) throws(StorageError) -> Bool {
    try read { db in
      let rows = try Row.fetchAll(db, sql: "SELECT name, canonical FROM price_aliases")
      let known = Dictionary(rows.map { ($0["name"] as String, $0["canonical"] as String) }) { first, _ in first }
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
        (provider: row["provider"] as String?, model: row["model"] as String)
      }
    }
  }

  /// How many prices each import holds, and how many of them gave way to those of a later one; by number of the import,
  /// without those that hold none.
  public func storedPrices() throws(StorageError) -> [Int64: (rows: Int64, replaced: Int64)] {
    try read { db in
      let rows = try Row.fetchAll(db, sql: Query.readStoredPrices.sql)
      return Dictionary(uniqueKeysWithValues: rows.map { ($0["import_id"], ($0["rows"], $0["replaced"])) })
    }
  }

  /// The price book as it is in force.
  public func prices() throws(StorageError) -> [PriceRow] {
    try read { db in try Row.fetchAll(db, sql: Query.readPrices.sql).map(PriceRow.init) }
  }
}
