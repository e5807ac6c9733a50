import Storage

/// A database that is checked while its rows are read.
struct CheckedDatabase {
  let database: TriageDatabase
  /// Nothing that was made of the rows may be shown before these have finished.
  let checks: PendingChecks

  /// Opens the database; its checks have begun by then.
  init(path: String) throws {
    ProcessMemory.keepFreed()
    checks = PendingChecks(path: path)
    database = try TriageDatabase(path: path, create: false, verifies: false)
  }
}
