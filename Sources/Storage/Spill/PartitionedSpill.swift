/// Collects records by partition: a block of each in memory, full blocks in a temporary file.
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

  private let blockBytes: Int
  private var open: [Partition]
  private(set) var isEmpty = true

  /// A partition's open block, behind a reference so that appending to it moves nothing.
  private final class Partition {
    var buffer = ByteBuffer(capacity: 256)
    var blocks: [Block] = []
  }

  init(blockBytes: Int) {
    self.blockBytes = blockBytes
    open = (0..<Self.count).map { _ in Partition() }
  }

  @inline(__always)
  static func partition(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> shift) & (count - 1) }

  /// The first hash of a partition.
  static func firstHash(of partition: Int) -> UInt64 { UInt64(partition) << shift }

  /// Appends a record that `write` makes.
  @inline(__always)
  mutating func append(
    to partition: Int, file: () throws(StorageError) -> SpillFile, _ write: (inout ByteBuffer) -> Void
  ) throws(StorageError) {
    isEmpty = false
    let part = open[partition]
    write(&part.buffer)
    if part.buffer.count >= blockBytes { try flush(part, to: file()) }
  }

  private func flush(_ part: Partition, to file: SpillFile) throws(StorageError) {
    part.blocks.append(Block(start: try file.append(part.buffer.bytes), count: part.buffer.count))
    part.buffer.removeAll()
  }

  /// All records of a partition in the order in which they came. Threads may read different partitions at once.
  func read(_ partition: Int, file: SpillFile?, into buffer: inout ByteBuffer) throws(StorageError) {
    let part = open[partition]
    buffer.reserve(part.buffer.count + part.blocks.reduce(0) { $0 + $1.count })
    if let file {
      for block in part.blocks { try file.read(at: block.start, count: block.count, into: &buffer) }
    }
    buffer.append(part.buffer.bytes)
  }
}
