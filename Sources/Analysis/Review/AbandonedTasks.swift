public import TriageModel

/// What becomes of the gain if the category's tasks without an outcome were failures (method 2.6).
///
/// Which tool an abandoned task used is not known, so both extremes are shown: all of the spend the incumbent's, and
/// all of it the alternative's. Dollars per task.
public struct AbandonedTasks: Hashable, Sendable {
  /// U: ledger line c of the category.
  public var spend: Money
  /// D + U/n_A.
  public var gainIfIncumbent: Double
  /// D − U/n_B; nil against no tool.
  public var gainIfAlternative: Double?
  /// Whether D changes its sign at either extreme.
  public var changesSign: Bool

  public init(spend: Money, gainIfIncumbent: Double, gainIfAlternative: Double?, changesSign: Bool) {
    self.spend = spend
    self.gainIfIncumbent = gainIfIncumbent
    self.gainIfAlternative = gainIfAlternative
    self.changesSign = changesSign
  }
}

/// The eligible alternative with the second largest gain (method 3.2, rule 2).
public struct RunnerUp: Hashable, Sendable {
  /// The policy's name, or `none`.
  public var tool: String
  /// Its D, dollars per task.
  public var gain: Double

  public init(tool: String, gain: Double) {
    self.tool = tool
    self.gain = gain
  }
}
