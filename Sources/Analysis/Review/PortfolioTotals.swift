import TriageModel

/// Adds finished categories up to the figures of the company.
struct PortfolioTotals {
  let book: CompanyBook
  let outcomes: [CategoryReviewer.Outcome]
  let confidence: Double

  func totals() -> Totals {
    let changes = outcomes.filter { $0.review.verdict.isChange }
    let reviews = changes.map(\.review)
    var sampled = VarianceTerms()
    for category in book.categories.inNameOrder().map(\.value) {
      guard let variance = category.sums.netVariance else { continue }
      let count = Double(category.sums.count)
      sampled.add(count * max(0, variance), degreesOfFreedom: count - 1)
    }
    return Totals(
      spend: book.ledger.total.cost + book.statement.billedBeyondUsage, statement: book.statement,
      netValue: estimate(book.statement.netAfterEverything.dollars, [sampled]),
      spendToChange: reviews.map(\.spend).total(),
      freed: estimate(OrderedSum.sum(reviews.map(\.freed)), changes.compactMap(\.freedVariance)),
      netValueChange: change(changes), oneOff: reviews.map(\.oneOff).total(),
      changeByVerdict: Dictionary(grouping: changes, by: \.review.verdict).compactMapValues(change))
  }

  /// What some moves and stops add to net value; nil without any.
  private func change(_ changes: [CategoryReviewer.Outcome]) -> Estimate? {
    let values = changes.compactMap(\.review.netValueChange?.value)
    return values.isEmpty ? nil : estimate(OrderedSum.sum(values), changes.compactMap(\.changeVariance))
  }

  /// value ± t·√ΣSE², categories taken as independent (method 3.6).
  private func estimate(_ value: Double, _ terms: [VarianceTerms]) -> Estimate {
    var sum = VarianceTerms()
    for term in terms.sorted(by: { $0.variance < $1.variance }) {
      sum.add(term.variance, degreesOfFreedom: term.degreesOfFreedom ?? 1)
    }
    let round = Rounding.nineSignificantDigits
    guard let degrees = sum.degreesOfFreedom else {
      return Estimate(value: round(value), lo: round(value), hi: round(value))
    }
    let margin = StudentT(degreesOfFreedom: round(degrees)).quantile(confidence) * sum.variance.squareRoot()
    return Estimate(value: round(value), lo: round(value - margin), hi: round(value + margin))
  }
}
