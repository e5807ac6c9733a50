/// All checks of a database, run on a thread and a connection of their own while the caller works with its rows.
///
/// Nothing that was made of the rows may be shown before `finish` has returned.
public final class PendingChecks: Sendable {
  private let checks: PendingResult<Void>

  public init(path: String) {
    checks = PendingResult { _ = try TriageDatabase(afterAllChecksOf: path) }
  }

  /// Waits for the checks.
  ///
  /// - Throws: `StorageError` for the first one that failed.
  public func finish() throws { try checks.value() }
}
