/// What a department may spend on AI, as the policy has it.
public struct DepartmentBudget: Hashable, Sendable {
  /// The time that an amount is for.
  public enum Span: Hashable, Sendable {
    /// Whatever period is reported.
    case period
    case quarter
  }

  public var amount: Money
  public var span: Span

  public init(_ amount: Money, per span: Span = .period) {
    self.amount = amount
    self.span = span
  }

  /// The budget of a period: a quarter's amount by calendar months, rounded to the nano-dollar.
  public func amount(for period: Period) -> Money {
    switch span {
    case .period: amount
    case .quarter:
      Money(
        nanos: Rounding.divideHalfAwayFromZero(amount.nanos * Int128(period.end.index - period.first.index), by: 3))
    }
  }
}
