/// Hashes of 63 bits, seeded per database, so that nobody can make rows that collide.
///
/// Multiplies and folds eight bytes at a time. Two rows are taken for one only where two hashes of different seeds
/// agree; ids that merely share a hash are told apart by their text.
public struct ByteHash: Sendable {
  let seed: UInt64

  private static let first: UInt64 = 0x9E37_79B9_7F4A_7C15
  private static let second: UInt64 = 0xD6E8_FEB8_6659_FD93

  public init(seed: UInt64) { self.seed = seed }

  /// A hash that a database can hold as a number: 1 to 2⁶³−1; 0 stands for nothing.
  @inline(__always)
  public func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    max(1, state(bytes) >> 1)
  }

  /// All 64 bits, to be mixed further.
  @inline(__always)
  func state(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var state = seed ^ UInt64(truncatingIfNeeded: bytes.count) &* Self.second
    var offset = 0
    let count = bytes.count
    while count - offset >= 8 {
      state = Self.mix(state, bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian)
      offset += 8
    }
    if offset < count {
      var tail: UInt64 = 0
      if count >= 8 {
        tail = bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self).littleEndian
      } else {
        var shift: UInt64 = 0
        while offset < count {
          tail |= UInt64(bytes[offset]) << shift
          shift += 8
          offset += 1
        }
      }
      state = Self.mix(state, tail)
    }
    return Self.mix(state, Self.first)
  }

  /// Folds one more value into a state.
  @inline(__always)
  static func mix(_ state: UInt64, _ value: UInt64) -> UInt64 {
    let product = (state ^ first).multipliedFullWidth(by: value ^ second)
    return product.high ^ product.low ^ (state &* second)
  }
}
