/// All checks of a database, run on a thread and a connection of their own while the caller works with its rows.
///
/// Nothing that was made of the rows may be shown before `finish` has returned.
public final class PendingChecks: Sendable {
  private let checks: PendingResult<Int>

  public convenience init(path: String) {
    self.init(path: path) { _ = try FileCheck.inspect(path: path, create: false) }
  }

  /// - Parameter first: what is to be done before anything else.
  init(path: String, after first: @escaping @Sendable () throws -> Void) {
    checks = PendingResult {
      try first()
      return try TriageDatabase(pinningAfterAllChecks: path).state()
    }
  }

  /// Waits for the checks.
  ///
  /// - Throws: `StorageError` for the first one that failed.
  public func finish() throws { _ = try state() }

  /// `TriageDatabase.state` of what was checked.
  func state() throws -> Int { try checks.value() }
}
