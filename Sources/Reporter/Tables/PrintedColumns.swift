import Analysis
import TriageModel

/// The money columns that the decisions and the verdicts share, rounded once so that every total adds up.
///
/// Lines: one per category in report order, then spend without a category, then unused licences.
struct PrintedColumns {
  let report: Report
  let spend: AddingColumn
  let spendAfter: AddingColumn
  let freed: AddingColumn
  let netValue: AddingColumn
  let netValueChange: AddingColumn
  let oneOff: AddingColumn

  init(_ report: Report) {
    self.report = report
    let style = report.style
    let totals = report.review.totals
    let categories = report.review.categories
    let exact = style.invoicedQuantum
    let estimated = style.estimateQuantum
    spend = AddingColumn(
      categories.map(\.spend) + [report.unattributedSpend, .zero], total: totals.spend, quantum: exact)
    freed = AddingColumn(
      categories.map { Money(roundingDollars: $0.freed) } + [.zero, .zero],
      total: Money(roundingDollars: totals.freed.value), quantum: exact)
    // Spend after is the difference of two printed columns, so that a reader can re-do it on paper.
    spendAfter = AddingColumn(zip(spend.lines, freed.lines).map { $0 - $1 }, quantum: exact)
    netValue = AddingColumn(
      categories.map(\.statement.netAfterEverything) + [report.unattributedNetValue, -report.unusedLicenceCost],
      total: totals.statement.netAfterEverything, quantum: estimated)
    netValueChange = AddingColumn(
      categories.map { $0.netValueChange.map { Money(roundingDollars: $0.value) } ?? .zero } + [.zero, .zero],
      total: totals.netValueChange.map { Money(roundingDollars: $0.value) }, quantum: estimated)
    oneOff = AddingColumn(categories.map(\.oneOff) + [.zero, .zero], total: totals.oneOff, quantum: exact)
  }

  /// Positions of all categories.
  var categories: [Int] { Array(report.review.categories.indices) }
  /// Position of the spend without a category.
  var unattributed: Int { report.review.categories.count }
  /// Position of the unused licences.
  var licences: Int { report.review.categories.count + 1 }

  /// A printed estimate with the interval of its exact figure.
  func estimate(_ printed: Money, _ exact: Estimate?) -> Phrase {
    guard let exact else { return Phrase(report.style.estimated(printed)) }
    return "\(report.style.estimated(printed)) [\(report.style.interval(exact.lo, exact.hi))]"
  }

  /// An amount, or a dash where there is none.
  func amountOrDash(_ amount: Money) -> Phrase {
    amount == .zero ? "–" : Phrase(report.style.invoiced(amount))
  }
}
