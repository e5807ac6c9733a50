/// What a pilot would take and whether it pays (method 3.4).
public struct PilotPlan: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    /// D > 0 but not proven.
    case confirm
    /// D ≤ 0 but not proven worse.
    case longShot = "long_shot"
    /// The comparison was refused; nothing is known about D.
    case refused
    /// Only the policy's assumption speaks for the tool.
    case assumed
  }

  public var kind: Kind
  /// Tasks per arm; assign at random within complexity.
  public var tasksPerArm: Int
  /// n_cl: the same by the classical formula, which ignores what is known already.
  public var classicalTasksPerArm: Int
  /// Dollars: fixed cost, cost per task of both arms, and for a long shot the expected loss on piloted tasks.
  public var cost: Double
  /// What the pilot is worth in dollars a year: the expected regret of keeping (confirm) or the expected value of
  /// the sample (long shot); nil where it cannot be known.
  public var benefit: Double?
  /// nil where it cannot be known.
  public var isWorthwhile: Bool?
  /// How long both arms take at the present number of tasks.
  public var months: Double

  public init(
    kind: Kind, tasksPerArm: Int, classicalTasksPerArm: Int, cost: Double, benefit: Double?, isWorthwhile: Bool?,
    months: Double
  ) {
    self.kind = kind
    self.tasksPerArm = tasksPerArm
    self.classicalTasksPerArm = classicalTasksPerArm
    self.cost = cost
    self.benefit = benefit
    self.isWorthwhile = isWorthwhile
    self.months = months
  }
}
