/// Adds up the bytes at each place of sixteen, 257 times at most.
///
/// A sum of numbers is that of their bytes, each times what its place is worth: no number has to be put together.
struct ByteSums {
  static let most = 257

  private var even = SIMD8<UInt16>()
  private var odd = SIMD8<UInt16>()

  /// - Parameter start: of sixteen bytes.
  @inline(__always)
  mutating func add(_ start: UnsafeRawPointer) {
    let pairs = start.loadUnaligned(as: SIMD8<UInt16>.self)
    even &+= pairs & SIMD8(repeating: 0xFF)
    odd &+= pairs &>> SIMD8(repeating: 8)
  }

  /// The sum of the little-endian numbers that the bytes are.
  ///
  /// - Parameters:
  ///   - shift: bits by which the first byte is moved in its number; goes on to that of the next sixteen bytes.
  ///   - bits: of a number.
  @inline(__always)
  func total(_ shift: inout UInt64, bits: UInt64) -> UInt64 {
    var sum: UInt64 = 0
    for lane in 0..<8 {
      sum &+= UInt64(even[lane]) &<< shift
      shift = shift + 8 == bits ? 0 : shift + 8
      sum &+= UInt64(odd[lane]) &<< shift
      shift = shift + 8 == bits ? 0 : shift + 8
    }
    return sum
  }
}
