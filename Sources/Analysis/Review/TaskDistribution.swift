/// How unequal the ok tasks of one tool in one category are (method 0.1, R2, and 2.4): shown, never used for a
/// verdict. Dollars per task, each quantile within one percent.
public struct TaskDistribution: Hashable, Sendable {
  public struct Quantiles: Hashable, Sendable {
    public var p50: Double
    public var p90: Double
    public var p99: Double

    public init(p50: Double, p90: Double, p99: Double) {
      self.p50 = p50
      self.p90 = p90
      self.p99 = p99
    }
  }

  public var tokenCost: Quantiles
  public var netValue: Quantiles
  public var tasks: Int64
  /// Share of Σ|y| in the largest hundredth of tasks, at least one; nil where every y is zero.
  public var topShare: Double?

  public init(tokenCost: Quantiles, netValue: Quantiles, tasks: Int64, topShare: Double?) {
    self.tokenCost = tokenCost
    self.netValue = netValue
    self.tasks = tasks
    self.topShare = topShare
  }

  /// Above this share of Σ|y| in the top hundredth, figures rest on few large tasks.
  public static let heavyShare = 0.25
  /// With fewer tasks a single one weighs much whatever its size, and the note would say nothing.
  public static let fewestTasks: Int64 = 20

  public var restsOnFewLargeTasks: Bool {
    tasks >= TaskDistribution.fewestTasks && (topShare ?? 0) > TaskDistribution.heavyShare
  }
}
