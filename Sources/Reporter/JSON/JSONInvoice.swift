import Analysis
import TriageModel

/// The bills beside usage in JSON.
struct JSONInvoice {
  let statement: InvoiceStatement

  init?(_ report: Report) {
    guard let statement = InvoiceStatement(report) else { return nil }
    self.statement = statement
  }

  private var reconciliation: Reconciliation { statement.reconciliation }

  var value: JSONValue {
    let invoiced = reconciliation.invoiced
    let mismatches = reconciliation.lines.filter { $0.outcome == .mismatch }
    let apart = mismatches.map { Money(nanos: Int128($0.residual.nanos.magnitude)) }.total()
    return .object([
      .init("amount", .money(invoiced)), .init("complete", .bool(reconciliation.isComplete)),
      .init("usage_without_invoice", .money(reconciliation.uncovered)), .init("spend", .money(reconciliation.spend)),
      .init("tolerance", .number(reconciliation.tolerance)), .init("unexplained", .money(reconciliation.unexplained)),
      .init("unexplained_by_line", .money(reconciliation.unexplainedGross)),
      .init("unexplained_share", .optional(statement.unexplainedShare)),
      .init("not_attributed", .money(statement.notAttributed)),
      .init("not_attributed_share", .optional(statement.notAttributedShare)),
      .init("providers", providers), .init("usage_cost", usageCost),
      .init("usage_to_invoice", lines(statement.usageToInvoice)),
      .init("invoice_to_categories", lines(statement.invoiceToCategories)),
      .init("classes", classes), .init("compared_lines", .integer(reconciliation.compared.count)),
      .init("mismatched_amount", .money(apart)),
      .init("invoice_lines", .array(reconciliation.lines.map(line))),
      .init("invoice_charges", .array(reconciliation.charges.map(charge))),
      .init("beyond_period", .array(reconciliation.crossing.map(charge))),
    ])
  }

  private var providers: JSONValue {
    .array(
      reconciliation.providers.map {
        .object([.init("name", .string($0.provider)), .init("amount", .money($0.amount))])
      })
  }

  /// Each state of cost apart; licences are what the policy allocates, beside AI spend.
  private var usageCost: JSONValue {
    let usage = reconciliation.usage
    return .object([
      .init("rows", .integer(usage.rows)), .init("reported", .money(usage.reported)),
      .init("computed", .money(usage.computed)),
      .init("allocated", .money(statement.report.review.totals.statement.licence)),
      .init("free_rows", .integer(usage.freeRows)), .init("unpriced_rows", .integer(usage.unpricedRows)),
    ])
  }

  private func lines(_ lines: [InvoiceStatement.Line]) -> JSONValue {
    .array(
      lines.map {
        .object([
          .init("line", .string($0.key)), .init("words", .string($0.label.plainText)),
          .init("amount", .money($0.amount)),
          .init("sum", .bool($0.isSum)),
        ])
      })
  }

  private var classes: JSONValue {
    .object(
      Reconciliation.Outcome.allCases.map { .init($0.rawValue, .integer(reconciliation.count($0))) })
  }

  private func line(_ line: Reconciliation.Line) -> JSONValue {
    .object([
      .init("provider", .optional(line.provider)), .init("model", .optional(line.model)),
      .init("from", .string(line.months.first.start.text)), .init("to", .string(line.months.end.start.text)),
      .init("class", .string(line.outcome.rawValue)), .init("usage", .money(line.usage.cost)),
      .init("usage_reported", .money(line.usage.reported)), .init("usage_computed", .money(line.usage.computed)),
      .init("usage_rows", .integer(line.usage.rows)), .init("free_rows", .integer(line.usage.freeRows)),
      .init("unpriced_rows", .integer(line.usage.unpricedRows)),
      .init("invoiced", line.billed.map(JSONValue.money) ?? .null), .init("invoice_rows", .integer(line.billedRows)),
      .init("list_price", line.listed.map(JSONValue.money) ?? .null), .init("discount", .money(line.discount)),
      .init("difference", line.billed == nil ? .null : .money(line.difference)),
      .init("rounding_bound", .money(line.rounding)),
    ])
  }

  private func charge(_ charge: Reconciliation.Charge) -> JSONValue {
    .object([
      .init("provider", .string(charge.provider)), .init("model", .optional(charge.model)),
      .init("kind", .string(charge.kind.rawValue)), .init("from", .string(charge.months.first.start.text)),
      .init("to", .string(charge.months.end.start.text)), .init("rows", .integer(charge.rows)),
      .init("amount", .money(charge.amount)),
    ])
  }
}
