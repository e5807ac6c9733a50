public import Analysis
public import TriageModel

/// The categories of one recommendation with their sums: one line to sign.
public struct DecisionGroup: Hashable, Sendable {
  public var verdict: Verdict
  /// Positions in `Review.categories`.
  public var indices: [Int]
  public var spend: Money
  /// Token and run cost freed in a period like this one, in dollars.
  public var freed: Double
  /// The change of net value; its half-width is √Σ half-width², categories taken as independent (method 3.6).
  public var netValueChange: Estimate?
  public var oneOff: Money

  /// Nil where no category has the verdict.
  init?(verdict: Verdict, categories: [CategoryReview]) {
    let indices = categories.indices.filter { categories[$0].verdict == verdict }
    guard !indices.isEmpty else { return nil }
    self.verdict = verdict
    self.indices = indices
    spend = indices.map { categories[$0].spend }.total()
    freed = Rounding.nineSignificantDigits(indices.reduce(0) { $0 + categories[$1].freed })
    oneOff = indices.map { categories[$0].oneOff }.total()
    let changes = indices.compactMap { categories[$0].netValueChange }
    netValueChange = DecisionGroup.sum(changes)
  }

  private static func sum(_ estimates: [Estimate]) -> Estimate? {
    guard let first = estimates.first else { return nil }
    if estimates.count == 1 { return first }
    let value = estimates.reduce(0) { $0 + $1.value }
    let half = estimates.reduce(0) { $0 + ($1.hi - $1.lo) * ($1.hi - $1.lo) / 4 }.squareRoot()
    return Estimate(
      value: Rounding.nineSignificantDigits(value), lo: Rounding.nineSignificantDigits(value - half),
      hi: Rounding.nineSignificantDigits(value + half))
  }
}
