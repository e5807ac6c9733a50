/// Sums of floating-point numbers that do not depend on the order in which the numbers come.
enum OrderedSum {
  /// The sum: of few numbers in ascending order; many are added up as integers in units of 2⁻⁶⁰ of the largest
  /// magnitude, since whole numbers have no order, and sorting would take ten times as long.
  static func sum(_ values: [Double]) -> Double {
    guard values.count > 256, let scale = Scale(values) else { return values.sorted().reduce(0, +) }
    var sum: Int128 = 0
    for value in values { sum &+= Int128(scale.units(value)) }
    return scale.number(sum)
  }

  /// The mean; exactly the common value where all are equal; zero for none.
  static func mean(_ values: [Double]) -> Double {
    guard let least = values.min(), let most = values.max() else { return 0 }
    return least == most ? least : sum(values) / Double(values.count)
  }

  /// s², with n − 1; exactly zero where all are equal or there is only one.
  static func variance(_ values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    let mean = mean(values)
    return sum(values.map { ($0 - mean) * ($0 - mean) }) / Double(values.count - 1)
  }

  /// A power of two that turns the largest of some numbers into one of 61 bits.
  private struct Scale {
    private let factor: Double
    private let inverse: Double

    /// nil where all are zero, one is not finite, or the largest is at an end of what numbers there are.
    init?(_ values: [Double]) {
      var largest = 0.0
      for value in values {
        guard value.isFinite else { return nil }
        largest = max(largest, value.magnitude)
      }
      guard largest > 1e-280, largest < 1e280 else { return nil }
      factor = Double(sign: .plus, exponent: 60 - largest.exponent, significand: 1)
      inverse = Double(sign: .plus, exponent: largest.exponent - 60, significand: 1)
    }

    func units(_ value: Double) -> Int64 { Int64(value * factor) }
    func number(_ units: Int128) -> Double { units.nearestDouble * inverse }
  }
}
