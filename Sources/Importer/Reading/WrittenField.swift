/// Reads numbers fast that are written in other ways than canonical files write them. Each function answers nil for
/// anything else, which the careful readers then decide on.
enum WrittenField {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// A whole number with commas between its thousands, at most fifteen digits: `1,002,000`.
  static func grouped(_ bytes: Bytes) -> Int64? {
    guard bytes.count <= 19 else { return nil }
    var value: Int64 = 0
    var digits = 0
    var sinceComma = 0
    var hasComma = false
    for byte in bytes {
      if byte == UInt8(ascii: ",") {
        guard hasComma ? sinceComma == 3 : (1...3).contains(digits) else { return nil }
        hasComma = true
        sinceComma = 0
        continue
      }
      guard byte &- 48 <= 9 else { return nil }
      value = value &* 10 &+ Int64(byte &- 48)
      digits += 1
      sinceComma += 1
    }
    return digits > 0 && digits <= 15 && (!hasComma || sinceComma == 3) ? value : nil
  }

  /// A number with an exponent, times 10^`scale`, rounded half away from zero: `4.1e-05`.
  static func scientific(_ bytes: Bytes, scale: Int) -> Int64? {
    var index = 0
    let isNegative = bytes.count > 0 && bytes[0] == UInt8(ascii: "-")
    if isNegative { index = 1 }
    var value: Int64 = 0
    var digits = 0
    var decimals = 0
    var hasPoint = false
    while index < bytes.count, bytes[index] | 0x20 != UInt8(ascii: "e") {
      if bytes[index] == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else {
        guard bytes[index] &- 48 <= 9, digits < 18 else { return nil }
        value = value &* 10 &+ Int64(bytes[index] &- 48)
        digits += 1
        if hasPoint { decimals += 1 }
      }
      index += 1
    }
    guard digits > 0, let exponent = exponent(bytes, from: index + 1) else { return nil }
    guard let scaled = shifted(value, by: scale - decimals + exponent) else { return nil }
    return isNegative ? -scaled : scaled
  }

  /// A whole number of one or two digits with its sign.
  private static func exponent(_ bytes: Bytes, from start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    let isNegative = bytes[start] == UInt8(ascii: "-")
    let first = isNegative || bytes[start] == UInt8(ascii: "+") ? start + 1 : start
    guard bytes.count - first == 1 || bytes.count - first == 2 else { return nil }
    var value = 0
    for index in first..<bytes.count {
      guard bytes[index] &- 48 <= 9 else { return nil }
      value = value * 10 + Int(bytes[index] &- 48)
    }
    return isNegative ? -value : value
  }

  /// `value` times 10^`places`.
  private static func shifted(_ value: Int64, by places: Int) -> Int64? {
    if places < -18 { return 0 }
    var factor: Int64 = 1
    for _ in 0..<min(18, abs(places)) { factor *= 10 }
    if places >= 0 {
      let (product, overflow) = value.multipliedReportingOverflow(by: factor)
      return overflow || places > 18 ? nil : product
    }
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: factor)
    return remainder >= factor - remainder ? quotient + 1 : quotient
  }
}
