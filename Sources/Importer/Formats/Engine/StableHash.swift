/// Hashes that are the same in every run, so that they can be kept.
enum StableHash {
  static let seed: UInt64 = 0x9E37_79B9_7F4A_7C15

  @inline(__always)
  static func mix(_ hash: UInt64, _ value: UInt64) -> UInt64 {
    let mixed = (hash ^ value) &* 0xD6E8_FEB8_6659_FD93
    return mixed ^ (mixed >> 32)
  }

  /// What is left behind whole words; with the length, which is hashed before, any bytes that hold it will do.
  @inline(__always)
  private static func tail(_ start: UnsafeRawPointer, count: Int, rest: Int) -> UInt64 {
    guard rest > 0 else { return 0 }
    if count >= 8 { return start.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self).littleEndian }
    if count >= 4 {
      let first = start.loadUnaligned(as: UInt32.self).littleEndian
      return UInt64(first) << 32 | UInt64(start.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self).littleEndian)
    }
    let bytes = start.assumingMemoryBound(to: UInt8.self)
    return UInt64(bytes[0]) << 16 | UInt64(bytes[count / 2]) << 8 | UInt64(bytes[count - 1])
  }

  @inline(__always)
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = mix(seed, UInt64(bytes.count))
    guard let start = UnsafeRawPointer(bytes.baseAddress) else { return hash }
    var offset = 0
    while offset + 8 <= bytes.count {
      hash = mix(hash, start.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian)
      offset += 8
    }
    return mix(mix(hash, tail(start, count: bytes.count, rest: bytes.count - offset)), 1)
  }
}
