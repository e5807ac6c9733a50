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
  static let schemaVersion = 7
  /// Large pages: rows lie in blobs of some tens of kilobytes.
  private static let pageBytes = 65_536

  /// Larger files are read page by page behind this. A report looks at a sixth of a file, which alone takes memory.
  private static let mappedBytes: Int64 = 16 << 30

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
    let isNew = try FileCheck.inspect(path: file, create: create)
    queue = try Self.open(file, shownAs: self.path, create: create, isUnfinished: isUnfinished)
    if isNew { try makeSchema() } else { try verify(pages: verifies, maps: !create) }
  }

  /// Opens a database to read all of it in the state that it has now: writers wait until it is let go of.
  ///
  /// To be called after `FileCheck`, which opens and closes the file: that would end every lock that this process has.
  ///
  /// - Throws: `StorageError`.
  init(pinning path: String) throws(StorageError) {
    (file, self.path) = (path, path)
    queue = try Self.open(path, shownAs: path, create: false, isUnfinished: false, isPinned: true)
    try pin()
    try verify(pages: false, maps: true)
  }

  /// The same after all checks that there are, with one look at each page.
  ///
  /// - Throws: `StorageError` for the first that failed.
  init(pinningAfterAllChecks path: String) throws(StorageError) {
    (file, self.path) = (path, path)
    queue = try Self.open(path, shownAs: path, create: false, isUnfinished: false, isPinned: true)
    try pin()
    let sums = ControlColumnSums(path: path)
    try verify(pages: true, maps: true, sums)
    try runChecks(sums)
  }

  // MARK: One state

  /// Holds the state that the file has now, of which everything is read until `unpin`.
  func pin() throws(StorageError) {
    try StorageError.translating(path: path) {
      try queue.inDatabase { db in
        try db.execute(sql: "BEGIN")
        // The transaction begins with the first look.
        _ = try Int.fetchOne(db, sql: "PRAGMA user_version")
      }
    }
  }

  func unpin() throws(StorageError) {
    try StorageError.translating(path: path) { try queue.inDatabase { db in try db.execute(sql: "ROLLBACK") } }
  }

  /// A number that every change of the file makes another one; of meaning while the database is pinned.
  func state() throws(StorageError) -> Int {
    try read { db in
      guard let pageBytes = try Int.fetchOne(db, sql: "PRAGMA page_size") else { return 0 }
      var file = try PageFile(db, pageBytes: pageBytes)
      try file.read(PageLayout.changeCounter, ofPage: 1)
      return file.number(at: PageLayout.changeCounter.lowerBound)
    }
  }

  private static func open(
    _ file: String, shownAs path: String, create: Bool, isUnfinished: Bool, isPinned: Bool = false
  ) throws(StorageError) -> DatabaseQueue {
    try StorageError.translating(path: path) {
      var configuration = Configuration()
      configuration.foreignKeysEnabled = true
      configuration.busyMode = .timeout(5)
      // An import that was killed leaves a journal, which only a writer can roll back.
      configuration.readonly = !create && !FileCheck.hasJournal(path: file)
      configuration.label = "triage"
      configuration.allowsUnsafeTransactions = isPinned
      let previousMask = umask(0o077)
      defer { umask(previousMask) }
      if isUnfinished {
        configuration.prepareDatabase { db in
          try db.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        }
      }
      return try DatabaseQueue(path: file, configuration: configuration)
    }
  }

  /// Lets what is read from now on lie where it is: a report reads each page once and need not copy it.
  private static func map(_ db: Database) throws {
    try db.execute(sql: "PRAGMA mmap_size = \(mappedBytes)")
    // The file is mapped with the first page that is asked for.
    _ = try Int.fetchOne(db, sql: "SELECT 1 FROM segment_controls LIMIT 1")
  }

  private func makeSchema() throws(StorageError) {
    try StorageError.translating(path: path) {
      // The page size can only be set outside of a transaction, before anything is written.
      try queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA page_size = \(Self.pageBytes)") }
      try queue.write { db in
        try db.execute(sql: Query.schemaV7.sql)
        try db.execute(sql: Query.schemaHiddenCells.sql)
        try db.execute(sql: Query.schemaInvoices.sql)
        // Any seed will do: it makes hashes unpredictable, and no report depends on it.
        try DatabaseSettings.setHashSeed(.random(in: 1...UInt64.max), db)
        try db.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(Self.schemaVersion)")
        try TableChecksums(db: db, path: path).keep()
      }
    }
  }

  /// - Parameters:
  ///   - pages: whether every page is looked at.
  ///   - maps: whether the file is mapped then.
  ///   - sums: takes the control columns, which lie on those pages.
  private func verify(pages: Bool, maps: Bool, _ sums: ControlColumnSums? = nil) throws(StorageError) {
    let path = path
    let (version, problem) = try StorageError.translating(path: path) {
      try queue.read { db in try Self.look(db, pages: pages, maps: maps, sums) }
    }
    if version > Self.schemaVersion { throw .newer(path: path) }
    if version < Self.schemaVersion { throw .older(path: path) }
    if let problem { throw .damaged(path: path, detail: PrintableText.cut(problem, limit: 120)) }
  }

  private static func look(
    _ db: Database, pages: Bool, maps: Bool, _ sums: ControlColumnSums?
  ) throws -> (version: Int, problem: String?) {
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard version == schemaVersion else { return (version, nil) }
    if pages { return (version, try problem(db, maps: maps, sums)) }
    if maps { try map(db) }
    return (version, nil)
  }

  /// What is wrong with the pages, or with a row that is not packed; nil = nothing.
  private static func problem(_ db: Database, maps: Bool, _ sums: ControlColumnSums?) throws -> String? {
    do {
      let isKnown = try sums?.walk(db) ?? PageWalk.run(db)
      if maps { try map(db) }
      guard isKnown else { return try quickCheck(db, of: "1") }
    } catch let problem as PageProblem {
      return problem.text
    }
    for table in try String.fetchAll(db, sql: Query.readUnpackedTables.sql) {
      if let problem = try quickCheck(db, of: "'\(table)'") { return problem }
    }
    return nil
  }

  /// - Parameter what: a table, or the number of problems to look for in all of them.
  private static func quickCheck(_ db: Database, of what: String) throws -> String? {
    let answer = try String.fetchOne(db, sql: "PRAGMA quick_check(\(what))") ?? "no answer"
    return answer == "ok" ? nil : answer
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
      return try queue.write { db in
        let checksums = TableChecksums(db: db, path: path)
        try checksums.check(.stored)
        let result = try body(db)
        try checksums.keep()
        return result
      }
    } catch let error as DatabaseError {
      throw StorageError(error, path: path)
    } catch let error as StorageError {
      throw error.named(path)
    } catch is RowDecodingError {
      throw StorageError.otherKind(path: path)
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

  /// Takes one import back whole: its rows, what the rollup holds of them, and its prices. Requests and prices that it
  /// replaced are in force again. The ledger keeps its entry.
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

  /// Runs every query of `queries/checks`, each of which returns no row on a sound database, and compares the control
  /// totals.
  ///
  /// - Throws: `StorageError.controlTotal` for the first that returns one.
  public func runChecks() throws(StorageError) { try runChecks(nil) }

  private func runChecks(_ sums: ControlColumnSums?) throws(StorageError) {
    for check in Query.all where check.name.hasPrefix("checks/") {
      let row = try read { db in
        try Row.fetchOne(db, sql: check.sql).map { row -> String in
          let (what, expected, found) = (
            try row.value("what") as String, try row.value("expected") as Int64?, try row.value("found") as Int64?
          )
          return "\(what): expected \(expected.map(String.init) ?? "none"), found \(found.map(String.init) ?? "none")"
        }
      }
      if let row { throw .controlTotal(path: path, check: check.name, detail: row) }
    }
    try read { db in
      try ControlTotalsCheck(db: db, path: path).run(sums)
      try TableChecksums(db: db, path: path).check(.read)
    }
  }

  /// Reads all that is stored and compares it with its checksums, which a report does only for what it reads.
  ///
  /// - Throws: `StorageError.damaged` or `.controlTotal` for the first thing that is not as it was written.
  public func checkStoredRows() throws(StorageError) {
    try read { db in
      try StoredRowsCheck(db: db, path: path).run()
      try PriceTotals(db: db, path: path).checkIndex()
      try TableChecksums(db: db, path: path).check(.stored)
    }
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
    } catch is RowDecodingError {
      throw otherKind(path: path)
    } catch {
      throw .damaged(path: path, detail: PrintableText.cut("\(error)", limit: 120))
    }
  }

  fileprivate static func otherKind(path: String) -> StorageError {
    .damaged(path: path, detail: "a row holds a value of another kind than its column")
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
