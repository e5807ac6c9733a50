internal import Dispatch
internal import Synchronization

/// What some work on a thread of its own comes to.
public final class PendingResult<Value: Sendable>: Sendable {
  private let done = DispatchSemaphore(value: 0)
  private let result = Mutex<Result<Value, any Error>?>(nil)

  public init(_ work: @escaping @Sendable () throws -> Value) {
    DispatchQueue.global().async {
      let found = Result { try work() }
      self.result.withLock { $0 = found }
      self.done.signal()
    }
  }

  /// Waits for the work.
  ///
  /// - Throws: what it threw.
  public func value() throws -> Value {
    done.wait()
    done.signal()
    // The signal comes after the result; without one the work was lost, which the caller must hear of.
    guard let result = result.withLock({ $0 }) else { throw StorageError.overflow(what: "a unit of work") }
    return try result.get()
  }
}
