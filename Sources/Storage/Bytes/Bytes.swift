#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Comparing runs of bytes.
enum Bytes {
  @inline(__always)
  static func areEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    guard left.count == right.count else { return false }
    guard let first = left.baseAddress, let second = right.baseAddress else { return left.count == 0 }
    let count = left.count
    // Ids are mostly this long: two overlapping words hold one.
    if count >= 8, count <= 16 {
      return first.loadUnaligned(as: UInt64.self) == second.loadUnaligned(as: UInt64.self)
        && first.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
          == second.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    }
    return memcmp(first, second, count) == 0
  }

  /// Below 0 where the common length of the left bytes comes before that of the right ones, 0 where they are equal.
  static func order(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    guard let first = left.baseAddress, let second = right.baseAddress else { return 0 }
    return Int(memcmp(first, second, min(left.count, right.count)))
  }
}
