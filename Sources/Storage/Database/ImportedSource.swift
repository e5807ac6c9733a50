internal import GRDB
internal import Queries

/// What a file covers of one provider's spend, so that the same spend is noticed in another form.
public struct ImportedSource: Hashable, Sendable {
  public var importID: Int64
  /// The format by name: `openai-usage`.
  public var format: String
  /// What one of its rows stands for: request, bucket, range or charge.
  public var grain: String
  /// In lower case; blank = unknown.
  public var provider: String
  /// First and last nanosecond since 1970.
  public var firstNanos: Int64
  public var lastNanos: Int64
  /// What the ids of its rows are made of beside the cells: the same rows have the same ids in files of one shape.
  /// Blank = not known.
  public var shape: String
  /// The worker that the user names for the whole file, by number; 0 = none.
  public var worker: Int32

  public init(
    importID: Int64, format: String, grain: String, provider: String, firstNanos: Int64, lastNanos: Int64,
    shape: String = "", worker: Int32 = 0
  ) {
    self.importID = importID
    self.format = format
    self.grain = grain
    self.provider = provider
    self.firstNanos = firstNanos
    self.lastNanos = lastNanos
    self.shape = shape
    self.worker = worker
  }

  private static let divider: Character = "\u{1F}"

  var settingName: String { "source/\(importID)/\(provider)" }

  var settingValue: String {
    [String(importID), format, grain, provider, String(firstNanos), String(lastNanos), shape, String(worker)].joined(
      separator: String(Self.divider))
  }

  /// nil = the text is none of ours; one of an earlier version has no shape and no worker.
  init?(settingValue: String) {
    let parts = settingValue.split(separator: Self.divider, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6 || parts.count == 8, let importID = Int64(parts[0]), let first = Int64(parts[4]),
      let last = Int64(parts[5])
    else { return nil }
    self.init(
      importID: importID, format: parts[1], grain: parts[2], provider: parts[3], firstNanos: first, lastNanos: last,
      shape: parts.count == 8 ? parts[6] : "", worker: parts.count == 8 ? Int32(parts[7]) ?? 0 : 0)
  }
}

/// What the rows of one file sum up to in one place, as hashes: equal sums under other keys are the same spend.
public struct GroupCell: Hashable, Sendable {
  /// Of provider, model and day, or of provider and charged time.
  public var cell: UInt64
  /// Of the sums.
  public var sums: UInt64
  /// Of the keys of the rows.
  public var keys: UInt64
  /// Of the values in the columns of the keys, a few bits for each column.
  public var values: UInt64

  public init(cell: UInt64, sums: UInt64, keys: UInt64, values: UInt64) {
    self.cell = cell
    self.sums = sums
    self.keys = keys
    self.values = values
  }
}

extension ImportTransaction {
  private static let cellDivider: Character = "/"

  /// Keeps what a file's rows sum up to.
  public func record(_ cells: [GroupCell], importID: Int64) throws {
    guard !cells.isEmpty else { return }
    let numbers = cells.flatMap { [$0.cell, $0.sums, $0.keys, $0.values] }.map { String($0, radix: 36) }
    try DatabaseSettings.set("groups/\(importID)", numbers.joined(separator: String(Self.cellDivider)), db)
  }

  /// What the rows of an import sum up to; empty where that was not kept.
  public func groupCells(importID: Int64) throws -> [GroupCell] {
    guard let text = try DatabaseSettings.value("groups/\(importID)", db) else { return [] }
    let numbers = text.split(separator: Self.cellDivider).compactMap { UInt64($0, radix: 36) }
    return stride(from: 0, to: numbers.count - numbers.count % 4, by: 4).map {
      GroupCell(cell: numbers[$0], sums: numbers[$0 + 1], keys: numbers[$0 + 2], values: numbers[$0 + 3])
    }
  }

  /// Keeps what a file covers.
  public func record(_ source: ImportedSource) throws {
    try DatabaseSettings.set(source.settingName, source.settingValue, db)
  }

  /// What the files cover whose imports are in force, in the order of the imports.
  public func importedSources() throws -> [ImportedSource] {
    let values = try String.fetchAll(db, sql: "SELECT value FROM settings WHERE name LIKE 'source/%'")
    let inForce = Set(try Int64.fetchAll(db, sql: "SELECT id FROM imports WHERE undone = 0"))
    return values.compactMap(ImportedSource.init(settingValue:)).filter { inForce.contains($0.importID) }
      .sorted { ($0.importID, $0.provider) < ($1.importID, $1.provider) }
  }

  /// The imports in force of a file with this SHA-256, and how many rows each read, in their order.
  public func imports(ofFile sha256: String, kind: LedgerEntry.Kind) throws -> [(id: Int64, rows: Int64)] {
    try Row.fetchAll(
      db, sql: "SELECT id, rows FROM imports WHERE sha256 = ? AND kind = ? AND undone = 0 ORDER BY id",
      arguments: [sha256, kind.rawValue]
    ).map { (try $0.value("id"), try $0.value("rows")) }
  }

  /// What an import's bill lines cover, by provider.
  public func billedSources(importID: Int64, format: String, shape: String) throws -> [ImportedSource] {
    try invoiceTable.flush()
    return try Row.fetchAll(db, sql: Query.readBillSpans.sql, arguments: [importID]).map { row in
      ImportedSource(
        importID: importID, format: format, grain: "charge", provider: try row.value("provider"),
        firstNanos: try row.value("start_ns"),
        lastNanos: (try row.value("end_ns") as Int64) - 1, shape: shape)
    }
  }

  /// The name of a provider by its number; blank for 0.
  public func providerName(_ id: Int32) throws -> String {
    try String.fetchOne(db, sql: "SELECT name FROM names WHERE id = ?", arguments: [id]) ?? ""
  }
}
