public import TriageModel

/// Exact sums over some units: all of them, those that a cap blocks, or those that it lets through.
public struct UnitSum: Hashable, Sendable {
  /// Tasks, with and without an outcome.
  public var tasks: Int64 = 0
  /// Requests without a task.
  public var singleRequests: Int64 = 0
  /// Of the tasks: those whose net value counts.
  public var okTasks: Int64 = 0
  /// Of the tasks: those with an outcome whose value or cost is not known; their value is not guessed.
  public var unknownTasks: Int64 = 0
  /// Requests without a cost, which no cap in dollars can see.
  public var unpricedRequests: Int64 = 0
  public var tokens: Int128 = 0
  public var spend = Money.zero
  /// Spend of units without an outcome.
  public var spendWithoutOutcome = Money.zero
  /// Σy of ok tasks with y > 0, Σ−y of the others, and ΣV of ok tasks, each × `NetLine.scale`.
  var gainScaled: Int128 = 0
  var lossScaled: Int128 = 0
  var valueScaled: Int128 = 0

  public init() {}

  /// Σy of the ok tasks that earn more than they cost.
  public var netValueEarned: Money { UnitSum.money(gainScaled) }
  /// What is spent for nothing: −Σy of the ok tasks that cost more than they earn, and spend without an outcome.
  public var waste: Money { UnitSum.money(lossScaled) + spendWithoutOutcome }
  /// Σy of ok tasks less the spend without an outcome: what would be lost if none of these units ran.
  public var netValue: Money { UnitSum.money(gainScaled - lossScaled) - spendWithoutOutcome }
  /// ΣV of ok tasks.
  public var grossValue: Money { UnitSum.money(valueScaled) }
  /// The same as `netValue` if every task were worth a share of what it is.
  ///
  /// - Parameter millionths: the share, from 0 to a million.
  public func netValue(atShareOfValue millionths: Int64) -> Money {
    let million: Int128 = 1_000_000
    let (whole, rest) = valueScaled.quotientAndRemainder(dividingBy: million)
    let kept = whole * Int128(millionths) + rest * Int128(millionths) / million
    return UnitSum.money(gainScaled - lossScaled - valueScaled + kept) - spendWithoutOutcome
  }

  private static func money(_ scaled: Int128) -> Money {
    Money(nanos: Rounding.divideHalfAwayFromZero(scaled, by: NetLine.scale))
  }

  @inline(__always)
  mutating func add(_ unit: SpendUnits.Unit, in valued: ValuedUnits) {
    if unit.isTask { tasks += 1 } else { singleRequests += 1 }
    unpricedRequests += Int64(unit.unpricedRequests)
    tokens += Int128(unit.tokens)
    spend.nanos += Int128(unit.costNanos)
    switch valued.state(unit) {
    case .noOutcome: spendWithoutOutcome.nanos += Int128(unit.costNanos)
    case .unknown: unknownTasks += 1
    case .ok:
      okTasks += 1
      let net = valued.net(unit)
      if net > 0 { gainScaled += net } else { lossScaled -= net }
      valueScaled += valued.value(unit)
    }
  }

  static func + (left: UnitSum, right: UnitSum) -> UnitSum {
    var sum = left
    sum.tasks += right.tasks
    sum.singleRequests += right.singleRequests
    sum.okTasks += right.okTasks
    sum.unknownTasks += right.unknownTasks
    sum.unpricedRequests += right.unpricedRequests
    sum.tokens += right.tokens
    sum.spend += right.spend
    sum.spendWithoutOutcome += right.spendWithoutOutcome
    sum.gainScaled += right.gainScaled
    sum.lossScaled += right.lossScaled
    sum.valueScaled += right.valueScaled
    return sum
  }
}
