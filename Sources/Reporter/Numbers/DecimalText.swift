import TriageModel

/// Decimal text of numbers for readers: grouped thousands, U+2212 for minus, no sign on zero.
enum DecimalText {
  static let minus = "\u{2212}"

  /// `value / unit` with a fixed number of decimals, rounded half away from zero.
  static func scaled(_ value: Int128, unit: Int128, decimals: Int, signed: Bool = false) -> String {
    var quantum = unit
    var decimals = decimals
    while decimals > 0, quantum % 10 != 0 { decimals -= 1 }
    for _ in 0..<decimals { quantum /= 10 }
    return text(Rounding.divideHalfAwayFromZero(value, by: max(1, quantum)), decimals: decimals, signed: signed)
  }

  /// A floating-point number with a fixed number of decimals, rounded half away from zero.
  static func fixed(_ value: Double, decimals: Int, signed: Bool = false) -> String {
    guard value.isFinite else { return "not measured" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (value * scale).rounded(.toNearestOrAwayFromZero)
    guard scaled.magnitude < 1e37 else { return shortest(value) }
    return text(Int128(scaled), decimals: decimals, signed: signed)
  }

  /// Every digit of a statistic, with an ASCII decimal point and U+2212: for figures that are re-done elsewhere.
  static func shortest(_ value: Double, signed: Bool = false) -> String {
    guard value.isFinite else { return "not measured" }
    var digits = value.magnitude.description
    if digits.hasSuffix(".0") { digits.removeLast(2) }
    let sign = value < 0 ? minus : signed && value > 0 ? "+" : ""
    return sign + digits
  }

  private static func text(_ units: Int128, decimals: Int, signed: Bool) -> String {
    let digits = ScaledDecimal.text(
      Int128(units.magnitude), scale: decimals, minimumDecimals: decimals, isGrouped: true)
    return units < 0 ? minus + digits : signed && units > 0 ? "+" + digits : digits
  }
}
