import TriageModel

/// Looks for spend without shown return among the groups that may be shown (method 5).
struct OwnSakeMaking {
  let breakdown: DepartmentBreakdown
  let reviews: [DepartmentReview]
  /// Those of enough workers in every period.
  let categories: [CategoryReview]
  let comparison: PeriodComparison?
  let policy: Policy
  let concentration: SpendConcentration?

  private typealias Group = (department: String?, category: String, statement: Statement)

  func use() -> OwnSakeUse {
    let groups = groups
    let (outliers, reason) = outliers
    return OwnSakeUse(
      lowReturn: lowReturn(groups), groups: groups.count, concentration: concentration, outliers: outliers,
      outlierReason: reason, falling: falling)
  }

  // MARK: Low return

  /// Shown groups with an ok task that has a token cost; a department whose total is hidden is not named beside them.
  private var groups: [Group] {
    guard breakdown.isCountable else { return [] }
    return breakdown.departments.filter { $0.total != nil }.flatMap { department in
      department.categories.map { (department.name, $0.name, $0.figures.current.statement) }
    }.filter { $0.statement.okTasks > 0 && $0.statement.tokenCost.nanos > 0 }
  }

  private func lowReturn(_ groups: [Group]) -> [OwnSakeUse.LowReturn] {
    let costs = groups.map(\.statement.tokenCost).sorted(by: >)
    // The dearest quarter, rounded up, with all that cost as much as its last.
    let least = costs.isEmpty ? Money.zero : costs[(costs.count + 3) / 4 - 1]
    return groups.compactMap { group -> OwnSakeUse.LowReturn? in
      let statement = group.statement
      let isDear = statement.tokenCost >= least
      let isBelowZero = statement.netValue.isNegative && statement.okTasks >= Int64(policy.minToolCount)
      // Intervals take their time: none is worked out that is not asked for.
      guard isDear || isBelowZero else { return nil }
      let ratio = perTokenDollar(statement)
      let sign: OwnSakeUse.LowReturn.Sign
      if isDear, let ratio, ratio.hi < 0 {
        sign = .intervalBelowZero
      } else if isBelowZero {
        sign = .sumBelowZero
      } else {
        return nil
      }
      return OwnSakeUse.LowReturn(
        department: group.department, category: group.category, tasks: statement.okTasks,
        tokenCost: statement.tokenCost, netValue: statement.netValue, perTokenDollar: ratio, sign: sign)
    }.sorted(by: OwnSakeMaking.precedes)
  }

  private static func precedes(_ left: OwnSakeUse.LowReturn, _ right: OwnSakeUse.LowReturn) -> Bool {
    if left.tokenCost != right.tokenCost { return left.tokenCost > right.tokenCost }
    if left.category != right.category { return NameOrder.precedes(left.category, right.category) }
    return NameOrder.precedes(left.department, right.department)
  }

  /// r ± t(c; n − 1)·SE.
  private func perTokenDollar(_ statement: Statement) -> Estimate? {
    guard let ratio = statement.netPerTokenDollar, let error = statement.netPerTokenDollarError, statement.okTasks > 1
    else { return nil }
    let margin =
      StudentT(degreesOfFreedom: Double(statement.okTasks - 1)).quantile(policy.boundedConfidence) * error
    return Estimate(
      value: ratio, lo: Rounding.nineSignificantDigits(ratio - margin),
      hi: Rounding.nineSignificantDigits(ratio + margin))
  }

  // MARK: Departments

  private var outliers: (found: [OwnSakeUse.Outlier], reason: String?) {
    let shown = reviews.filter { !$0.isSuppressed && $0.statement.okTasks > 0 && $0.spend.nanos > 0 }
    guard shown.count >= OwnSakeUse.fewestDepartments else {
      return (
        [],
        "fewer than \(OwnSakeUse.fewestDepartments) departments of at least \(Suppression.fewestWorkers) workers "
          + "have judged tasks and spend"
      )
    }
    let perTask = shown.map { $0.spend.dollars / Double($0.statement.okTasks) }
    let logs = perTask.map { Elementary.logarithm($0) }
    let median = OwnSakeMaking.median(logs)
    let spread = OwnSakeMaking.median(logs.map { abs($0 - median) })
    guard spread > 0 else { return ([], "at least half of the departments spend the same per judged task") }
    let found = zip(shown, zip(perTask, logs)).compactMap { review, figures -> OwnSakeUse.Outlier? in
      let score = Rounding.nineSignificantDigits(0.6745 * (figures.1 - median) / spread)
      guard abs(score) > OwnSakeUse.outlierScore else { return nil }
      return OwnSakeUse.Outlier(
        department: review.name, spendPerTask: Rounding.nineSignificantDigits(figures.0),
        medianPerTask: Rounding.nineSignificantDigits(OwnSakeMaking.median(perTask)), score: score)
    }
    return (found, nil)
  }

  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return 0 }
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }

  // MARK: Another period

  private var falling: [OwnSakeUse.Falling]? {
    guard let comparison else { return nil }
    let ofCategories = categories.compactMap { category -> OwnSakeUse.Falling? in
      guard let change = comparison.category(category.name) else { return nil }
      return falling(
        category.name, false, change.spend, before: change.previousStatement, now: category.statement)
    }
    let ofDepartments = reviews.filter { !$0.isSuppressed }.compactMap { review -> OwnSakeUse.Falling? in
      guard let change = comparison.departments.first(where: { $0.name == review.name && !$0.isSuppressed }) else {
        return nil
      }
      return falling(review.name, true, change.spend, before: change.previousStatement, now: review.statement)
    }
    return ofCategories.sorted { NameOrder.precedes($0.name, $1.name) } + ofDepartments
  }

  private func falling(
    _ name: String?, _ isDepartment: Bool, _ spend: AmountChange, before: Statement, now: Statement
  ) -> OwnSakeUse.Falling? {
    let fewest = Int64(policy.minToolCount)
    guard before.okTasks >= fewest, now.okTasks >= fewest, spend.previous.nanos > 0 else { return nil }
    func mean(_ amount: Money, _ statement: Statement) -> Double {
      Rounding.nineSignificantDigits(amount.dollars / Double(statement.okTasks))
    }
    let found = OwnSakeUse.Falling(
      name: name, isDepartment: isDepartment, spendBefore: mean(spend.previous, before),
      spendNow: mean(spend.current, now), valueBefore: mean(before.grossValue, before),
      valueNow: mean(now.grossValue, now))
    guard found.rise > OwnSakeUse.risingSpend, found.valueNow <= found.valueBefore else { return nil }
    return found
  }
}
