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
    return memcmp(first, second, left.count) == 0
  }

  /// Whether `left` comes before `right` in byte order, as SQLite's BINARY collation has it.
  static func precedes(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    left.lexicographicallyPrecedes(right)
  }
}
