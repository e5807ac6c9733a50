import Dispatch
import Storage
import Synchronization
import TriageModel

/// The digest of all outcomes, made on a thread of its own while the report is.
final class PendingDigest: Sendable {
  private let done = DispatchSemaphore(value: 0)
  private let result = Mutex<Result<String, any Error>?>(nil)

  init(_ source: DatabaseRollupSource) {
    DispatchQueue.global().async {
      let digest = Result { try RowDigest.outcomes(source.taskCells(in: .everything)) }
      self.result.withLock { $0 = digest }
      self.done.signal()
    }
  }

  /// Waits for the digest.
  ///
  /// - Throws: `StorageError` where the cells cannot be read.
  func text() throws -> String {
    done.wait()
    done.signal()
    return try result.withLock { try $0?.get() } ?? ""
  }
}
