public import TriageModel

/// Spend of a period against a budget, with the rate at which it is used.
///
/// The rate is that of the days with data: from the period's first day to the day of the last request, never the
/// clock's.
public struct BudgetUse: Hashable, Sendable {
  /// The days of a period, and how many of them have passed in the data.
  public struct Days: Hashable, Sendable {
    /// Days since 1970 of the period's first day.
    public var first: Int
    public var whole: Int
    /// Up to the day of the last request; 0 where the requests end before the period.
    public var elapsed: Int

    /// - Parameter lastRequest: time of the last request in the data; nil = not known, so that the period counts whole.
    public init(_ period: Period, lastRequest: Instant?) {
      // Months begin at midnight of the zone's clocks, so that their days are those of the calendar.
      let zone = ReportingZone(period.calendar.zone) ?? .utc
      let first = period.first.start.daysSinceEpoch
      let whole = max(period.end.start.daysSinceEpoch - first, 0)
      let passed = lastRequest.map { zone.day(of: $0) - first + 1 } ?? whole
      self.first = first
      self.whole = whole
      elapsed = min(max(passed, 0), whole)
    }
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

  /// Spend of the whole period at that rate.
  public var projected: Money? { spend.flatMap { scaled($0, by: days.whole) } }

  private func scaled(_ spend: Money, by factor: Int) -> Money? {
    guard days.elapsed > 0 else { return nil }
    return Money(nanos: Rounding.divideHalfAwayFromZero(spend.nanos * Int128(factor), by: Int128(days.elapsed)))
  }

  /// The day of the period on which spend reaches the budget at the rate so far, as days since 1970; nil where it does
  /// not within the period.
  public var usedUpDay: Int? {
    guard let spend, spend.nanos > 0, days.elapsed > 0 else { return nil }
    // The first day d, counted from 1, with d · spend ≥ budget · elapsed.
    let needed = budget.nanos * Int128(days.elapsed)
    let day = max(1, (needed + spend.nanos - 1) / spend.nanos)
    return day <= Int128(days.whole) ? days.first + Int(day) - 1 : nil
  }
}

extension BudgetUse {
  /// The company's budget first, then those of departments by name; none where the policy names none.
  ///
  /// - Parameters:
  ///   - known: every department of the data, so that a misspelt budget is no budget.
  ///   - lastRequest: time of the last request in the data.
  /// - Throws: `AnalysisError.unknownDepartment`.
  public static func all(
    _ review: Review, policy: Policy, known: Set<String>, lastRequest: Instant?
  ) throws(AnalysisError) -> [BudgetUse] {
    let days = Days(review.period, lastRequest: lastRequest)
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
    for (name, budget) in policy.budgets.inNameOrder() {
      guard known.contains(name) else {
        throw .unknownDepartment(name, known: known.sorted { NameOrder.precedes($0, $1) })
      }
      uses.append(
        BudgetUse(
          department: name, budget: budget.amount(for: review.period),
          spend: hidden.contains(name) ? nil : spends[name] ?? .zero, days: days))
    }
    return uses
  }
}
