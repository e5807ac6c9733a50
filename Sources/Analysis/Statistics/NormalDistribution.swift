/// The standard normal distribution.
enum NormalDistribution {
  /// φ(x).
  static func density(_ x: Double) -> Double { 0.398942280401432677939946 * Elementary.exponential(-0.5 * x * x) }

  /// Φ(x).
  static func cumulative(_ x: Double) -> Double { 0.5 * Elementary.errorComplement(-x / 2.0.squareRoot()) }

  /// z with Φ(z) = `probability`, which lies strictly between 0 and 1.
  static func quantile(_ probability: Double) -> Double {
    let level = min(probability, 1 - probability)
    let root = TailRoot.find(level: level, tail: { cumulative(-$0) }, density: density)
    return probability < 0.5 ? -root : root
  }

  /// L_z(u) = E(Z − u)⁺ = φ(u) − u·(1 − Φ(u)) (Raiffa and Schlaifer 1961; method 3.4).
  static func lossIntegral(_ u: Double) -> Double { max(0, density(u) - u * cumulative(-u)) }
}
