public import TriageModel

/// Usage rows with long prompts in a mode (batch, flex, priority, fast) for which the price book has short prompts alone,
/// while the standard mode has a price for long ones (formats 3.1, rules 2 and 4).
public struct UntieredUse: Hashable, Sendable {
  public var rows: Int128
  /// What they count: the price of short prompts.
  public var cost: Money

  public init(rows: Int128, cost: Money) {
    self.rows = rows
    self.cost = cost
  }

  /// - Returns: nil where there is no such row.
  public init?(_ models: [ModelCell]) {
    rows = models.reduce(0) { $0 + $1.untieredRows }
    cost = Money(nanos: models.reduce(0) { $0 + $1.untieredNanos })
    guard rows > 0 else { return nil }
  }
}
