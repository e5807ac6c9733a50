/// What a company decides, not what it measured: rates, thresholds, tools and their tiers, values per success.
///
/// Every member has a documented default except `tools`. Keys and meanings: method.md and formats.md, part 1.
public struct Policy: Hashable, Sendable {
  /// The months to review; nil = the last full quarter in the data.
  public var period: Period?
  /// One-sided confidence c of a verdict; intervals are two-sided at 2c − 1.
  public var confidence = 0.95
  /// Fewest tasks of either tool in a stratum that counts as support (method 2.2).
  public var minCellCount = 20
  /// Fewest tasks of a tool for a verdict.
  public var minToolCount = 30
  /// Fewest distinct workers of either tool; 0 = no worker rule.
  public var minWorkers = 5
  /// Smallest share of the incumbent's tasks that the support must cover.
  public var minOverlap = 0.5
  public var stratifyBy = Stratification.complexity
  /// How much worse per task an alternative may be and still win (method 2.5).
  public var noninferiorityMargin = Money.zero
  /// What an hour of a worker costs the company, by department.
  public var loadedRates = RateTable(fallback: HourlyRate(microsPerHour: 60_000_000))
  public var reviewRate = TimeRate.department
  public var reworkRate = TimeRate.department
  public var tools: [String: ToolPolicy] = [:]
  public var categories: [String: CategoryPolicy] = [:]
  /// Names of models and tools as files have them → names of `tools` and of the price book.
  public var modelAliases: [String: String] = [:]
  /// One-off cost of moving a category, by category.
  public var migrationCost = AmountTable(fallback: .zero)
  /// Months over which a migration must pay back.
  public var migrationHorizonMonths = 12.0
  public var pilot = PilotPolicy()
  /// Categories whose tools were assigned at random: evidence grade A.
  public var randomised: Set<String> = []
  public var assumed: [AssumedAlternative] = []
  /// Plausible ranges of assumptions, by the key's path (`loaded_rate_usd_per_hour.default`).
  public var ranges: [String: PlausibleRange] = [:]
  /// Budget for the whole company and the period.
  public var budget: Money?
  /// By department.
  public var budgets: [String: DepartmentBudget] = [:]
  /// What a worker may spend in a month.
  public var capPerWorkerMonth: Money?
  /// The same by department, in place of the company's.
  public var departmentCaps: [String: Money] = [:]
  /// What a task that a cap drops is worth in the kindest case for the cap, as millionths of what it is.
  public var capKindestValueMillionths: Int64 = 500_000
  /// By how much usage may differ from an invoice line, as a share of the line.
  public var invoiceTolerance = 0.005
  /// Providers as bills and usage name them, of which none is another name of another one.
  public var separateProviders: Set<String> = []
  public var timezone = "UTC"
  public var fiscalYearStart = 1
  /// Paths of keys that the file set, sorted; everything else above is a default.
  public var givenKeys: Set<String> = []

  public init() {}

  /// The policy's name for a tool or model that a file names.
  public func canonicalName(_ name: String) -> String { modelAliases[name] ?? name }

  /// The tool's entry, by the file's name for it; nil = unclassified.
  public func tool(_ name: String) -> ToolPolicy? { tools[canonicalName(name)] }
}

/// Which tasks count as equally hard.
public enum Stratification: String, Hashable, Sendable, CaseIterable {
  case complexity
  case complexityDepartment = "complexity_department"
  case none
}

/// How strong, and how dear, a tool is; only a strictly cheaper tier is an alternative.
public enum Tier: String, Hashable, Sendable, CaseIterable, Comparable {
  case software
  case small
  case frontier

  /// Whether the tool is an AI model, so that a task without usage has an unknown cost.
  public var isAI: Bool { self != .software }

  private var rank: Int {
    switch self {
    case .software: 0
    case .small: 1
    case .frontier: 2
    }
  }

  public static func < (left: Tier, right: Tier) -> Bool { left.rank < right.rank }
}

public struct ToolPolicy: Hashable, Sendable {
  public var tier: Tier
  public var costPerRun: Money
  public var licencePerMonth: Money

  public init(tier: Tier, costPerRun: Money = .zero, licencePerMonth: Money = .zero) {
    self.tier = tier
    self.costPerRun = costPerRun
    self.licencePerMonth = licencePerMonth
  }
}

/// What a success is worth where outcomes carry neither value nor minutes; at most one of the two is set.
public struct CategoryPolicy: Hashable, Sendable {
  public var valuePerSuccess: Money?
  public var minutesPerSuccess: Minutes?

  public init(valuePerSuccess: Money? = nil, minutesPerSuccess: Minutes? = nil) {
    self.valuePerSuccess = valuePerSuccess
    self.minutesPerSuccess = minutesPerSuccess
  }
}

/// Hourly rates by department, with a fallback.
public struct RateTable: Hashable, Sendable {
  public var fallback: HourlyRate
  public var byDepartment: [String: HourlyRate]

  public init(fallback: HourlyRate, byDepartment: [String: HourlyRate] = [:]) {
    self.fallback = fallback
    self.byDepartment = byDepartment
  }

  public func rate(_ department: String?) -> HourlyRate {
    department.flatMap { byDepartment[$0] } ?? fallback
  }
}

/// Amounts by category, with a fallback.
public struct AmountTable: Hashable, Sendable {
  public var fallback: Money
  public var byName: [String: Money]

  public init(fallback: Money, byName: [String: Money] = [:]) {
    self.fallback = fallback
    self.byName = byName
  }

  public func amount(_ name: String) -> Money { byName[name] ?? fallback }
}

/// The rate for review or rework minutes.
public enum TimeRate: Hashable, Sendable {
  /// The loaded rate of the task's department.
  case department
  case fixed(HourlyRate)
}

public struct PilotPolicy: Hashable, Sendable {
  public var fixedCost = Money(nanos: 300_000_000_000)
  public var costPerTask = Money(nanos: 500_000_000)
  public var power = 0.8
  public var worthwhilePerTask = Money(nanos: 1_000_000_000)

  public init() {}
}

/// A tool that nobody has used for a category yet, with what the company assumes about it (method 3.5).
public struct AssumedAlternative: Hashable, Sendable {
  public var category: String
  public var tool: String
  public var successLow: Double
  public var successBase: Double
  public var successHigh: Double
  public var reviewMinutes: Minutes

  public init(
    category: String, tool: String, successLow: Double, successBase: Double, successHigh: Double, reviewMinutes: Minutes
  ) {
    self.category = category
    self.tool = tool
    self.successLow = successLow
    self.successBase = successBase
    self.successHigh = successHigh
    self.reviewMinutes = reviewMinutes
  }
}

public struct PlausibleRange: Hashable, Sendable {
  public var low: Double
  public var high: Double

  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }
}
