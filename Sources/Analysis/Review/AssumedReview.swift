public import TriageModel

/// A tool that nobody used for the category, under the policy's assumption: assumed, not observed (method 3.5).
public struct AssumedReview: Hashable, Sendable {
  public var tool: String
  public var tier: Tier
  /// p: assumed success, 0 to 1.
  public var successLow: Double
  public var successBase: Double
  public var successHigh: Double
  /// V̄⁺, R, rev, rew and ȳ_A in dollars per task.
  public var valuePerSuccess: Double
  public var runCost: Double
  public var reviewCost: Double
  public var reworkCost: Double
  public var incumbentMean: Double
  /// D(p) in dollars per task at the low, base and high success; never a confidence interval.
  public var gainLow: Double
  public var gainBase: Double
  public var gainHigh: Double
  /// p*: the success at which D = 0; nil = never.
  public var breakEvenSuccess: Double?
  /// h: licence and migration per task.
  public var hurdle: Double
  /// N: the incumbent's ok tasks of known complexity.
  public var scopeTasks: Int64

  public init(
    tool: String, tier: Tier, successLow: Double, successBase: Double, successHigh: Double, valuePerSuccess: Double,
    runCost: Double, reviewCost: Double, reworkCost: Double, incumbentMean: Double, gainLow: Double, gainBase: Double,
    gainHigh: Double, breakEvenSuccess: Double?, hurdle: Double, scopeTasks: Int64
  ) {
    self.tool = tool
    self.tier = tier
    self.successLow = successLow
    self.successBase = successBase
    self.successHigh = successHigh
    self.valuePerSuccess = valuePerSuccess
    self.runCost = runCost
    self.reviewCost = reviewCost
    self.reworkCost = reworkCost
    self.incumbentMean = incumbentMean
    self.gainLow = gainLow
    self.gainBase = gainBase
    self.gainHigh = gainHigh
    self.breakEvenSuccess = breakEvenSuccess
    self.hurdle = hurdle
    self.scopeTasks = scopeTasks
  }
}
