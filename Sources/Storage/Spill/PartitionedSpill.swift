/// Collects records by partition: full blocks stay in memory as long as the budget lasts, then go to a temporary file.
///
/// An import of any size takes the same memory; a small one never touches the file.
struct PartitionedSpill: ~Copyable, @unchecked Sendable {
  /// Partitions by the highest bits of a 63-bit hash.
  static let count = 256
  private static let shift: UInt64 = 55

  private struct Block {
    var start: Int
    var count: Int
  }

  /// A partition's open block, and where its full ones lie.
  private struct Partition: ~Copyable {
    var buffer = ByteBuffer(capacity: 256)
    /// Full blocks in memory; all of them came before those in the file.
    var kept: [StoredBytes] = []
    var blocks: [Block] = []
  }

  private let blockBytes: Int
  private let budget: SpillBudget
  /// Memory of its own, so that appending to a partition moves and checks nothing.
  private let open: UnsafeMutablePointer<Partition>

  init(blockBytes: Int, budget: SpillBudget) {
    self.blockBytes = blockBytes
    self.budget = budget
    open = .allocate(capacity: Self.count)
    for partition in 0..<Self.count { (open + partition).initialize(to: Partition()) }
  }

  deinit {
    open.deinitialize(count: Self.count)
    open.deallocate()
  }

  @inline(__always)
  static func partition(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> shift) & (count - 1) }

  /// The first hash of a partition.
  static func firstHash(of partition: Int) -> UInt64 { UInt64(partition) << shift }

  /// Whether a record of some bytes does not fit into the partition's block any more, so that `flush` has to be called.
  @inline(__always)
  func isFull(_ partition: Int, for bytes: Int) -> Bool {
    let filled = open[partition & (Self.count - 1)].buffer.count
    return filled > 0 && filled + bytes > blockBytes
  }

  /// Appends a record that `write` makes; a long one may go beyond the size of a block.
  @inline(__always)
  func append(to partition: Int, _ write: (inout ByteBuffer) -> Void) {
    write(&open[partition & (Self.count - 1)].buffer)
  }

  /// Puts the full block of a partition away.
  @inline(never)
  func flush(_ partition: Int, to file: () throws(StorageError) -> SpillFile) throws(StorageError) {
    let part = open + (partition & (Self.count - 1))
    if part.pointee.blocks.isEmpty, budget.take(part.pointee.buffer.count) {
      var next = ByteBuffer(capacity: blockBytes)
      swap(&next, &part.pointee.buffer)
      part.pointee.kept.append(StoredBytes(next))
      return
    }
    let count = part.pointee.buffer.count
    let start = try file().append(&part.pointee.buffer, multipleOf: blockBytes)
    part.pointee.blocks.append(Block(start: start, count: count))
    part.pointee.buffer.removeAll()
  }

  /// All records of a partition in the order in which they came. Threads may read different partitions at once.
  ///
  /// - Parameter isLast: nobody reads the partition again.
  func read(_ partition: Int, file: SpillFile?, into buffer: inout ByteBuffer, isLast: Bool) throws(StorageError) {
    let part = open + (partition & (Self.count - 1))
    let kept = part.pointee.kept.reduce(0) { $0 + $1.buffer.count }
    buffer.reserve(part.pointee.buffer.count + kept + part.pointee.blocks.reduce(0) { $0 + $1.count })
    for block in part.pointee.kept { buffer.append(block.buffer.bytes) }
    if let file {
      for block in part.pointee.blocks {
        try file.read(at: block.start, count: block.count, into: &buffer)
        if isLast { file.release(at: block.start, count: SpillFile.padded(block.count, to: blockBytes)) }
      }
    }
    buffer.append(part.pointee.buffer.bytes)
    if isLast { part.pointee = Partition(buffer: ByteBuffer(capacity: 0)) }
  }
}

/// How many bytes of full blocks may stay in memory.
final class SpillBudget {
  private var left: Int

  init(bytes: Int) { left = bytes }

  /// Takes some bytes; false where there are not that many left.
  func take(_ bytes: Int) -> Bool {
    guard bytes <= left else { return false }
    left -= bytes
    return true
  }
}
