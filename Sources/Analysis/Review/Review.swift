public import TriageModel

/// Everything a report shows: one finished value. The reporter lays it out and computes nothing.
///
/// Amounts are exact; statistics are rounded to nine significant digits.
public struct Review: Hashable, Sendable {
  public var period: Period
  /// Why this period, where the policy names none: `last full quarter in the data`.
  public var periodNote: String?
  /// Level of the two-sided intervals: 2c − 1.
  public var level: Double
  public var totals: Totals
  public var ledger: SpendLedger
  /// In the order of the report: by verdict, then spend freed, then spend, then key.
  public var categories: [CategoryReview]
  /// By name; the blank department last.
  public var departments: [DepartmentReview]
  /// Break-even rows over all comparisons, nearest flip first.
  public var assumptions: [AssumptionRow]
  public var dataQuality: [QualityCheck]
  /// Licences of tools without any task in the period.
  public var unusedLicences: [UnusedLicence]
  public var unpricedModels: [UnpricedModel]
  /// What spend can be where the price tier of some rows is not known; nil where it is of all.
  public var costRange: CostRange?
  /// Long prompts in modes that have no price for them; nil where there are none.
  public var untieredUse: UntieredUse?
  /// Whether verdicts depend on where spend without a category belongs; nil where there is none of either.
  public var unattributedTest: UnattributedTest?
  /// What belongs to no category: categories and this add up to the totals.
  public var unattributed: Unattributed
  /// All moves together; nil without any comparison.
  public var portfolio: Portfolio?
  /// What changed since another period; nil where none was given.
  public var comparison: PeriodComparison?
  /// What may be shown of each department; nil where the review was made without it.
  public var breakdown: DepartmentBreakdown?
  /// What spend hides, what shows no return and what software could do; nil as above.
  public var insights: SpendInsights?
  /// Bills beside usage; nil where no bill touches the period.
  public var reconciliation: Reconciliation?

  public init(
    period: Period, periodNote: String?, level: Double, totals: Totals, ledger: SpendLedger,
    categories: [CategoryReview], departments: [DepartmentReview], assumptions: [AssumptionRow],
    dataQuality: [QualityCheck], unusedLicences: [UnusedLicence], unpricedModels: [UnpricedModel],
    unattributed: Unattributed = .nothing, portfolio: Portfolio? = nil, comparison: PeriodComparison? = nil,
    breakdown: DepartmentBreakdown? = nil, insights: SpendInsights? = nil, reconciliation: Reconciliation? = nil
  ) {
    self.period = period
    self.periodNote = periodNote
    self.level = level
    self.totals = totals
    self.ledger = ledger
    self.categories = categories
    self.departments = departments
    self.assumptions = assumptions
    self.dataQuality = dataQuality
    self.unusedLicences = unusedLicences
    self.unpricedModels = unpricedModels
    self.unattributed = unattributed
    self.portfolio = portfolio
    self.comparison = comparison
    self.breakdown = breakdown
    self.insights = insights
    self.reconciliation = reconciliation
  }
}

/// Spend without a category and licences of tools without any task, in the period.
public struct Unattributed: Hashable, Sendable {
  /// Spend of requests that name no category, and unused licences as `licence`.
  public var statement: Statement
  /// Spend of requests that name no category, by ledger line.
  public var ledger: SpendLedger

  public init(statement: Statement, ledger: SpendLedger) {
    self.statement = statement
    self.ledger = ledger
  }

  public static let nothing = Unattributed(
    statement: Statement(),
    ledger: SpendLedger(
      completedInPeriod: UsageSums(), completedOutside: UsageSums(), noOutcome: UsageSums(), noTask: UsageSums(),
      earlierOrLater: UsageSums()))
}

/// A figure with its uncertainty.
public struct Estimate: Hashable, Sendable {
  public var value: Double
  public var lo: Double
  public var hi: Double

  public init(value: Double, lo: Double, hi: Double) {
    self.value = value
    self.lo = lo
    self.hi = hi
  }
}

/// Company figures of the period.
public struct Totals: Hashable, Sendable {
  /// AI spend of the period: ledger lines a + b + c + d, and where there are bills, what they hold beyond that.
  public var spend: Money
  /// The sum of the category statements, unattributed lines and unused licences deducted.
  public var statement: Statement
  /// Net value after everything, with the interval of its sampled part.
  public var netValue: Estimate
  /// Token spend of the period in categories to move or stop.
  public var spendToChange: Money
  /// Token and run cost that the moves and stops free in a period like this one.
  public var freed: Estimate
  /// What moves and stops add to net value in a period like this one; nil without any.
  public var netValueChange: Estimate?
  /// One-off migration cost of the moves.
  public var oneOff: Money
  /// `netValueChange` of the categories of one verdict; verdicts without a change are not in it.
  public var changeByVerdict: [Verdict: Estimate]

  public init(
    spend: Money, statement: Statement, netValue: Estimate, spendToChange: Money, freed: Estimate,
    netValueChange: Estimate?, oneOff: Money, changeByVerdict: [Verdict: Estimate] = [:]
  ) {
    self.spend = spend
    self.statement = statement
    self.netValue = netValue
    self.spendToChange = spendToChange
    self.freed = freed
    self.netValueChange = netValueChange
    self.oneOff = oneOff
    self.changeByVerdict = changeByVerdict
  }
}

