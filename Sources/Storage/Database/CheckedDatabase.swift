internal import Synchronization

/// A database that is read in the state that it has now, and checked meanwhile.
///
/// Nothing that was made of the rows may be shown before `finish` has returned.
public final class CheckedDatabase: Sendable {
  public let database: TriageDatabase
  private let checks: Mutex<PendingChecks>

  /// Opens the database; its checks have begun by then.
  ///
  /// - Throws: `StorageError`.
  public convenience init(path: String) throws {
    _ = try FileCheck.inspect(path: path, create: false)
    let checks = PendingChecks(path: path, after: {})
    self.init(try TriageDatabase(pinning: path), checks)
  }

  /// - Parameter checks: of the same file.
  init(_ database: TriageDatabase, _ checks: PendingChecks) {
    self.database = database
    self.checks = Mutex(checks)
  }

  /// Waits for the checks.
  ///
  /// - Throws: `StorageError` for the first one that failed, `.changed` where they looked at another state.
  public func finish() throws {
    let state = try checks.withLock { $0 }.state()
    guard try database.state() == state else { throw StorageError.changed(path: database.path) }
  }

  /// Lets `body` write to the database, which has to be sound, and goes on with what became of it.
  ///
  /// - Throws: what `finish` and `body` throw.
  public func change(_ body: (TriageDatabase) throws -> Void) throws {
    try finish()
    try database.unpin()
    let writable = try TriageDatabase(path: database.path, create: true)
    try body(writable)
    try writable.close()
    checks.withLock { $0 = PendingChecks(path: database.path, after: {}) }
    try database.pin()
  }
}
