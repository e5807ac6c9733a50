internal import Dispatch
internal import Synchronization

/// Works on numbered jobs on several cores and takes their results in order.
enum OrderedPipeline {
  /// Jobs that are under way at once: enough to keep two cores busy while the caller writes.
  private static let width = 3

  /// Runs `count` jobs.
  ///
  /// - Parameters:
  ///   - prepare: makes a job, on the caller's thread.
  ///   - work: does it, on any thread.
  ///   - consume: takes its result, on the caller's thread, in the order of the jobs.
  /// - Throws: what one of them throws; jobs under way are waited for.
  static func run<Job: Sendable, Output: Sendable>(
    count: Int, prepare: (Int) throws -> Job, work: @escaping @Sendable (Job) throws -> Output,
    consume: (Output) throws -> Void
  ) throws {
    var next = 0
    try run(
      while: { next < count },
      prepare: {
        defer { next += 1 }
        return try prepare(next)
      }, work: work, consume: consume)
  }

  /// Runs jobs as long as there are more.
  static func run<Job: Sendable, Output: Sendable>(
    while hasMore: () -> Bool, prepare: () throws -> Job, work: @escaping @Sendable (Job) throws -> Output,
    consume: (Output) throws -> Void
  ) throws {
    let queue = DispatchQueue(label: "triage.work", attributes: .concurrent)
    var underWay: [Slot<Output>] = []
    defer { for slot in underWay { _ = slot.wait() } }
    while hasMore() || !underWay.isEmpty {
      while hasMore(), underWay.count < width {
        let job = try prepare()
        let slot = Slot<Output>()
        underWay.append(slot)
        queue.async { slot.fulfil(Result { try work(job) }) }
      }
      guard let first = underWay.first else { break }
      let output = first.wait()
      underWay.removeFirst()
      try consume(output.get())
    }
  }

  /// The place of one result.
  private final class Slot<Output: Sendable>: Sendable {
    private let done = DispatchSemaphore(value: 0)
    private let result = Mutex<Result<Output, any Error>?>(nil)

    func fulfil(_ value: Result<Output, any Error>) {
      result.withLock { $0 = value }
      done.signal()
    }

    func wait() -> Result<Output, any Error> {
      done.wait()
      // The signal comes after the value; without one the work was lost, which the caller must hear of.
      return result.withLock { $0 } ?? .failure(StorageError.overflow(what: "a unit of work"))
    }
  }
}
