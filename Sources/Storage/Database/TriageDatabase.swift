internal import GRDB
internal import Queries
public import TriageModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// One triage database: opened after its checks, or made anew.
///
/// Every write goes through `write`, one transaction each: before or after, never between.
public struct TriageDatabase: Sendable {
  /// `application_id` of every triage database: the letters "roit".
  static let applicationID = 0x726F_6974
  static let schemaVersion = 6
  /// Large pages: rows lie in blobs of some tens of kilobytes.
  private static let pageBytes = 65_536

  /// The rest is read page by page, so that a report on millions of rows keeps within half a gigabyte.
  private static let mappedBytes: Int64 = 384 << 20

  public let path: String
  private let file: String
  private let queue: DatabaseQueue

  /// Opens the database, or makes it where it is missing and `create` is set.
  ///
  /// - Throws: `StorageError`; a file that is refused keeps its bytes.
  ///
  /// - Parameters:
  ///   - shownAs: the name that messages use, where the file has another one for the time being.
  ///   - isUnfinished: the file counts for nothing until it is renamed: it needs no journal.
  ///   - verifies: false = the caller runs `PendingChecks` beside its work and waits for them.
  public init(
    path: String, create: Bool, shownAs: String? = nil, isUnfinished: Bool = false, verifies: Bool = true
  ) throws(StorageError) {
    file = path
    self.path = shownAs ?? path
    let path = shownAs ?? path
    let file = file
    let isNew = try FileCheck.inspect(path: file, create: create)
    queue = try StorageError.translating(path: path) {
      var configuration = Configuration()
      configuration.foreignKeysEnabled = true
      configuration.busyMode = .timeout(5)
      // An import that was killed leaves a journal, which only a writer can roll back.
      configuration.readonly = !create && !FileCheck.hasJournal(path: file)
      configuration.label = "triage"
      if configuration.readonly {
        // A report reads nearly every page once: mapped, none of them is copied.
        configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA mmap_size = \(Self.mappedBytes)") }
      }
      let previousMask = umask(0o077)
      defer { umask(previousMask) }
      if isUnfinished {
        configuration.prepareDatabase { db in
          try db.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        }
      }
      return try DatabaseQueue(path: file, configuration: configuration)
    }
    if isNew { try makeSchema() } else { try verify(pages: verifies) }
  }

  private func makeSchema() throws(StorageError) {
    try StorageError.translating(path: path) {
      // The page size can only be set outside of a transaction, before anything is written.
      try queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA page_size = \(Self.pageBytes)") }
      try queue.write { db in
        try db.execute(sql: Query.schemaV6.sql)
        try db.execute(sql: Query.schemaHiddenCells.sql)
        try db.execute(sql: Query.schemaInvoices.sql)
        // Any seed will do: it makes hashes unpredictable, and no report depends on it.
        try DatabaseSettings.setHashSeed(.random(in: 1...UInt64.max), db)
        try db.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(Self.schemaVersion)")
      }
    }
  }

  /// - Parameter pages: whether every page is looked at.
  private func verify(pages: Bool) throws(StorageError) {
    let path = path
    let (version, problem) = try StorageError.translating(path: path) {
      try queue.read { db in
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let problem = pages ? try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "no answer" : "ok"
        return (version, problem)
      }
    }
    if version > Self.schemaVersion { throw .newer(path: path) }
    if version < Self.schemaVersion { throw .older(path: path) }
    if problem != "ok" { throw .damaged(path: path, detail: PrintableText.cut(problem, limit: 120)) }
  }

  /// Runs `body` in one transaction that is committed if it returns and rolled back if it throws.
  ///
  /// - Parameter workers: how worker ids are stored; has to be what the database was filled with before.
  /// - Throws: what `body` throws, SQLite's errors as `StorageError`.
  public func write<Result>(workers: WorkerIDs, _ body: (ImportTransaction) throws -> Result) throws -> Result {
    try writing { db in
      var settings = DatabaseSettings(hashSeed: try DatabaseSettings.hashSeed(db, path: path))
      if case .hashed(let check, let stored) = workers {
        settings.storedWorker = stored
        try DatabaseSettings.set("worker_key_check", check, db)
        try DatabaseSettings.set("worker_ids", "hashed", db)
      } else {
        try DatabaseSettings.set("worker_ids", "kept", db)
      }
      let transaction = try ImportTransaction(db: db, path: path, settings: settings)
      return try body(transaction)
    }
  }

