public import TriageModel

/// What the moves and stops of a review save in its period, beside a cap that saves as much (method 4.2).
public struct TriageSaving: Hashable, Sendable {
  /// Token and run cost that moves and stops free; not positive where none does.
  public var saved: Money
  /// What they do to net value; nil without a move or stop.
  public var netValueChange: Estimate?
  public var changes: Int

  public init(_ review: Review) {
    // Nano-dollars of a sum of money that a review holds fit far below 2⁶³ dollars.
    let nanos = (review.totals.freed.value * 1e9).rounded(.toNearestOrAwayFromZero)
    saved = Money(nanos: nanos.isFinite && nanos.magnitude < 1e36 ? Int128(nanos) : 0)
    netValueChange = review.totals.netValueChange
    changes = review.categories.count { $0.verdict.isChange }
  }
}
