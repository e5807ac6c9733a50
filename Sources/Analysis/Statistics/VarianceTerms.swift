/// A sum of independent variance estimates with its effective degrees of freedom.
struct VarianceTerms: Hashable, Sendable {
  private(set) var variance = 0.0
  /// Σ v_i²/df_i.
  private var weightedSquares = 0.0

  init() {}

  /// A single estimate.
  init(variance: Double, degreesOfFreedom: Double) {
    add(variance, degreesOfFreedom: degreesOfFreedom)
  }

  mutating func add(_ term: Double, degreesOfFreedom: Double) {
    guard term > 0, degreesOfFreedom > 0 else { return }
    variance += term
    weightedSquares += term * term / degreesOfFreedom
  }

  /// V²/Σ(v_i²/df_i) (Welch 1947, Satterthwaite 1946); nil where every term is zero.
  var degreesOfFreedom: Double? {
    guard variance > 0, weightedSquares > 0 else { return nil }
    return variance * variance / weightedSquares
  }
}
