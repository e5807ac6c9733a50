internal import Dispatch
internal import Synchronization

/// Scans the records of a file on a thread of its own, some blocks ahead of the reader that gives them out.
final class RecordsAhead {
  private static let blocks = 3

  /// What the two threads share.
  private final class Shared: @unchecked Sendable {
    let filled = DispatchSemaphore(value: 0)
    // Starts at 0: a semaphore that ends below its first value traps.
    let free = DispatchSemaphore(value: 0)
    let finished = DispatchSemaphore(value: 0)
    let ready = Mutex<[RecordBlock]>([])
    let spare: Mutex<[RecordBlock]>
    let isCancelled = Atomic<Bool>(false)
    /// Belongs to the thread that scans.
    var reader: CSVReader

    init(_ reader: consuming CSVReader) {
      let limits = reader.limits
      spare = Mutex((0..<RecordsAhead.blocks).map { _ in RecordBlock(limits: limits) })
      self.reader = reader
      for _ in 0..<RecordsAhead.blocks { free.signal() }
    }

    /// Runs on the scanning thread.
    func scanAll() {
      defer { finished.signal() }
      reader.beginBlocks()
      while true {
        free.wait()
        guard !isCancelled.load(ordering: .acquiring), let block = spare.withLock({ $0.popLast() }) else { return }
        reader.scan(into: block)
        let isLast = block.found.ending != nil
        ready.withLock { $0.append(block) }
        filled.signal()
        if isLast { return }
      }
    }
  }

  private let shared: Shared

  init(_ reader: consuming CSVReader) {
    shared = Shared(reader)
    let shared = shared
    DispatchQueue(label: "triage.scan-ahead").async { shared.scanAll() }
  }

  deinit {
    shared.isCancelled.store(true, ordering: .releasing)
    shared.free.signal()
    shared.finished.wait()
  }

  /// The next block; not to be called behind the last one.
  func next() -> RecordBlock {
    shared.filled.wait()
    return shared.ready.withLock { $0.removeFirst() }
  }

  /// Gives back a block that was read.
  func giveBack(_ block: RecordBlock) {
    shared.spare.withLock { $0.append(block) }
    shared.free.signal()
  }
}
