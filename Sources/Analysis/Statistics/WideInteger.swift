/// A signed integer of 512 bits for sums of squares that must stay exact (method 0.1).
///
/// Arithmetic wraps; `Valuation` bounds its coefficients so that no sum of tasks comes near the limit.
struct WideInteger: Hashable, Sendable {
  /// Two's complement, lowest word first.
  private var words: SIMD8<UInt64>

  static let zero = WideInteger(0)

  init(_ value: Int128) {
    words = SIMD8(repeating: value < 0 ? UInt64.max : 0)
    words[0] = UInt64(truncatingIfNeeded: value)
    words[1] = UInt64(truncatingIfNeeded: value >> 64)
  }

  private init(words: SIMD8<UInt64>) { self.words = words }

  var isNegative: Bool { words[7] >> 63 == 1 }

  static func + (left: WideInteger, right: WideInteger) -> WideInteger {
    var result = SIMD8<UInt64>()
    var carry: UInt64 = 0
    for index in 0..<8 {
      let (sum, first) = left.words[index].addingReportingOverflow(right.words[index])
      let (carried, second) = sum.addingReportingOverflow(carry)
      result[index] = carried
      carry = (first ? 1 : 0) &+ (second ? 1 : 0)
    }
    return WideInteger(words: result)
  }

  static prefix func - (value: WideInteger) -> WideInteger {
    WideInteger(words: ~value.words) + WideInteger(1)
  }

  static func - (left: WideInteger, right: WideInteger) -> WideInteger { left + -right }

  static func += (left: inout WideInteger, right: WideInteger) { left = left + right }

  static func * (left: WideInteger, right: Int128) -> WideInteger { left * WideInteger(right) }

  static func * (left: WideInteger, right: WideInteger) -> WideInteger {
    let negative = left.isNegative != right.isNegative
    let a = left.magnitude
    let b = right.magnitude
    let length = WideInteger.length(b)
    var result = SIMD8<UInt64>()
    for row in 0..<WideInteger.length(a) {
      var carry: UInt64 = 0
      for column in 0..<min(8 - row, length + 1) {
        let product = a[row].multipliedFullWidth(by: b[column])
        let (low, first) = product.low.addingReportingOverflow(result[row + column])
        let (sum, second) = low.addingReportingOverflow(carry)
        result[row + column] = sum
        // The high word of a product leaves room for both carries.
        carry = product.high &+ (first ? 1 : 0) &+ (second ? 1 : 0)
      }
    }
    let product = WideInteger(words: result)
    return negative ? -product : product
  }

  /// The nearest floating-point number, up to a few units in the last place.
  var double: Double {
    let magnitude = self.magnitude
    var result = 0.0
    for index in (0..<8).reversed() {
      result = result * 18_446_744_073_709_551_616.0 + Double(magnitude[index])
    }
    return isNegative ? -result : result
  }

  private var magnitude: SIMD8<UInt64> { isNegative ? (-self).words : words }

  /// Number of words up to the highest that is not zero.
  private static func length(_ words: SIMD8<UInt64>) -> Int {
    var length = 8
    while length > 0, words[length - 1] == 0 { length -= 1 }
    return length
  }
}

extension WideInteger: Comparable {
  static func < (left: WideInteger, right: WideInteger) -> Bool { (left - right).isNegative }
}
