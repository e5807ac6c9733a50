import Analysis
import TriageModel
import Workbook

extension DataSheet {
  /// The leaves of both statements of the bills, then the bills themselves; nothing without bills.
  var invoiceLines: [(label: String, amount: Money)] {
    guard let statement = InvoiceStatement(report) else { return [] }
    let reconciliation = statement.reconciliation
    return (usageToInvoiceLeaves + invoiceToCategoriesLeaves).map { ($0.label.plainText, $0.amount) } + [
      ("Provider invoices", reconciliation.invoiced), ("Invoices beyond usage", reconciliation.billedBeyondUsage),
    ]
  }

  var usageToInvoiceLeaves: [InvoiceStatement.Line] {
    InvoiceStatement(report)?.usageToInvoice.filter { !$0.isSum } ?? []
  }

  var invoiceToCategoriesLeaves: [InvoiceStatement.Line] {
    InvoiceStatement(report)?.invoiceToCategories.filter { !$0.isSum } ?? []
  }

  /// A leaf of the first statement, counted from its first one; those of the second follow, then the bills.
  func invoice(_ line: Int) -> String { CellReference.fixed(invoiceRow + line, 1, sheet: DataSheet.name) }

  /// All bills of the period.
  var invoiced: String { invoice(invoiceLines.count - 2) }
  /// What they hold beyond the usage that they cover.
  var billedBeyondUsage: String { invoice(invoiceLines.count - 1) }

  func addInvoices(to sheet: inout Sheet) {
    guard !invoiceLines.isEmpty else { return }
    sheet.set(invoiceRow - 2, 0, .subheading("Usage, invoices and task categories, USD"))
    sheet.header(invoiceRow - 1, [.text("Line", 24), .number("USD")])
    for (index, line) in invoiceLines.enumerated() {
      sheet.set(invoiceRow + index, 0, .text(line.label))
      sheet.set(invoiceRow + index, 1, .value(line.amount))
    }
  }
}