  private func writing<Result>(_ body: (Database) throws -> Result) throws -> Result {
    do {
      return try queue.write(body)
    } catch let error as DatabaseError {
      throw StorageError(error, path: path)
    } catch let error as StorageError {
      throw error.named(path)
    }
  }

  /// How the database stores worker ids; nil before the first import.
  public func workerIDs() throws(StorageError) -> (isHashed: Bool, keyCheck: String?)? {
    try read { db in
      guard let kind = try DatabaseSettings.value("worker_ids", db) else { return nil }
      return (kind == "hashed", try DatabaseSettings.value("worker_key_check", db))
    }
  }

  /// Lets go of the file.
  public func close() throws(StorageError) {
    try StorageError.translating(path: path) { try queue.close() }
  }

  /// Takes one import back whole: its rows, what the rollup holds of them, and its prices. The ledger keeps its entry.
  ///
  /// - Throws: `StorageError.noSuchImport`, `.alreadyUndone`, or `.cannotUndo` where other imports rest on it.
  public func undo(importID: Int64) throws {
    try writing { db in
      try ImportUndo(db: db, path: path, hash: ByteHash(seed: DatabaseSettings.hashSeed(db, path: path)))
        .run(importID)
    }
  }

  /// Makes the rollup anew if prices were last looked up under other aliases than these, or months counted in another
  /// zone.
  public func useAliases(_ aliases: [String: String], zone: ReportingZone? = nil) throws {
    try writing { db in
      let settings = DatabaseSettings(hashSeed: try DatabaseSettings.hashSeed(db, path: path))
      let transaction = try ImportTransaction(db: db, path: path, settings: settings)
      if let zone { try transaction.useZone(zone) }
      try transaction.useAliases(aliases)
    }
  }

  func read<Result>(_ body: (Database) throws -> Result) throws(StorageError) -> Result {
    try StorageError.translating(path: path) { try queue.read(body) }
  }

  /// Runs every query of `queries/checks`; each returns no row on a sound database.
  ///
  /// - Throws: `StorageError.controlTotal` for the first that returns one.
  public func runChecks() throws(StorageError) {
    for check in Query.all where check.name.hasPrefix("checks/") {
      let row = try read { db in
        try Row.fetchOne(db, sql: check.sql).map { row -> String in
          let (what, expected, found) = (row["what"] as String, row["expected"] as Int64?, row["found"] as Int64?)
          return "\(what): expected \(expected.map(String.init) ?? "none"), found \(found.map(String.init) ?? "none")"
        }
      }
      if let row { throw .controlTotal(path: path, check: check.name, detail: row) }
    }
    try read { db in try ControlTotalsCheck(db: db, path: path).run() }
  }

  /// Reads all that is stored and compares it with its checksums, which a report does only for what it reads.
  ///
  /// - Throws: `StorageError.damaged` or `.controlTotal` for the first thing that is not as it was written.
  public func checkStoredRows() throws(StorageError) {
    try read { db in try StoredRowsCheck(db: db, path: path).run() }
  }
}

extension StorageError {
  /// Runs `body` and turns SQLite's errors into `StorageError`.
  static func translating<Result>(path: String, _ body: () throws -> Result) throws(StorageError) -> Result {
    do {
      return try body()
    } catch let error as StorageError {
      throw error.named(path)
    } catch let error as DatabaseError {
      throw StorageError(error, path: path)
    } catch {
      throw .damaged(path: path, detail: PrintableText.cut("\(error)", limit: 120))
    }
  }

  init(_ error: DatabaseError, path: String) {
    let detail = PrintableText.cut(error.message ?? "SQLite error \(error.resultCode.rawValue)", limit: 120)
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
    case .SQLITE_NOTADB: self = .notADatabase(path: path)
    case .SQLITE_FULL: self = .full(path: path)
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_IOERR:
      self = .cannotWrite(path: path, detail: detail)
    default: self = .damaged(path: path, detail: detail)
    }
  }
}
