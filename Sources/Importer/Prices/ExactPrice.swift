/// A price read exactly from its text, in pico-dollars per token.
enum ExactPrice: Equatable {
  case picos(Int64)
  /// Has digits beyond a pico-dollar; the nearest whole number of them, half away from zero.
  case rounded(Int64)
  case negative
  /// No number, or more than a million dollars per million tokens.
  case unreadable

  /// A million dollars per million tokens.
  static let limit: Int64 = 1_000_000_000_000

  /// Reads a decimal number with or without an exponent.
  ///
  /// - Parameter exponent: of ten, by which the number is pico-dollars per token: 12 for dollars per token, 6 for dollars
  ///   per million tokens.
  init(_ text: String, exponent: Int) {
    var digits = Digits()
    guard digits.read(text) else {
      self = .unreadable
      return
    }
    guard let value = digits.scaled(by: exponent), value.whole <= Int128(Self.limit) else {
      self = .unreadable
      return
    }
    if digits.isNegative, value.whole != 0 || value.hasRest {
      self = .negative
    } else {
      self = value.hasRest ? .rounded(Int64(value.whole)) : .picos(Int64(value.whole))
    }
  }

  /// The digits of a number and where its point stands.
  private struct Digits {
    var isNegative = false
    private var mantissa: [UInt8] = []
    private var exponent = 0

    mutating func read(_ text: String) -> Bool {
      var rest = Array(text.utf8)[...]
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
        isNegative = sign == UInt8(ascii: "-")
        rest = rest.dropFirst()
      }
      var isBehindPoint = false
      while let byte = rest.first, byte != UInt8(ascii: "e"), byte != UInt8(ascii: "E") {
        rest = rest.dropFirst()
        if byte == UInt8(ascii: "."), !isBehindPoint {
          isBehindPoint = true
        } else if byte &- 48 <= 9 {
          mantissa.append(byte &- 48)
          if isBehindPoint { exponent -= 1 }
        } else {
          return false
        }
      }
      guard !mantissa.isEmpty, mantissa.count <= 60 else { return false }
      guard rest.first != nil else { return true }
      guard let shift = Int(String(decoding: rest.dropFirst(), as: UTF8.self)), abs(shift) <= 60 else { return false }
      exponent += shift
      return true
    }

    /// The number times a power of ten; nil where it leaves 128 bits.
    func scaled(by power: Int) -> (whole: Int128, hasRest: Bool)? {
      // Digits of the scaled number before its point.
      let wholeDigits = mantissa.count + exponent + power
      var whole: Int128 = 0
      if wholeDigits > 0 {
        for index in 0..<wholeDigits {
          let digit = index < mantissa.count ? mantissa[index] : 0
          guard whole < Int128.max / 10 - 10 else { return nil }
          whole = whole * 10 + Int128(digit)
        }
      }
      let rest = wholeDigits >= mantissa.count ? [] : mantissa[max(0, wholeDigits)...]
      let hasRest = rest.contains { $0 != 0 }
      if wholeDigits >= 0, let first = rest.first, first >= 5 { whole += 1 }
      return (whole, hasRest)
    }
  }
}
