#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#elseif canImport(Glibc)
  import Glibc
#endif

/// The few functions of the C mathematics library that the statistics need.
enum Elementary {
  static func exponential(_ x: Double) -> Double { exp(x) }
  static func logarithm(_ x: Double) -> Double { log(x) }
  /// ln(1 + x) without loss for small x.
  static func logarithmOnePlus(_ x: Double) -> Double { log1p(x) }
  /// The complement of the error function.
  static func errorComplement(_ x: Double) -> Double { erfc(x) }

  /// ln(Γ(a + ½) / Γ(a)) for a > 0.
  ///
  /// Small arguments are raised to 30 by Γ(x + 1) = x·Γ(x); there the asymptotic series of the ratio (Abramowitz
  /// and Stegun 6.1.49) is exact to double precision. A difference of two lnΓ would lose digits for large a.
  static func logGammaHalfStep(_ a: Double) -> Double {
    var a = a
    var correction = 0.0
    while a < 30 {
      correction -= logarithm((a + 0.5) / a)
      a += 1
    }
    let inverse = 1 / a
    let square = inverse * inverse
    let series = inverse * (-1 / 8.0 + square * (1 / 192.0 + square * (-1 / 640.0 + square * (17 / 14_336.0))))
    return correction + 0.5 * logarithm(a) + series
  }
}
