public import TriageModel

/// What the moves and stops of a review save in its period, beside a cap that saves as much (method 4.2).
public struct TriageSaving: Hashable, Sendable {
  /// One move or stop, and what all up to it come to.
  public struct Step: Hashable, Sendable {
    public var category: String
    public var verdict: Verdict
    /// Token cost that it frees; below zero where it costs more tokens.
    public var saved: Money
    /// What it does to net value, in dollars.
    public var netValueChange: Double
    public var savedSoFar: Money
    public var netValueChangeSoFar: Double
  }

  /// Token cost that moves and stops free: Σ N·(K̄_A − K̄_B) of moves, ΣK of stops. Run cost is not in it, because a
  /// cap on spend does not reach it. Not positive where none frees any.
  public var saved: Money
  /// What they do to net value; nil without a move or stop.
  public var netValueChange: Estimate?
  /// The best gain per freed dollar first; those that free nothing last, by name.
  public var path: [Step]

  public var changes: Int { path.count }

  public init(_ review: Review) {
    let changes = review.categories.filter(\.verdict.isChange).sorted(by: TriageSaving.precedes)
    var (saved, change) = (Money.zero, 0.0)
    path = changes.map { category in
      let own = TriageSaving.money(category.tokensFreed)
      saved += own
      change = Rounding.nineSignificantDigits(change + (category.netValueChange?.value ?? 0))
      return Step(
        category: category.name, verdict: category.verdict, saved: own,
        netValueChange: category.netValueChange?.value ?? 0, savedSoFar: saved, netValueChangeSoFar: change)
    }
    self.saved = saved
    netValueChange = review.totals.netValueChange
  }

  private static func precedes(_ left: CategoryReview, _ right: CategoryReview) -> Bool {
    let (first, second) = (gain(left), gain(right))
    switch (first, second) {
    case (let first?, let second?) where first != second: return first > second
    case (.some, nil): return true
    case (nil, .some): return false
    default: return NameOrder.precedes(left.name, right.name)
    }
  }

  /// Net value that a freed dollar brings; nil where none is freed.
  private static func gain(_ category: CategoryReview) -> Double? {
    guard category.tokensFreed > 0 else { return nil }
    return Rounding.nineSignificantDigits((category.netValueChange?.value ?? 0) / category.tokensFreed)
  }

  private static func money(_ dollars: Double) -> Money {
    // Nano-dollars of a sum of money that a review holds fit far below 2⁶³ dollars.
    let nanos = (dollars * 1e9).rounded(.toNearestOrAwayFromZero)
    return Money(nanos: nanos.isFinite && nanos.magnitude < 1e36 ? Int128(nanos) : 0)
  }
}
