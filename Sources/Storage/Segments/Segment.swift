/// A run of rows as the database stores it: columns of packed integers, those of control totals apart, and texts.
///
/// Rows are ordered by task, so that the requests of a task lie together and a task is found by its hash.
final class Segment: Sendable {
  enum Kind: Int64 {
    case requests = 1
    case outcomes = 2
    /// Requests that a later import replaced; kept so that the import can be taken back.
    case replaced = 3
  }

  /// Rows of a full segment.
  static let length = 2048

  let kind: Kind
  let rows: Int
  let firstTask: UInt64
  let lastTask: UInt64
  let firstImport: Int32
  let lastImport: Int32
  private let control: ByteBuffer
  private let figures: ByteBuffer
  private let texts: ByteBuffer

  init(
    kind: Kind, rows: Int, firstTask: UInt64, lastTask: UInt64, firstImport: Int32, lastImport: Int32,
    control: consuming ByteBuffer, figures: consuming ByteBuffer, texts: consuming ByteBuffer
  ) {
    self.kind = kind
    self.rows = rows
    self.firstTask = firstTask
    self.lastTask = lastTask
    self.firstImport = firstImport
    self.lastImport = lastImport
    self.control = control
    self.figures = figures
    self.texts = texts
  }

  /// Of use as long as the segment is there.
  var blobs: SegmentBlobs { SegmentBlobs(control: control.bytes, figures: figures.bytes, texts: texts.bytes) }
}

/// A fast hash of long runs of bytes: four lanes of eight bytes each.
enum BlockHash {
  /// What a database keeps beside a blob: a changed bit anywhere is noticed.
  static func checksum(_ bytes: UnsafeRawBufferPointer) -> Int64 { Int64(bitPattern: hash(bytes) >> 1) }

  static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var (a, b, c, d): (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
    var offset = 0
    while bytes.count - offset >= 32 {
      a = ByteHash.mix(a, bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian)
      b = ByteHash.mix(b, bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self).littleEndian)
      c = ByteHash.mix(c, bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self).littleEndian)
      d = ByteHash.mix(d, bytes.loadUnaligned(fromByteOffset: offset + 24, as: UInt64.self).littleEndian)
      offset += 32
    }
    let tail = ByteHash(seed: 5).state(UnsafeRawBufferPointer(rebasing: bytes[offset...]))
    return ByteHash.mix(ByteHash.mix(ByteHash.mix(a, b), ByteHash.mix(c, d)), tail)
  }
}
