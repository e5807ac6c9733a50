public import TriageModel

/// Spend of a period against a budget, with the rate at which it is used.
///
/// The rate is that of the days with data: from the period's first day, or the day of the first request where that is
/// later, to the day of the last request; never the clock's.
public struct BudgetUse: Hashable, Sendable {
  /// The days of a period, and how many of them have passed in the data.
  public struct Days: Hashable, Sendable {
    /// Days since 1970 of the period's first day.
    public var first: Int
    public var whole: Int
    /// Days of the period before the day of the first request.
    public var before: Int
    /// From the first day with data up to the day of the last request; 0 where the requests end before the period.
    public var elapsed: Int

    /// - Parameters:
    ///   - firstRequest: time of the first request in the data; nil = not known, so that the period counts from its
    ///     first day.
    ///   - lastRequest: time of the last request in the data; nil = not known, so that the period counts to its end.
    public init(_ period: Period, firstRequest: Instant? = nil, lastRequest: Instant?) {
      // Months begin at midnight of the zone's clocks, so that their days are those of the calendar.
      let zone = ReportingZone(period.calendar.zone) ?? .utc
      let first = period.first.start.daysSinceEpoch
      let whole = max(period.end.start.daysSinceEpoch - first, 0)
      let passed = lastRequest.map { zone.day(of: $0) - first + 1 } ?? whole
      self.first = first
      self.whole = whole
      before = min(max(firstRequest.map { zone.day(of: $0) - first } ?? 0, 0), whole)
      elapsed = max(min(max(passed, 0), whole) - before, 0)
    }

    /// From the first day with data to the period's end.
    public var counted: Int { whole - before }
  }

  /// nil = the whole company.
  public var department: String?
  public var budget: Money
  /// nil = withheld, because too few workers stand behind it (method 5).
  public var spend: Money?
  public var days: Days

  public init(department: String?, budget: Money, spend: Money?, days: Days) {
    self.department = department
    self.budget = budget
    self.spend = spend
    self.days = days
  }

  /// Budget less spend.
  public var left: Money? { spend.map { budget - $0 } }

  /// Spend per day so far, rounded to the nano-dollar.
  public var runRate: Money? { spend.flatMap { scaled($0, by: 1) } }

  /// Spend of the period at that rate, from the first day with data to its end.
  public var projected: Money? { spend.flatMap { scaled($0, by: days.counted) } }

  private func scaled(_ spend: Money, by factor: Int) -> Money? {
    guard days.elapsed > 0 else { return nil }
    return Money(nanos: Rounding.divideHalfAwayFromZero(spend.nanos * Int128(factor), by: Int128(days.elapsed)))
  }

  /// The day of the period on which spend reaches the budget at the rate so far, as days since 1970; nil where it does
  /// not within the period.
  public var usedUpDay: Int? {
    guard let spend, spend.nanos > 0, days.elapsed > 0 else { return nil }
    // The first day d, counted from 1 on the first day with data, with d · spend ≥ budget · elapsed.
    let needed = budget.nanos * Int128(days.elapsed)
    let day = max(1, (needed + spend.nanos - 1) / spend.nanos)
    return day <= Int128(days.counted) ? days.first + days.before + Int(day) - 1 : nil
  }
}

extension BudgetUse {
  /// The company's budget first, then those of departments by name; none where the policy names none.
  ///
  /// - Parameters:
  ///   - known: every department of the data, so that a misspelt budget is no budget.
  ///   - firstRequest: time of the first request in the data.
  ///   - lastRequest: time of the last one.
  /// - Throws: `AnalysisError.unknownDepartment`.
  public static func all(
    _ review: Review, policy: Policy, known: Set<String>, firstRequest: Instant? = nil, lastRequest: Instant?
  ) throws(AnalysisError) -> [BudgetUse] {
    let days = Days(review.period, firstRequest: firstRequest, lastRequest: lastRequest)
    var uses: [BudgetUse] = []
    if let budget = policy.budget {
      uses.append(BudgetUse(department: nil, budget: budget, spend: review.totals.spend, days: days))
    }
    let isCountable = review.breakdown?.isCountable ?? false
    let hidden = Set(isCountable ? (review.breakdown?.hidden ?? []).compactMap(\.name) : [])
    var spends: [String: Money] = [:]
    for department in review.departments where !department.isSuppressed {
      if let name = department.name { spends[name] = department.spend }
    }
    try check(policy, known: known)
    for (name, budget) in policy.budgets.inNameOrder() {
      uses.append(
        BudgetUse(
          department: name, budget: budget.amount(for: review.period),
          spend: hidden.contains(name) ? nil : spends[name] ?? .zero, days: days))
    }
    return uses
  }

  /// Whether every department with a budget or a cap is one of the data.
  ///
  /// - Throws: `AnalysisError.unknownDepartment`.
  public static func check(_ policy: Policy, known: Set<String>) throws(AnalysisError) {
    let names = Set(policy.budgets.keys).union(policy.departmentCaps.keys)
    for name in names.sorted(by: { NameOrder.precedes($0, $1) }) where !known.contains(name) {
      throw .unknownDepartment(name, known: known.sorted { NameOrder.precedes($0, $1) })
    }
  }
}