/// The spend ledger of the period (method 1.2): every priced request on exactly one line.
public struct SpendLedger: Hashable, Sendable {
  /// a: requests whose task was completed in the period.
  public var completedInPeriod: UsageSums
  /// b: requests whose task has an outcome completed outside of the period.
  public var completedOutside: UsageSums
  /// c: requests with a task that has no outcome.
  public var noOutcome: UsageSums
  /// d: requests without a task.
  public var noTask: UsageSums
  /// e: requests outside of the period whose task was completed in it.
  public var earlierOrLater: UsageSums

  public init(
    completedInPeriod: UsageSums, completedOutside: UsageSums, noOutcome: UsageSums, noTask: UsageSums,
    earlierOrLater: UsageSums
  ) {
    self.completedInPeriod = completedInPeriod
    self.completedOutside = completedOutside
    self.noOutcome = noOutcome
    self.noTask = noTask
    self.earlierOrLater = earlierOrLater
  }

  /// a + b + c + d.
  public var total: UsageSums {
    var total = completedInPeriod
    for line in [completedOutside, noOutcome, noTask] { total.add(line) }
    return total
  }

  /// a + e: the token cost of the tasks completed in the period.
  public var completedTasksCost: Money { completedInPeriod.cost + earlierOrLater.cost }
}

/// Accounting view of a set of tasks, full absorption (method 1.4). Amounts in nano-dollars, exact.
public struct Statement: Hashable, Sendable {
  /// Tasks by status (method 1.3); they add up to `tasks`.
  public var okTasks: Int64 = 0
  public var unclassifiedTasks: Int64 = 0
  public var uncostedTasks: Int64 = 0
  public var unpricedTasks: Int64 = 0
  public var unvaluedTasks: Int64 = 0
  /// Σ succeeded over all tasks, in millionths.
  public var acceptedMillionths: Int128 = 0
  /// Tasks whose `succeeded` is blank.
  public var blankOutcomes: Int64 = 0
  /// M of ok tasks: measured value.
  public var measuredValue = Money.zero
  /// T of ok tasks: value of the minutes saved.
  public var timeValue = Money.zero
  /// E of ok tasks: value per success that the policy gives.
  public var policyValue = Money.zero
  /// K of ok tasks.
  public var tokenCost = Money.zero
  /// H of ok tasks: review and rework.
  public var humanCost = Money.zero
  /// R of ok tasks.
  public var runCost = Money.zero
  /// K + H + R of tasks that are not ok; unknown parts are not in it.
  public var notOkCost = Money.zero
  /// The token part of `notOkCost`.
  public var notOkTokenCost = Money.zero
  /// Licences allocated by number of tasks.
  public var licence = Money.zero
  /// Ledger line c attributed here.
  public var noOutcomeSpend = Money.zero
  /// Ledger line d attributed here.
  public var noTaskSpend = Money.zero
  /// What bills hold beyond the usage that they cover; negative where they hold less. Of no category.
  public var billedBeyondUsage = Money.zero
  /// r = Σy/ΣK over ok tasks; nil when ΣK = 0.
  public var netPerTokenDollar: Double?
  /// Standard error of r by the delta method; nil where the mean cost is not above three standard errors.
  public var netPerTokenDollarError: Double?

  public init() {}

  public var tasks: Int64 { okTasks + unclassifiedTasks + uncostedTasks + unpricedTasks + unvaluedTasks }
  /// V = M + T + E.
  public var grossValue: Money { measuredValue + timeValue + policyValue }
  /// y = V − K − H − R over ok tasks.
  public var netValue: Money { grossValue - tokenCost - humanCost - runCost }
  /// y less the cost of tasks that are not ok, licences, and ledger lines c and d.
  public var netAfterEverything: Money {
    netValue - notOkCost - licence - noOutcomeSpend - noTaskSpend - billedBeyondUsage
  }
  public var accepted: Double { Double(acceptedMillionths) / 1e6 }
}

public struct UnusedLicence: Hashable, Sendable {
  public var tool: String
  public var cost: Money

  public init(tool: String, cost: Money) {
    self.tool = tool
    self.cost = cost
  }
}

/// A model whose requests have no cost, in the period.
public struct UnpricedModel: Hashable, Sendable {
  public var provider: String?
  public var model: String
  public var rows: Int128
  public var tokens: Int128

  public init(provider: String?, model: String, rows: Int128, tokens: Int128) {
    self.provider = provider
    self.model = model
    self.rows = rows
    self.tokens = tokens
  }
}

/// One check of the data, with what it means for the report.
public struct QualityCheck: Hashable, Sendable {
  public enum Status: String, Hashable, Sendable {
    case pass
    case note
    case fail
  }

  /// A stable machine name: `unpriced-requests`.
  public var key: String
  public var status: Status
  /// What was found, one sentence.
  public var result: String
  /// What that does to this report, one sentence.
  public var effect: String

  public init(key: String, status: Status, result: String, effect: String) {
    self.key = key
    self.status = status
    self.result = result
    self.effect = effect
  }
}

/// One department's part of the company.
public struct DepartmentReview: Hashable, Sendable {
  /// nil = rows without a department.
  public var name: String?
  /// Token spend of the period (ledger lines a to d) attributed to the department.
  public var spend: Money
  public var statement: Statement
  /// Whether these are the departments together that are too small to be shown, and those that hide them (method 5).
  public var isSuppressed: Bool

  public init(name: String?, spend: Money, statement: Statement, isSuppressed: Bool = false) {
    self.isSuppressed = isSuppressed
    self.name = name
    self.spend = spend
    self.statement = statement
  }
}
