internal import Dispatch
internal import Synchronization

/// Hands rows in batches to a thread that packs and spills them while the caller reads more.
///
/// Rows keep their order. What goes wrong over there is thrown by a later call, at the latest by `finish`.
final class RowHandover {
  /// Batches that are on their way or being filled: one on each side and one between them.
  private static let batches = 3
  private static let rowsPerBatch = 1024
  private static let textBytesPerBatch = 1 << 18

  /// Some rows with their texts.
  private struct Rows: ~Copyable {
    // Memory of its own for plain values: a row is written where it stays.
    private let requests = UnsafeMutablePointer<RequestRecord>.allocate(capacity: RowHandover.rowsPerBatch)
    /// Line of each request in its file.
    private let lines = UnsafeMutablePointer<UInt32>.allocate(capacity: RowHandover.rowsPerBatch)
    private let outcomes = UnsafeMutablePointer<OutcomeRecord>.allocate(capacity: RowHandover.rowsPerBatch)
    private var requestCount = 0
    private var outcomeCount = 0
    private var arena = ByteBuffer(capacity: 1 << 16)

    deinit {
      requests.deallocate()
      lines.deallocate()
      outcomes.deallocate()
    }

    /// Whether the batch has to be handed over before it takes another row.
    var isFull: Bool {
      requestCount + outcomeCount >= RowHandover.rowsPerBatch || arena.count >= RowHandover.textBytesPerBatch
    }

    mutating func append(
      _ record: borrowing RequestRecord, requestID: UnsafeRawBufferPointer, taskID: UnsafeRawBufferPointer,
      parentID: UnsafeRawBufferPointer, line: UInt32
    ) {
      arena.reserve(requestID.count + taskID.count + parentID.count + 8)
      let row = requests + requestCount
      row.initialize(to: copy record)
      row.pointee.requestID = arena.appendText(requestID)
      row.pointee.taskID = arena.appendText(taskID)
      row.pointee.parentID = arena.appendText(parentID)
      lines[requestCount] = line
      requestCount += 1
    }

    mutating func append(
      _ record: borrowing OutcomeRecord, taskID: UnsafeRawBufferPointer, pairID: UnsafeRawBufferPointer
    ) {
      arena.reserve(taskID.count + pairID.count + 8)
      let row = outcomes + outcomeCount
      row.initialize(to: copy record)
      row.pointee.taskID = arena.appendText(taskID)
      row.pointee.pairID = arena.appendText(pairID)
      outcomeCount += 1
    }

    /// Packs all rows and forgets them.
    mutating func store(in spill: RowSpill) throws(StorageError) {
      for place in 0..<requestCount {
        let row = requests + place
        let (requestID, taskID, parentID) = (row.pointee.requestID, row.pointee.taskID, row.pointee.parentID)
        try spill.append(
          &row.pointee, requestID: arena.text(requestID), taskID: arena.text(taskID), parentID: arena.text(parentID),
          line: lines[place])
      }
      for place in 0..<outcomeCount {
        let row = outcomes + place
        let (taskID, pairID) = (row.pointee.taskID, row.pointee.pairID)
        try spill.append(&row.pointee, taskID: arena.text(taskID), pairID: arena.text(pairID))
      }
      removeAll()
    }

    mutating func removeAll() {
      (requestCount, outcomeCount) = (0, 0)
      arena.removeAll()
    }
  }

  /// Rows in memory of their own, so that adding one checks nothing; one thread at a time has them.
  private final class Batch: @unchecked Sendable {
    let rows: UnsafeMutablePointer<Rows>

    init() {
      rows = .allocate(capacity: 1)
      rows.initialize(to: Rows())
    }

    deinit {
      rows.deinitialize(count: 1)
      rows.deallocate()
    }
  }

  private final class Shared: Sendable {
    let free: Mutex<[Batch]>
    let isFree = DispatchSemaphore(value: RowHandover.batches - 1)
    let failure = Mutex<StorageError?>(nil)

    init() { free = Mutex((1..<RowHandover.batches).map { _ in Batch() }) }
  }

  let spill: RowSpill
  private let queue = DispatchQueue(label: "triage.spill")
  private let shared = Shared()
  private var batch: Batch
  /// Those of `batch`.
  private var rows: UnsafeMutablePointer<Rows>

  init(spill: RowSpill) {
    self.spill = spill
    batch = Batch()
    rows = batch.rows
  }

  /// Takes a usage row.
  @inline(__always)
  func append(
    _ row: borrowing RequestRecord, requestID: UnsafeRawBufferPointer, taskID: UnsafeRawBufferPointer,
    parentID: UnsafeRawBufferPointer, line: UInt32
  ) throws(StorageError) {
    let rows = rows
    rows.pointee.append(row, requestID: requestID, taskID: taskID, parentID: parentID, line: line)
    if rows.pointee.isFull { try handOver() }
  }

  /// Takes an outcome row.
  @inline(__always)
  func append(
    _ row: borrowing OutcomeRecord, taskID: UnsafeRawBufferPointer, pairID: UnsafeRawBufferPointer
  ) throws(StorageError) {
    let rows = rows
    rows.pointee.append(row, taskID: taskID, pairID: pairID)
    if rows.pointee.isFull { try handOver() }
  }

  /// Waits until every row is packed.
  func finish() throws(StorageError) {
    try handOver()
    queue.sync {}
    try check()
  }

  private func check() throws(StorageError) {
    if let error = shared.failure.withLock({ $0 }) { throw error }
  }

  @inline(never)
  private func handOver() throws(StorageError) {
    try check()
    let (full, shared, spill) = (batch, shared, spill)
    queue.async {
      Self.store(full, in: spill, shared)
      shared.free.withLock { $0.append(full) }
      shared.isFree.signal()
    }
    shared.isFree.wait()
    batch = shared.free.withLock { $0.popLast() } ?? Batch()
    rows = batch.rows
  }

  private static func store(_ batch: Batch, in spill: RowSpill, _ shared: Shared) {
    guard shared.failure.withLock({ $0 == nil }) else { return batch.rows.pointee.removeAll() }
    do throws(StorageError) {
      try batch.rows.pointee.store(in: spill)
    } catch {
      shared.failure.withLock { $0 = error }
    }
  }
}
