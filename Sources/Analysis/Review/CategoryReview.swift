public import TriageModel

/// The verdict on one category of work, with its evidence.
public struct CategoryReview: Hashable, Sendable {
  /// The category's name in the files.
  public var name: String
  public var verdict: Verdict
  /// Why, in the words of method 3.2 or the name of a refusal: `no-alternative`.
  public var reason: String
  /// The tool to move to or to pilot; nil for keep, stop and no data.
  public var target: String?
  public var incumbent: String?
  /// Departments with tasks in the category, by name; nil = blank.
  public var departments: [String?]
  /// Token spend of the period (ledger lines a to d) attributed to the category.
  public var spend: Money
  /// Spend by ledger line.
  public var ledger: SpendLedger
  public var statement: Statement
  /// Σy over ok tasks with its interval (n·ȳ ± t·√n·s); nil without two ok tasks.
  public var netValue: Estimate?
  /// Token and run cost freed in a period like this one if approved; zero for keep, pilot and no data.
  public var freed: Double
  /// The token part of `freed`: what a cap on spend has to save to save as much (method 4.2).
  public var tokensFreed: Double
  /// Change of net value in a period like this one if approved; nil for keep, pilot and no data.
  public var netValueChange: Estimate?
  public var oneOff: Money
  /// Incumbent first, then alternatives, then other tools, then `none`; within a group by name.
  public var options: [ToolOption]
  /// `complexity 1–3; 4–5 not compared`; nil where nothing was compared.
  public var scope: String?
  /// Tasks needed per arm of a pilot; nil for other verdicts.
  public var pilotTasksPerArm: Int?
  /// Machine names such as `net-value-not-shown-positive`, sorted.
  public var flags: [String]
  /// A, B, C+ or C (method 2.6).
  public var grade: String
  /// Economics of a pilot of the target, or of the candidate that is not worth one; nil for other verdicts.
  public var pilot: PilotPlan?
  /// Tools under assumption, in the order of their gain at the base success.
  public var assumed: [AssumedReview]
  /// Nil unless several alternatives are eligible.
  public var runnerUp: RunnerUp?
  /// Nil where every task has an outcome, or nothing was compared.
  public var abandoned: AbandonedTasks?

  public init(
    name: String, verdict: Verdict, reason: String, target: String?, incumbent: String?, departments: [String?],
    spend: Money, ledger: SpendLedger, statement: Statement, netValue: Estimate?, freed: Double,
    netValueChange: Estimate?, oneOff: Money, options: [ToolOption], scope: String?, pilotTasksPerArm: Int?,
    flags: [String], grade: String, pilot: PilotPlan? = nil, assumed: [AssumedReview] = [], runnerUp: RunnerUp? = nil,
    abandoned: AbandonedTasks? = nil, tokensFreed: Double = 0
  ) {
    self.name = name
    self.verdict = verdict
    self.reason = reason
    self.target = target
    self.incumbent = incumbent
    self.departments = departments
    self.spend = spend
    self.ledger = ledger
    self.statement = statement
    self.netValue = netValue
    self.freed = freed
    self.tokensFreed = tokensFreed
    self.netValueChange = netValueChange
    self.oneOff = oneOff
    self.options = options
    self.scope = scope
    self.pilotTasksPerArm = pilotTasksPerArm
    self.flags = flags
    self.grade = grade
    self.pilot = pilot
    self.assumed = assumed
    self.runnerUp = runnerUp
    self.abandoned = abandoned
  }
}

/// What to do with a category. The order of the cases is the order of every report.
public enum Verdict: String, Hashable, Sendable, CaseIterable {
  case cheaperModel = "cheaper_model"
  case ordinarySoftware = "ordinary_software"
  case stop
  case pilot
  case keepFrontier = "keep_frontier"
  case noData = "no_data"

  /// The fixed words on paper.
  public var words: String {
    switch self {
    case .cheaperModel: "Move to cheaper model"
    case .ordinarySoftware: "Move to software"
    case .stop: "Stop"
    case .pilot: "Pilot first"
    case .keepFrontier: "Keep on frontier"
    case .noData: "No data yet"
    }
  }

  /// Whether approving it changes anything by itself.
  public var isChange: Bool { self == .cheaperModel || self == .ordinarySoftware || self == .stop }
}

/// One way to do the work of a category.
public struct ToolOption: Hashable, Sendable {
  public enum Role: String, Hashable, Sendable {
    case incumbent
    case alternative
    /// Used in the category but not cheaper than the incumbent, or not in the policy: not an alternative.
    case other
    /// No tool at all: the work is not done.
    case none
  }

  /// The policy's name of the tool; `none` for the role of that name.
  public var tool: String
  public var tier: Tier?
  public var role: Role
  public var statement: Statement
  /// Means per ok task in dollars; nil without an ok task.
  public var perTask: PerTask?
  /// Token and run cost per accepted task in dollars; nil without an accepted task.
  public var costPerAccepted: Double?
  /// Against the incumbent; nil for the incumbent itself and for role `other`.
  public var comparison: Comparison?
  /// Why it won or lost, one short clause.
  public var why: String
  /// How unequal its ok tasks are; nil without any.
  public var distribution: TaskDistribution?

  public init(
    tool: String, tier: Tier?, role: Role, statement: Statement, perTask: PerTask?, costPerAccepted: Double?,
    comparison: Comparison?, why: String, distribution: TaskDistribution? = nil
  ) {
    self.tool = tool
    self.tier = tier
    self.role = role
    self.statement = statement
    self.perTask = perTask
    self.costPerAccepted = costPerAccepted
    self.comparison = comparison
    self.why = why
    self.distribution = distribution
  }
}

/// Means per ok task, in dollars (success: a share).
public struct PerTask: Hashable, Sendable {
  public var value: Double
  public var tokenCost: Double
  public var humanCost: Double
  public var runCost: Double
  public var netValue: Double
  public var success: Double

  public init(
    value: Double, tokenCost: Double, humanCost: Double, runCost: Double, netValue: Double, success: Double
  ) {
    self.value = value
    self.tokenCost = tokenCost
    self.humanCost = humanCost
    self.runCost = runCost
    self.netValue = netValue
    self.success = success
  }
}
