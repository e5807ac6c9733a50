internal import Dispatch
internal import Synchronization

/// All checks of a database, run on a thread and a connection of their own while the caller works with its rows.
///
/// Nothing that was made of the rows may be shown before `finish` has returned.
public final class PendingChecks: Sendable {
  private let done = DispatchSemaphore(value: 0)
  private let failure = Mutex<(any Error)?>(nil)

  public init(path: String) {
    DispatchQueue.global().async {
      do {
        let database = try TriageDatabase(path: path, create: false)
        try database.runChecks()
      } catch {
        self.failure.withLock { $0 = error }
      }
      self.done.signal()
    }
  }

  /// Waits for the checks.
  ///
  /// - Throws: `StorageError` for the first one that failed.
  public func finish() throws {
    done.wait()
    done.signal()
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
