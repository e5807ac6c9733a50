/// The continued fraction of the incomplete beta function.
enum BetaFraction {
  /// The fraction K with I_x(a, b) = x^a·(1−x)^b / (a·B(a, b)) · K, by Lentz's method (NIST DLMF 8.17.22).
  ///
  /// Converges fast for x < (a+1)/(a+b+2); the caller uses the symmetry of I_x elsewhere.
  static func value(a: Double, b: Double, x: Double) -> Double {
    let tiny = 1e-300
    func away(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / away(1 - (a + b) * x / (a + 1))
    var result = d
    for step in 1...100_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / away(1 + even * d)
      c = away(1 + even / c)
      result *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / away(1 + odd * d)
      c = away(1 + odd / c)
      let factor = d * c
      result *= factor
      if abs(factor - 1) < 1e-16 { break }
    }
    return result
  }
}
