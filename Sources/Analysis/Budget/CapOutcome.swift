public import TriageModel

/// What one cap per worker and month does to a period (method 4.1). A static simulation: workers do not adapt.
///
/// Blocked and allowed units add up to all units, for the company and for each group.
public struct CapOutcome: Hashable, Sendable {
  /// One category or department, or those of too few workers together.
  public struct Group: Hashable, Sendable {
    /// nil = blank, or suppressed.
    public var name: String?
    /// Whether these are the groups of fewer than five workers or with work of fewer blocked, and those that hide them
    /// (method 5).
    public var isSuppressed = false
    public var all: UnitSum
    public var blocked: UnitSum
    public var allowed: UnitSum
  }

  /// The cap of one department.
  public struct DepartmentCap: Hashable, Sendable {
    public var department: String
    /// Nano-dollars a worker may use in a month.
    public var cap: Int64
  }

  /// What a cap counts.
  public enum Measure: String, Hashable, Sendable {
    case spend
    case tokens
  }

  public var measure: Measure
  /// Nano-dollars or tokens a worker may use in a month; `noCap` where only departments have one.
  public var cap: Int64
  /// Caps of departments in place of that cap, by name.
  public var departmentCaps: [DepartmentCap] = []
  public var all: UnitSum
  public var blocked: UnitSum
  public var allowed: UnitSum
  /// Units that name no worker: a cap per worker cannot bind them.
  public var withoutWorker: UnitSum
  public var workers: Int
  /// Workers with a blocked unit.
  public var workersTouched: Int
  /// By name, blank after them, suppressed last.
  public var categories: [Group]
  public var departments: [Group]

  /// More than any worker can use.
  public static let noCap = Int64.max

  /// Whether the blocked work is that of so few workers that it is not to be shown (method 5).
  public var touchesFew: Bool { (1..<Suppression.fewestWorkers).contains(workersTouched) }

  /// What the cap frees.
  public var spendSaved: Money { blocked.spend }
  public var netValueLost: Money { blocked.netValueEarned }
  public var wasteRemoved: Money { blocked.waste }
  /// −Σy of blocked ok tasks + cost of blocked units without an outcome.
  public var netValueChange: Money { -blocked.netValue }
  /// What a blocked task is worth in the kindest case, as millionths of what it is: the policy decides.
  public var kindestValueMillionths: Int64
  /// The kindest case: the blocked tasks were worth only that share of what they are.
  public var netValueChangeAtKindest: Money { -blocked.netValue(atShareOfValue: kindestValueMillionths) }
  /// If the cap cut every category by the same share of spend: average tasks dropped (report design, cap rule);
  /// nil without spend of workers.
  public var netValueChangeIfAverage: Money? { average(bound.netValue) }
  /// The same with tasks worth that share of the average.
  public var netValueChangeIfAverageAtKindest: Money? {
    average(bound.netValue(atShareOfValue: kindestValueMillionths))
  }
  /// What the cap does in each of the three cases, from the worst to the best: blocked in order of time, average tasks
  /// dropped, and tasks dropped that are worth the kindest share of the average. Any of them may be the best.
  public var netValueChanges: [Money] {
    [netValueChange, netValueChangeIfAverage, netValueChangeIfAverageAtKindest].compactMap(\.self).sorted()
  }

  /// Units that a cap can bind.
  var bound: UnitSum

  /// −value × saved / spend, rounded to the nano-dollar.
  private func average(_ value: Money) -> Money? {
    guard bound.spend.nanos > 0 else { return nil }
    let product = value.nanos.multipliedReportingOverflow(by: spendSaved.nanos)
    guard !product.overflow else {
      let share = Double(spendSaved.nanos) / Double(bound.spend.nanos)
      return Money(nanos: -Int128(Double(value.nanos) * share))
    }
    return Money(nanos: -Rounding.divideHalfAwayFromZero(product.partialValue, by: bound.spend.nanos))
  }
}

/// One cap of the curve over all caps.
public struct CapPoint: Hashable, Sendable {
  /// Nano-dollars or tokens per worker and month.
  public var cap: Int64
  public var blockedUnits: Int64
  public var spendSaved: Money
  public var netValueChange: Money
  /// If the blocked tasks were worth only the kindest share of what they are.
  public var netValueChangeAtKindest: Money
}
