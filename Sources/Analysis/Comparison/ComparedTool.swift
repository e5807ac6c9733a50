import TriageModel

/// A comparison with what a decision needs beyond the published figures.
struct ComparedTool: Sendable {
  /// The policy's name, or `none`.
  let tool: String
  let tier: Tier?
  let comparison: Comparison
  /// nil where refused.
  let basis: GainBasis?
  /// Policy keys and rates behind the hourly break-even.
  let rates: [String: Int64]
  /// Which of the incumbent's tasks the comparison speaks for; nil where refused.
  let scope: String?

  static let noTool = "none"

  var estimate: GainEstimate? { comparison.estimate }

  /// D/SE, infinite where nothing varies.
  private func statistic(_ gain: Double, _ estimate: GainEstimate) -> Double {
    guard estimate.standardError > 0 else {
      return gain > 0 ? .infinity : gain < 0 ? -.infinity : 0
    }
    return Rounding.nineSignificantDigits(gain / estimate.standardError)
  }

  /// (D+δ)/SE ≥ t(c; df) (method 3.2, rule 2; 2.5).
  func isEligible(margin: Double) -> Bool {
    guard let estimate else { return false }
    return statistic(Rounding.nineSignificantDigits(estimate.gain + margin), estimate) >= estimate.quantile
  }

  /// D/SE ≤ −t(c; df) (method 3.2, rule 3).
  var isWorse: Bool {
    guard let estimate else { return false }
    return statistic(estimate.gain, estimate) <= -estimate.quantile
  }
}
