/// Compares, finds and copies bytes, eight at a time.
enum ByteSearch {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// The high bit of each byte that equals `byte`; above the lowest of them, bits mean nothing.
  @inline(__always)
  static func places(of byte: UInt8, in word: UInt64) -> UInt64 {
    let difference = word ^ (ones &* UInt64(byte))
    return (difference &- ones) & ~difference & highBits
  }

  /// Whether so many bytes are the same at both places.
  @inline(__always)
  static func areEqual(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, count: Int) -> Bool {
    guard count >= 8 else { return shortWord(left, count: count) == shortWord(right, count: count) }
    var offset = 0
    while offset + 8 < count {
      if word(left, at: offset) != word(right, at: offset) { return false }
      offset += 8
    }
    return word(left, at: count - 8) == word(right, at: count - 8)
  }

  /// The first eight of the bytes as a word, zeros behind the last one.
  @inline(__always)
  static func firstWord(_ start: UnsafeRawPointer, count: Int) -> UInt64 {
    count >= 8 ? word(start, at: 0) : shortWord(start, count: count)
  }

  /// Copies bytes to a place that they do not lie in; most of them are too few to be worth a call.
  @inline(__always)
  static func copy(_ start: UnsafePointer<UInt8>, to place: UnsafeMutablePointer<UInt8>, count: Int) {
    guard count <= 32 else { return place.update(from: start, count: count) }
    let (source, target) = (UnsafeRawPointer(start), UnsafeMutableRawPointer(place))
    if count >= 16 {
      let last = source.loadUnaligned(fromByteOffset: count - 16, as: SIMD2<UInt64>.self)
      target.storeBytes(of: source.loadUnaligned(as: SIMD2<UInt64>.self), as: SIMD2<UInt64>.self)
      target.storeBytes(of: last, toByteOffset: count - 16, as: SIMD2<UInt64>.self)
    } else if count >= 8 {
      let last = source.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
      target.storeBytes(of: source.loadUnaligned(as: UInt64.self), as: UInt64.self)
      target.storeBytes(of: last, toByteOffset: count - 8, as: UInt64.self)
    } else if count >= 4 {
      let last = source.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
      target.storeBytes(of: source.loadUnaligned(as: UInt32.self), as: UInt32.self)
      target.storeBytes(of: last, toByteOffset: count - 4, as: UInt32.self)
    } else {
      for index in 0..<count { place[index] = start[index] }
    }
  }

  /// Whether all of the bytes are ASCII.
  @inline(__always)
  static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = UnsafeRawPointer(bytes.baseAddress) else { return true }
    guard bytes.count >= 8 else { return shortWord(start, count: bytes.count) & highBits == 0 }
    var seen = word(start, at: bytes.count - 8)
    var offset = 0
    while offset + 8 < bytes.count {
      seen |= word(start, at: offset)
      offset += 8
    }
    return seen & highBits == 0
  }

  /// Whether one of the bytes is `byte`.
  @inline(__always)
  static func has(_ byte: UInt8, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = UnsafeRawPointer(bytes.baseAddress) else { return false }
    guard bytes.count >= 8 else {
      for index in 0..<bytes.count where bytes[index] == byte { return true }
      return false
    }
    var found = places(of: byte, in: word(start, at: bytes.count - 8))
    var offset = 0
    while offset + 8 < bytes.count {
      found |= places(of: byte, in: word(start, at: offset))
      offset += 8
    }
    return found != 0
  }

  @inline(__always)
  private static func word(_ start: UnsafeRawPointer, at offset: Int) -> UInt64 {
    start.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
  }

  /// Fewer than eight bytes.
  @inline(__always)
  private static func shortWord(_ start: UnsafeRawPointer, count: Int) -> UInt64 {
    if count >= 4 {
      let first = UInt64(start.loadUnaligned(as: UInt32.self).littleEndian)
      let last = UInt64(start.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self).littleEndian)
      return first | last << UInt64((count - 4) * 8)
    }
    var word: UInt64 = 0
    for index in 0..<count {
      word |= UInt64(start.load(fromByteOffset: index, as: UInt8.self)) << UInt64(index * 8)
    }
    return word
  }
}
