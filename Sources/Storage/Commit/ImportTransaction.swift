internal import GRDB
internal import Queries
public import TriageModel

/// The one open transaction of an import: takes rows, and stores them with their rollup at its end.
///
/// Rows are only collected while files are read; `complete` finds out which of them are new, stores those, and brings
/// the rollup up to date. Not usable after the body that it was given to has returned.
public final class ImportTransaction {
  let db: Database
  let path: String
  public let names: NameTable
  let hash: ByteHash
  let invoiceTable: InvoiceTable
  let rows: RowHandover
  private let priceTable: PriceTable
  /// Files of this transaction by the numbers of their imports.
  private var fileNames: [Int64: String] = [:]
  /// How many usage rows were taken.
  public private(set) var requestCount = 0
  /// Usage rows that are not stored after all, by their place in the order of taking.
  private var passedOver = BitSet()

  init(db: Database, path: String, settings: DatabaseSettings) throws {
    self.db = db
    self.path = path
    hash = ByteHash(seed: settings.hashSeed)
    invoiceTable = InvoiceTable(db: db, path: path, hash: hash)
    priceTable = PriceTable(db: db, path: path)
    names = try NameTable(db: db, storedWorker: settings.storedWorker)
    rows = RowHandover(spill: RowSpill(path: path, hash: hash))
  }

  /// Adds an entry to the import ledger and gives its number.
  public func begin(_ entry: LedgerEntry) throws -> Int64 {
    try db.execute(
      sql: Query.writeBeginImport.sql,
      arguments: [entry.kind.rawValue, entry.fileName, String(repeating: "0", count: 64), entry.toolVersion])
    fileNames[db.lastInsertedRowID] = entry.fileName
    return db.lastInsertedRowID
  }

  /// The file of an import of this transaction, which has no number yet that anybody could use; nil for earlier ones.
  public func fileName(ofRun importID: Int64) -> String? { fileNames[importID] }

  /// Completes a ledger entry with its control totals.
  public func finish(_ id: Int64, _ entry: LedgerEntry) throws {
    try db.execute(
      sql: Query.writeFinishImport.sql,
      arguments: [
        entry.bytes, entry.sha256, entry.rows, entry.newRows, entry.repeatedRows, entry.restatedRows,
        entry.supersededRows, entry.sharedRows, entry.keptRows, entry.replacedRows, entry.rejectedRows,
        entry.rejectedCostNanos, entry.rejectedWithoutCost, entry.stored.rows, entry.stored.reportedCostNanos,
        entry.stored.tokens, entry.stored.valueNanos, entry.stored.minuteMillis, entry.firstNanos, entry.lastNanos, id,
      ])
  }

  // MARK: Rows

  /// Takes a usage row.
  ///
  /// - Parameters:
  ///   - line: in its file, for naming a conflict.
  /// - Throws: `StorageError`.
  public func append(
    _ record: borrowing RequestRecord, requestID: UnsafeRawBufferPointer, taskID: UnsafeRawBufferPointer,
    parentID: UnsafeRawBufferPointer, line: UInt32
  ) throws(StorageError) {
    try rows.append(record, requestID: requestID, taskID: taskID, parentID: parentID, line: line)
    requestCount += 1
  }

  /// Forgets a usage row that was taken.
  ///
  /// - Parameter place: how many usage rows were taken before it.
  public func passOver(request place: Int) { passedOver.insert(UInt32(clamping: place)) }

  /// Takes an outcome row; a later `completed_at` restates an earlier one of the same task.
  public func append(
    _ record: borrowing OutcomeRecord, taskID: UnsafeRawBufferPointer, pairID: UnsafeRawBufferPointer
  ) throws(StorageError) {
    try rows.append(record, taskID: taskID, pairID: pairID)
  }

  /// What became of a price.
  public enum PriceFate: Hashable, Sendable {
    case new
    /// The same price is there already.
    case repeated
    /// The same model, provider and date are there with other prices, and stay.
    case conflict
    /// Took the place of other prices of the same model, provider and date.
    case replaced
  }

