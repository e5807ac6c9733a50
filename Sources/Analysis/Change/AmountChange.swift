public import TriageModel

/// An exact amount of two periods.
public struct AmountChange: Hashable, Sendable {
  public var previous: Money
  public var current: Money

  public init(previous: Money, current: Money) {
    self.previous = previous
    self.current = current
  }

  public var change: Money { current - previous }

  /// The change as a share of the earlier amount, nine significant digits; nil where that is not above zero.
  public var fraction: Double? {
    guard previous.nanos > 0 else { return nil }
    return Rounding.nineSignificantDigits(change.nanos.nearestDouble / previous.nanos.nearestDouble)
  }
}

/// A net value of two periods with the interval of its change.
public struct EstimateChange: Hashable, Sendable {
  /// After everything.
  public var previous: Money
  public var current: Money
  /// Dollars; nil where a period has a single judged task, whose spread is not known.
  public var change: Estimate?

  public init(previous: Money, current: Money, change: Estimate?) {
    self.previous = previous
    self.current = current
    self.change = change
  }

  /// Whether the interval of the change excludes zero.
  public var isConclusive: Bool { change.map { $0.lo > 0 || $0.hi < 0 } ?? false }

  /// The change as a share of the earlier net value; nil where that is not above zero.
  public var fraction: Double? { AmountChange(previous: previous, current: current).fraction }
}
