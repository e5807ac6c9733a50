import Analysis
import TriageModel

/// The two statements of the bills: from usage to invoice, and from invoice to task categories.
///
/// Lines add up to the sums below them, exactly in `amount` and as printed in the table.
struct InvoiceStatement {
  struct Line {
    /// Stable machine name: `used_not_billed`.
    var key: String
    var label: Phrase
    /// A second line under the label.
    var remark: Phrase?
    var amount: Money
    /// Sums the lines above it, back to the first one.
    var isSum = false
    /// Printed although it is zero.
    var isFixed = false
  }

  let report: Report
  let reconciliation: Reconciliation

  /// Nil where no bill touches the period.
  init?(_ report: Report) {
    guard let reconciliation = report.review.reconciliation, reconciliation.isInvoiced else { return nil }
    self.report = report
    self.reconciliation = reconciliation
  }

  private var style: NumberStyle { report.style }

  // MARK: From usage to invoice

  var usageToInvoice: [Line] {
    let usage = reconciliation.usage
    let start: [Line] = [
      Line(
        key: "usage_reported", label: "Usage at the cost that the provider reports", remark: freeRows,
        amount: usage.reported),
      Line(key: "usage_computed", label: "Usage at the price book", amount: usage.computed),
      Line(
        key: "usage", label: "Usage rows as reported and priced", remark: usageRows, amount: usage.cost, isSum: true),
      Line(
        key: "usage_without_invoice", label: "Usage that no invoice covers", amount: -reconciliation.uncovered),
    ]
    return start + explained + [
      Line(key: "expected", label: "Expected invoice", amount: reconciliation.expected, isSum: true),
      Line(
        key: "unexplained", label: "Unexplained difference", remark: agreement, amount: reconciliation.unexplained,
        isFixed: true),
      Line(
        key: "invoiced", label: "Provider invoices", remark: providers, amount: reconciliation.invoiced, isSum: true),
    ]
  }

  /// What leads from the covered usage to the bill.
  private var explained: [Line] {
    charges + [
      Line(
        key: "billed_without_usage", label: "Billed, no usage row with a cost",
        amount: reconciliation.billedWithoutUsage),
      Line(key: "used_not_billed", label: "Used, not on the invoice", amount: reconciliation.usedNotBilled),
      rounding,
    ]
  }

  private var charges: [Line] {
    [
      Line(key: "discount", label: "Discount off the list price", amount: reconciliation.discount),
      Line(key: "credit", label: "Credits", amount: reconciliation.amount(.credit)),
      Line(key: "tax", label: "Taxes", amount: reconciliation.amount(.tax)),
      Line(
        key: "purchase", label: "Purchases and other fixed charges", amount: reconciliation.amount(.purchase)),
      Line(key: "adjustment", label: "Adjustments", amount: reconciliation.amount(.adjustment)),
    ]
  }

  private var rounding: Line {
    Line(
      key: "rounding", label: "Rounding of invoice lines to cents", amount: reconciliation.roundingDifference)
  }

  // MARK: From invoice to task categories

  var invoiceToCategories: [Line] {
    let ledger = report.review.unattributed.ledger
    let count = report.review.categories.count
    let without: [Line] = [
      Line(
        key: "attributed", label: "Attributed to \(CountWords.text(count)) categor\(count == 1 ? "y" : "ies")",
        amount: report.review.categories.lazy.map(\.spend).total(), isFixed: true),
      Line(
        key: "no_category_task", label: "Tasks with an outcome, no category",
        amount: ledger.completedInPeriod.cost + ledger.completedOutside.cost),
      Line(
        key: "no_category_no_outcome", label: "Tasks without outcome, no category", amount: ledger.noOutcome.cost),
      Line(key: "no_category_no_task", label: "Requests without task, no category", amount: ledger.noTask.cost),
      Line(
        key: "billed_without_usage", label: "Billed, no usage row with a cost",
        amount: reconciliation.billedWithoutUsage),
      Line(key: "used_not_billed", label: "Used, not on the invoice", amount: reconciliation.usedNotBilled),
      Line(
        key: "unexplained", label: "Unexplained difference", amount: reconciliation.unexplained, isFixed: true),
    ]
    return without + charges + [
      rounding,
      Line(
        key: "usage_without_invoice", label: "Usage that no invoice covers, in the lines above",
        amount: -reconciliation.uncovered),
      Line(
        key: "invoiced", label: "Provider invoices", remark: providers, amount: reconciliation.invoiced, isSum: true),
    ]
  }

  /// Billed and in no category: what the second statement has between the categories and the other charges.
  var notAttributed: Money {
    let keys: Set<String> = [
      "no_category_task", "no_category_no_outcome", "no_category_no_task", "billed_without_usage", "used_not_billed",
      "unexplained",
    ]
    return invoiceToCategories.filter { keys.contains($0.key) }.map(\.amount).total()
  }

  /// The same as a share of the bill; nil where it is none, as where credits leave less of the bill than that.
  var notAttributedShare: Double? {
    guard let share = NumberStyle.fraction(notAttributed, of: reconciliation.invoiced), (0...1).contains(share) else {
      return nil
    }
    return share
  }

  // MARK: Remarks

  private var usageRows: Phrase {
    let usage = reconciliation.usage
    let names = Set(reconciliation.lines.filter { $0.usage.rows > 0 }.map { $0.provider ?? "" })
    let rows = "\(NumberStyle.count(usage.rows)) row\(usage.rows == 1 ? "" : "s")"
    let providers = "\(names.count) provider\(names.count == 1 ? "" : "s")"
    let unknown = usage.unpricedRows
    let rest =
      unknown == 0
      ? "" : "; \(NumberStyle.count(unknown)) without a known cost \(unknown == 1 ? "is" : "are") in no amount"
    return Phrase("\(rows), \(providers)\(rest)")
  }

  private var freeRows: Phrase? {
    let free = reconciliation.usage.freeRows
    return free == 0 ? nil : Phrase("\(NumberStyle.count(free)) row\(free == 1 ? "" : "s") free, at 0 USD")
  }

  /// `0.06% line by line; tolerance 0.50%`.
  private var agreement: Phrase {
    let tolerance = DecimalText.fixed(reconciliation.tolerance * 100, decimals: 2)
    guard let share = unexplainedShare else { return "tolerance \(tolerance)%" }
    return "\(DecimalText.fixed(share * 100, decimals: 2))% line by line; tolerance \(tolerance)%"
  }

  /// Differences of all lines without their signs, as a share of the bill; nil of a bill that is not above zero.
  var unexplainedShare: Double? {
    NumberStyle.fraction(reconciliation.unexplainedGross, of: reconciliation.invoiced)
  }

  /// `A 401.3 · B 84.9`.
  private var providers: Phrase {
    let column = AddingColumn(reconciliation.providers.map(\.amount), quantum: style.invoicedQuantum)
    let parts = reconciliation.providers.enumerated().map { index, bill -> Phrase in
      "\(name: bill.provider, limit: 40) \(style.invoiced(column.lines[index]))"
    }
    let rest: [Phrase] = parts.count > 5 ? ["and \(NumberStyle.count(parts.count - 5)) more"] : []
    return Phrase.joined(parts.prefix(5) + rest, separator: " · ")
  }
}