  /// Inserts a price; the same model, provider, tier, mode and date with other prices is a conflict.
  ///
  /// - Throws: `StorageError.controlTotal` where stored prices are not as they were written.
  public func insert(_ row: PriceRow, importID: Int64, onConflict: ConflictPolicy) throws -> PriceFate {
    try priceTable.insert(row, importID: importID, onConflict: onConflict)
  }

  // MARK: Completing

  /// Stores the rows that are new and brings the rollup up to date.
  ///
  /// - Parameters:
  ///   - onConflict: what happens to a request that is there already with another body.
  ///   - conflictLimit: how many conflicts are described; all are counted.
  ///   - storesRows: false = everything is found out, and no row is written.
  ///   - onProgress: called with the share of the work that is done, 0 to 1.
  /// - Returns: what became of the rows of each import.
  public func complete(
    onConflict: ConflictPolicy, conflictLimit: Int, storesRows: Bool = true,
    onProgress: (Double) throws -> Void = { _ in }
  ) throws -> CommitResult {
    try rows.finish()
    rows.spill.passedOver = passedOver
    try invoiceTable.flush()
    try priceTable.flush()
    let commit = try RowCommit(
      db: db, path: path, hash: hash, spill: rows.spill, onConflict: onConflict, conflictLimit: conflictLimit,
      pricesChanged: priceTable.hasChanged, storesRows: storesRows)
    return try commit.run(onProgress: onProgress)
  }

  /// Makes the rollup anew if the policy's aliases lead to other prices than those of the last rollup.
  public func useAliases(_ aliases: [String: String]) throws {
    let known = try Row.fetchAll(db, sql: "SELECT name, canonical FROM price_aliases")
    let current = Dictionary(try known.map { (try $0.value("name") as String, try $0.value("canonical") as String) }) {
      first, _ in first
    }
    guard current != aliases else { return }
    try db.execute(sql: "DELETE FROM price_aliases")
    for (name, canonical) in aliases.sorted(by: { $0.key < $1.key }) {
      try db.execute(sql: "INSERT INTO price_aliases (name, canonical) VALUES (?, ?)", arguments: [name, canonical])
    }
    try RollupRebuild(db: db, hash: hash).run()
  }

  /// The price book as it is so far, with the prices of this import.
  public func prices() throws -> [PriceRow] {
    try Row.fetchAll(db, sql: Query.readPrices.sql).map(PriceRow.init)
  }

  /// The zone in which the rollup counts months.
  public func reportingZone() throws -> ReportingZone { try DatabaseSettings.zone(db, path: path) }

  /// Makes the rollup anew if months are counted in another zone. Usage that comes later is counted in this one, and bills
  /// are whenever they are read.
  ///
  /// To be called before `complete`.
  public func useZone(_ zone: ReportingZone) throws {
    guard try DatabaseSettings.zone(db, path: path) != zone else { return }
    try DatabaseSettings.set("zone", zone.name, db)
    try RollupRebuild(db: db, hash: hash).run()
  }
}

/// What became of the rows of a commit.
public struct CommitResult: Sendable {
  /// Fates, control totals and span of time by number of the import; the fields that come from the file are blank.
  public internal(set) var imports: [Int64: LedgerEntry] = [:]
  /// Conflicts that refuse the import, in the order of the rows, up to the limit.
  public internal(set) var conflicts: [Conflict] = []
  public internal(set) var conflictCount: Int64 = 0

  /// A request that is there already with another body.
  public struct Conflict: Hashable, Sendable {
    public var importID: Int64
    /// Line of the row in its file.
    public var line: Int
    public var requestID: String
    /// Columns in which the two differ.
    public var fields: [String]
    /// Which import brought the one that is there, and its line where that is a file of this commit.
    public var heldImport: Int64
    public var heldLine: Int?
    /// Of the first column whose values can be shown.
    public var values: Values?

    /// What the row that is there has in a column, and what this one has; blank = unknown.
    public struct Values: Hashable, Sendable {
      public var field: String
      public var there: String
      public var here: String
    }
  }
}
