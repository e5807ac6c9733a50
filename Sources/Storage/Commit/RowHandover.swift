internal import Dispatch
internal import Synchronization

/// Hands rows in batches to a thread that packs and spills them while the caller reads more.
///
/// Rows keep their order. What goes wrong over there is thrown by a later call, at the latest by `finish`.
final class RowHandover {
  /// Batches that are on their way or being filled: one on each side and one between them.
  private static let batches = 3

  /// Rows in memory of their own, so that adding one checks nothing; one thread at a time has them.
  private final class Batch: @unchecked Sendable {
    let rows: UnsafeMutablePointer<RowBatch>

    init() {
      rows = .allocate(capacity: 1)
      rows.initialize(to: RowBatch())
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
  private var rows: UnsafeMutablePointer<RowBatch>

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
    do throws(StorageError) {
      try check()
    } catch {
      // Nothing will come of these rows, and there is no room for more.
      rows.pointee.removeAll()
      throw error
    }
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
