/// Reads integers and runs of bytes from stored bytes; a read past the end is an error, never a crash.
struct ByteReading {
  private let bytes: UnsafeRawBufferPointer
  private(set) var offset = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Stored bytes end too early, or say something impossible.
  struct Damaged: Error {}

  mutating func word() throws(Damaged) -> UInt64 {
    guard bytes.count - offset >= 8 else { throw Damaged() }
    defer { offset += 8 }
    return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// Bytes that were not read yet.
  var left: Int { bytes.count - offset }

  /// A count that cannot be larger than the bytes that are left could bear.
  mutating func count(limit: Int) throws(Damaged) -> Int {
    guard let count = Int(exactly: try word()), count <= limit else { throw Damaged() }
    return count
  }

  mutating func run(_ count: Int) throws(Damaged) -> UnsafeRawBufferPointer {
    guard count >= 0, bytes.count - offset >= count else { throw Damaged() }
    defer { offset += count }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
  }
}
