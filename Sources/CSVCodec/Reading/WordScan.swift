/// Looks at eight bytes at a time for those that end a field.
enum WordScan {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// How many bytes come before the first one that is a quote, the separator or below 0x20; at most 8.
  @inline(__always)
  static func plainBytes(_ word: UInt64, separator: UInt8) -> Int {
    let controls = (word &- ones &* 0x20) & ~word & highBits
    let found = controls | places(of: UInt8(ascii: "\""), in: word) | places(of: separator, in: word)
    // Above its lowest bit a mask means nothing; up to there it is exact.
    return found.trailingZeroBitCount >> 3
  }

  /// How many bytes come before the first one that is a quote or below 0x20; at most 8.
  @inline(__always)
  static func plainBytes(_ word: UInt64) -> Int {
    let controls = (word &- ones &* 0x20) & ~word & highBits
    return (controls | places(of: UInt8(ascii: "\""), in: word)).trailingZeroBitCount >> 3
  }

  /// Whether two quotes stand at a place of the word, both within it.
  @inline(__always)
  static func isDoubledQuote(_ word: UInt64, at place: Int) -> Bool {
    place < 7 && (word >> UInt64(place * 8)) & 0xFFFF == 0x2222
  }

  /// 0x80 where one of the first `count` bytes is beyond ASCII, otherwise 0.
  @inline(__always)
  static func highBits(_ word: UInt64, of count: Int) -> UInt8 {
    let shift = UInt64(64 - count * 8)
    return (word << shift) & highBits == 0 ? 0 : 0x80
  }

  /// The high bit of each byte that is below `limit`, which is at most 0x80, or equal to it and behind such a one.
  @inline(__always)
  static func below(_ limit: UInt8, in word: UInt64) -> UInt64 {
    (word &- ones &* UInt64(limit)) & ~word & highBits
  }

  /// The high bit of each byte that is `byte`; above the lowest one it may stand by mistake, too.
  @inline(__always)
  static func places(of byte: UInt8, in word: UInt64) -> UInt64 {
    let difference = word ^ (ones &* UInt64(byte))
    return (difference &- ones) & ~difference & highBits
  }
}
