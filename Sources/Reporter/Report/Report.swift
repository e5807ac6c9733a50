public import Analysis
public import TriageModel

/// A finished review with its provenance: the one value that every renderer lays out.
public struct Report: Hashable, Sendable {
  public let review: Review
  public let context: ReportContext
  /// How this report writes numbers; one unit for the whole report.
  public let style: NumberStyle
  /// One stable key per category, in the order of `review.categories`: `invoice-data-entry`.
  public let categoryKeys: [String]
  /// The recommendations that occur, in the order of every report.
  public let decisions: [DecisionGroup]
  /// What caps per worker and month do; nil where nobody asked, because the walk over all requests takes its time.
  public let caps: CapReview?
  /// The agent trees of the period's tasks; nil where the rows were not read.
  public let trees: AgentTrees?
  /// Spend against each budget of the policy, the company's first.
  public let budgets: [BudgetUse]
  /// What moves and stops save, one after the other.
  public let triage: TriageSaving
  private let flipsByCategory: [String: [AssumptionRow]]

  public init(
    review: Review, context: ReportContext, caps: CapReview? = nil, budgets: [BudgetUse] = [], trees: AgentTrees? = nil
  ) {
    self.trees = trees
    self.review = review
    self.context = context
    self.caps = caps
    self.budgets = budgets
    triage = TriageSaving(review)
    style = NumberStyle(largest: Report.largestAmount(review), level: review.level)
    categoryKeys = Report.keys(review.categories.map(\.name))
    flipsByCategory = Dictionary(grouping: review.assumptions, by: \.category)
    decisions = Verdict.allCases.compactMap { DecisionGroup(verdict: $0, review: review) }
  }

  /// Token spend that no category carries.
  public var unattributedSpend: Money {
    review.totals.spend - review.categories.lazy.map(\.spend).total()
  }

  /// Net value that no category carries, unused licences left out: minus the cost of what has no category.
  public var unattributedNetValue: Money {
    review.totals.statement.netAfterEverything + unusedLicenceCost
      - review.categories.lazy.map(\.statement.netAfterEverything).total()
  }

  public var unusedLicenceCost: Money { review.unusedLicences.lazy.map(\.cost).total() }

  /// Token spend less what the moves and stops free, in dollars.
  public var spendIfApproved: Double {
    Rounding.nineSignificantDigits(review.totals.spend.dollars - review.totals.freed.value)
  }

  /// Net value after everything if all moves and stops are approved, in dollars.
  public var netValueIfApproved: Double {
    Rounding.nineSignificantDigits(review.totals.netValue.value + (review.totals.netValueChange?.value ?? 0))
  }

  /// Spend against the budget; nil where the policy gives none.
  public var budget: AmountChange? {
    context.budget.map { AmountChange(previous: $0, current: review.totals.spend) }
  }

  /// Which categories the company's budget funds; without a budget, what funding all that are worth it takes.
  public var plan: BudgetPlan {
    let worth = review.categories.filter { $0.statement.okTasks > 0 && $0.statement.netValue > .zero }
    return BudgetPlan(
      budget: context.budget ?? worth.map(\.statement.tokenCost).total(), review: review)
  }

  /// Names of the departments that are withheld, nil being rows without one (method 5).
  public var hiddenDepartments: Set<String?> { DepartmentLabel.hidden(self) }

  /// What the pilots advised cost together, in dollars.
  public var pilotCost: Double {
    let plans = review.categories.filter { $0.verdict == .pilot }.compactMap(\.pilot)
    return Rounding.nineSignificantDigits(plans.reduce(0) { $0 + $1.cost })
  }

  /// Names of categories whose verdict flips inside the plausible range of an assumption, in report order.
  public var fragileCategories: [String] {
    let fragile = Set(review.assumptions.filter { $0.insideRange == true && !$0.isAssumed }.map(\.category))
    return review.categories.map(\.name).filter(fragile.contains)
  }

  /// Break-evens of a category's comparisons, nearest first.
  public func flips(of category: CategoryReview) -> [AssumptionRow] { flipsByCategory[category.name] ?? [] }

  /// Those of them that any value of the parameter reaches.
  func reachableFlips(of category: CategoryReview) -> [AssumptionRow] {
    flips(of: category).filter { BreakEvenText(breakEven: $0.breakEven).isReachable }
  }

  /// The category of a name, if the report has it.
  public func category(named name: String) -> CategoryReview? {
    review.categories.first { $0.name == name }
  }

  /// The largest amount of any table, which decides on the unit.
  private static func largestAmount(_ review: Review) -> Money {
    let statements = [review.totals.statement] + review.categories.map(\.statement)
    var amounts = [review.totals.spend] + review.categories.map(\.spend)
    if let before = review.comparison { amounts += [before.spend.previous, before.netValue.previous] }
    for statement in statements {
      amounts += [statement.grossValue, statement.netValue, statement.netAfterEverything]
    }
    return Money(nanos: amounts.map { Int128($0.nanos.magnitude) }.max() ?? 0)
  }

  /// Lower-case letters and digits of a name, other characters as one hyphen; numbered where two are equal.
  static func keys(_ names: [String], fallback: String = "category") -> [String] {
    var used: Set<String> = []
    return names.map { name in
      var base = ""
      for scalar in name.lowercased().unicodeScalars {
        let isKept = ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
        if isKept { base.unicodeScalars.append(scalar) } else if !base.isEmpty, base.last != "-" { base += "-" }
      }
      while base.last == "-" { base.removeLast() }
      if base.isEmpty { base = fallback }
      var key = base
      var number = 2
      while !used.insert(key).inserted {
        key = "\(base)-\(number)"
        number += 1
      }
      return key
    }
  }
}

extension CategoryReview {
  /// Net value after everything, with the interval of the judged tasks moved by the costs that carry none.
  ///
  /// Nil without an interval of the judged tasks.
  var netAfterEverything: Estimate? {
    netValue.map { sampled in
      let shift = (statement.netAfterEverything - statement.netValue).dollars
      return Estimate(
        value: Rounding.nineSignificantDigits(statement.netAfterEverything.dollars),
        lo: Rounding.nineSignificantDigits(sampled.lo + shift), hi: Rounding.nineSignificantDigits(sampled.hi + shift))
    }
  }

  var spendAfter: Double { Rounding.nineSignificantDigits(spend.dollars - freed) }

  /// The comparison that the verdict rests on: against the target, or against no tool for a stop.
  var decisiveOption: ToolOption? {
    if verdict == .stop { return options.first { $0.role == .none } }
    return target.flatMap { target in options.first { $0.tool == target && $0.role == .alternative } }
  }

  var incumbentOption: ToolOption? { options.first { $0.role == .incumbent } }
}
