public import TriageModel

/// A tool that nobody used for the category, under the policy's assumption: assumed, not observed (method 3.5).
public struct AssumedReview: Hashable, Sendable {
  public var tool: String
  public var tier: Tier
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
    tool: String, tier: Tier, gainLow: Double, gainBase: Double, gainHigh: Double, breakEvenSuccess: Double?,
    hurdle: Double, scopeTasks: Int64
  ) {
    self.tool = tool
    self.tier = tier
    self.gainLow = gainLow
    self.gainBase = gainBase
    self.gainHigh = gainHigh
    self.breakEvenSuccess = breakEvenSuccess
    self.hurdle = hurdle
    self.scopeTasks = scopeTasks
  }
}
