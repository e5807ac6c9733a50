/// Strict UTF-8, as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
enum UTF8Check {
  /// Offset of the first byte that is not part of valid UTF-8.
  static func firstInvalid(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    while index < bytes.count {
      let lead = bytes[index]
      if lead < 0x80 {
        index = afterASCII(bytes, index + 1)
        continue
      }
      let length: Int
      var second: ClosedRange<UInt8> = 0x80...0xBF
      switch lead {
      case 0xC2...0xDF: length = 2
      case 0xE0: (length, second) = (3, 0xA0...0xBF)
      case 0xE1...0xEC, 0xEE...0xEF: length = 3
      case 0xED: (length, second) = (3, 0x80...0x9F)
      case 0xF0: (length, second) = (4, 0x90...0xBF)
      case 0xF1...0xF3: length = 4
      case 0xF4: (length, second) = (4, 0x80...0x8F)
      default: return index
      }
      guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return index }
      for offset in 2..<max(2, length) where !(0x80...0xBF).contains(bytes[index + offset]) { return index }
      index += length
    }
    return nil
  }

  /// The first place from `start` on that is not passed over as one of eight ASCII bytes.
  @inline(__always)
  private static func afterASCII(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    guard let base = UnsafeRawPointer(bytes.baseAddress) else { return start }
    var index = start
    while index + 8 <= bytes.count,
      base.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    {
      index += 8
    }
    return index
  }

  /// Whether an invalid byte and those beyond ASCII after it are letters of Windows-1252, which writes each in one byte:
  /// a few of them, then ASCII again. A lone sign may be one, too, but not one after the first byte of a cut letter.
  static func looksLikeWindows1252(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
    let undefined: Set<UInt8> = [0x81, 0x8D, 0x8F, 0x90, 0x9D]
    let run = bytes[offset...].prefix { $0 >= 0x80 }
    if run.count == 1 { return !run.contains(where: undefined.contains) }
    return (2...4).contains(run.count) && run.allSatisfy { $0 >= 0xC0 }
  }
}
