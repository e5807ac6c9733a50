/// Student's t distribution with ν > 0 degrees of freedom, which need not be whole.
///
/// Probabilities and quantiles are exact to 1e-9 (method 0).
struct StudentT {
  /// ν.
  let degreesOfFreedom: Double
  /// ln(Γ((ν+1)/2) / Γ(ν/2)).
  private let logGammaStep: Double

  init(degreesOfFreedom: Double) {
    self.degreesOfFreedom = degreesOfFreedom
    logGammaStep = Elementary.logGammaHalfStep(degreesOfFreedom / 2)
  }

  /// f_ν(t).
  func density(_ t: Double) -> Double {
    let nu = degreesOfFreedom
    let logPower = -(nu + 1) / 2 * Elementary.logarithmOnePlus(t * t / nu)
    return Elementary.exponential(logGammaStep - 0.5 * Elementary.logarithm(nu * Double.pi) + logPower)
  }

  /// F_ν(t) = P(T ≤ t).
  func cumulative(_ t: Double) -> Double { t > 0 ? 1 - upperTail(t) : upperTail(-t) }

  /// t with F_ν(t) = `probability`, which lies strictly between 0 and 1.
  func quantile(_ probability: Double) -> Double {
    let level = min(probability, 1 - probability)
    let root = TailRoot.find(level: level, tail: upperTail, density: density)
    return probability < 0.5 ? -root : root
  }

  /// L_ν(u) = E(T − u)⁺ = [(ν+u²)/(ν−1)]·f_ν(u) − u·(1 − F_ν(u)) (Raiffa and Schlaifer 1961; method 3.4).
  ///
  /// - Returns: nil for ν ≤ 1, where the expectation does not exist.
  func lossIntegral(_ u: Double) -> Double? {
    let nu = degreesOfFreedom
    guard nu > 1 else { return nil }
    return max(0, (nu + u * u) / (nu - 1) * density(u) - u * cumulative(-u))
  }

  /// P(T > t) for t ≥ 0: half the regularised incomplete beta function I_x(ν/2, ½) at x = ν/(ν+t²).
  private func upperTail(_ t: Double) -> Double {
    let nu = degreesOfFreedom
    let square = t * t
    guard square > 0 else { return 0.5 }
    guard square.isFinite else { return 0 }
    let a = nu / 2
    let x = nu / (nu + square)
    let complement = square / (nu + square)
    // x^a·(1−x)^½ / B(a, ½), through logarithms because both factors under- and overflow alone.
    let logFront =
      logGammaStep - 0.5 * Elementary.logarithm(Double.pi) - a * Elementary.logarithmOnePlus(square / nu)
      + 0.5 * Elementary.logarithm(complement)
    let front = Elementary.exponential(logFront)
    if x < (a + 1) / (a + 2.5) {
      return 0.5 * front * BetaFraction.value(a: a, b: 0.5, x: x) / a
    }
    return 0.5 - 0.5 * front * BetaFraction.value(a: 0.5, b: a, x: complement) / 0.5
  }
}
