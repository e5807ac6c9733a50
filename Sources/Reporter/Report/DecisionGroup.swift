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
  /// The change of net value; nil for verdicts that change nothing.
  public var netValueChange: Estimate?
  public var oneOff: Money

  /// Nil where no category has the verdict.
  init?(verdict: Verdict, review: Review) {
    let categories = review.categories
    let indices = categories.indices.filter { categories[$0].verdict == verdict }
    guard !indices.isEmpty else { return nil }
    self.verdict = verdict
    self.indices = indices
    spend = indices.map { categories[$0].spend }.total()
    freed = Rounding.nineSignificantDigits(indices.reduce(0) { $0 + categories[$1].freed })
    oneOff = indices.map { categories[$0].oneOff }.total()
    netValueChange = review.totals.changeByVerdict[verdict]
  }
}
