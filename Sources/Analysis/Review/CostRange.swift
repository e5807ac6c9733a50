public import TriageModel

/// Spend at least and at most, where rows of several requests can be in more than one price tier (formats 3.1, rule 2).
public struct CostRange: Hashable, Sendable {
  /// Usage rows whose tier is not known.
  public var rows: Int128
  public var low: Money
  public var high: Money

  public init(rows: Int128, low: Money, high: Money) {
    self.rows = rows
    self.low = low
    self.high = high
  }

  /// - Parameter spend: what counts, in which each of those rows has one price.
  /// - Returns: nil where every tier is known.
  init?(_ models: [ModelCell], spend: Money) {
    let rows = models.reduce(Int128(0)) { $0 + $1.rangedRows }
    guard rows > 0 else { return nil }
    self.rows = rows
    low = Money(nanos: models.reduce(spend.nanos) { $0 - $1.belowNanos })
    high = Money(nanos: models.reduce(spend.nanos) { $0 + $1.aboveNanos })
  }
}
