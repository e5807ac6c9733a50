import Analysis
import TriageModel
import Workbook

/// Every total by two ways, and the checks that they agree.
struct ReconciliationSheet {
  static let name = "Reconciliation"

  /// Two figures that have to be equal.
  private struct Check {
    var words: String
    var left: String
    var right: String
    var value: Double
    var format: CellStyle.Format
  }

  let data: DataSheet
  let verdicts: VerdictSheet
  /// nil = no other period was given.
  let bridge: BridgeSheet?

  private var usageRow: Int { 4 }
  private var categoryRow: Int { usageRow + 5 + 3 }
  private var netRow: Int { categoryRow + data.report.decisions.count + 2 + 3 }
  private var invoiceRow: Int { netRow + 6 + 3 }
  private var invoiceCategoryRow: Int { invoiceRow + data.usageToInvoiceLeaves.count + 1 + 3 }
  private var checkRow: Int {
    hasInvoices ? invoiceCategoryRow + data.invoiceToCategoriesLeaves.count + 1 + 3 : invoiceRow
  }
  private var hasInvoices: Bool { !data.invoiceLines.isEmpty }
  private var hasCategories: Bool { !data.categories.isEmpty }

  private func own(_ row: Int, _ column: Int) -> String { CellReference.cell(row, column) }

  /// How many checks fail, with the sheet's name.
  var failures: String {
    "COUNTIF(\(CellReference.column(4, checkRow, checkRow + checks.count - 1, sheet: ReconciliationSheet.name)),\"<>OK\")"
  }

  var sheet: Sheet {
    var sheet = Sheet(name: ReconciliationSheet.name)
    sheet.begin(
      title: "Reconciliation: every total by two ways",
      note: hasInvoices
        ? "AI spend as invoiced; usage that no invoice covers as reported and priced."
        : "AI spend as reported and priced in the usage files; no invoice was given.")
    addUsage(to: &sheet)
    addCategories(to: &sheet)
    addNetValue(to: &sheet)
    addInvoices(to: &sheet)
    addChecks(to: &sheet)
    addRange(to: &sheet)
    sheet.widths = [48, 16, 16, 14, 12]
    sheet.frozenRows = 2
    sheet.frozenColumns = 1
    return sheet
  }

  private func begin(_ sheet: inout Sheet, _ row: Int, _ title: String) {
    sheet.header(row - 1, [.text(title, 48), .number("USD")])
  }

  private func add(_ label: String, _ cell: Cell, to sheet: inout Sheet, _ row: Int, isTotal: Bool = false) {
    sheet.set(row, 0, .text(label, emphasis: isTotal ? .total : .none))
    sheet.set(row, 1, cell)
  }

  private func sum(_ firstRow: Int, _ lastRow: Int, _ value: Double, _ format: CellStyle.Format) -> Cell {
    .formula("SUM(\(own(firstRow, 1)):\(own(lastRow, 1)))", value, format, emphasis: .total)
  }

  private var usage: Double { data.report.review.ledger.total.cost.dollars }

  private var spend: Double { data.report.review.totals.spend.dollars }

  private func addUsage(to sheet: inout Sheet) {
    begin(&sheet, usageRow, hasInvoices ? "Usage" : "From usage to AI spend")
    for (index, line) in data.ledgerLines.prefix(4).enumerated() {
      add(line.label, .link(data.ledger(index), line.sums.cost.dollars, .money), to: &sheet, usageRow + index)
    }
    add(
      hasInvoices ? "Usage as reported and priced" : "AI spend", sum(usageRow, usageRow + 3, usage, .money), to: &sheet,
      usageRow + 4, isTotal: true)
  }

  private func addCategories(to sheet: inout Sheet) {
    begin(&sheet, categoryRow, "From AI spend to categories")
    for (index, group) in data.report.decisions.enumerated() {
      let reference = verdicts.reference(verdicts.subtotalRow + index, .spend)
      add(group.verdict.words, .link(reference, group.spend.dollars, .money), to: &sheet, categoryRow + index)
    }
    let last = categoryRow + data.report.decisions.count
    add(
      SpendWords(data.report).unattributed.plainText,
      .link(data.unattributedSpend(0), data.report.unattributedSpend.dollars, .money), to: &sheet,
      last)
    add("AI spend", sum(categoryRow, last, spend, .money), to: &sheet, last + 1, isTotal: true)
  }

  /// Both statements of the bills; each line is a link to the data, each total a sum of its lines.
  private func addInvoices(to sheet: inout Sheet) {
    guard hasInvoices, let statement = InvoiceStatement(data.report) else { return }
    let invoiced = statement.reconciliation.invoiced.dollars
    let (first, second) = (data.usageToInvoiceLeaves, data.invoiceToCategoriesLeaves)
    begin(&sheet, invoiceRow, "From usage to invoice")
    for (index, line) in first.enumerated() {
      add(
        line.label.plainText, .link(data.invoice(index), line.amount.dollars, .money), to: &sheet, invoiceRow + index)
    }
    let last = invoiceRow + first.count
    add("Provider invoices", sum(invoiceRow, last - 1, invoiced, .money), to: &sheet, last, isTotal: true)
    begin(&sheet, invoiceCategoryRow, "From invoice to task categories")
    for (index, line) in second.enumerated() {
      add(
        line.label.plainText, .link(data.invoice(first.count + index), line.amount.dollars, .money), to: &sheet,
        invoiceCategoryRow + index)
    }
    let end = invoiceCategoryRow + second.count
    add("Provider invoices", sum(invoiceCategoryRow, end - 1, invoiced, .money), to: &sheet, end, isTotal: true)
  }

  /// Every line reaches the bill, and the bill with what it does not cover is AI spend.
  private var invoiceChecks: [Check] {
    guard hasInvoices, let statement = InvoiceStatement(data.report) else { return [] }
    let invoiced = statement.reconciliation.invoiced.dollars
    let (first, second) = (data.usageToInvoiceLeaves, data.invoiceToCategoriesLeaves)
    let uncovered = first.firstIndex { $0.key == "usage_without_invoice" } ?? 0
    return [
      Check(
        words: "Usage and what explains the rest = provider invoices", left: own(invoiceRow + first.count, 1),
        right: data.invoiced, value: invoiced, format: .money),
      Check(
        words: "Categories and other lines = provider invoices", left: own(invoiceCategoryRow + second.count, 1),
        right: data.invoiced, value: invoiced, format: .money),
      Check(
        words: "Provider invoices and usage without invoice = AI spend",
        left: "\(data.invoiced)-\(data.invoice(uncovered))", right: data.total(.spend), value: spend, format: .money),
      Check(
        words: "Usage of the first statement = usage lines", left: "\(data.invoice(0))+\(data.invoice(1))",
        right: own(usageRow + 4, 1), value: usage, format: .money),
    ]
  }

  private func addNetValue(to sheet: inout Sheet) {
    begin(&sheet, netRow, "Net value")
    let net = data.report.review.totals.statement.netAfterEverything
    let categories = data.categories.map(\.statement.netAfterEverything).total()
    let all: Cell =
      hasCategories
      ? .link(verdicts.reference(verdicts.allRow, .net), categories.dollars, .estimate) : .value(0, .estimate)
    add("All categories, under the inputs", all, to: &sheet, netRow)
    add(
      "Not attributed", .link(data.unattributedNetValue(0), data.report.unattributedNetValue.dollars, .estimate),
      to: &sheet, netRow + 1)
    add(
      "Unused licences", .link(data.unattributedNetValue(1), (-data.report.unusedLicenceCost).dollars, .estimate),
      to: &sheet, netRow + 2)
    add(
      "Net value after all AI cost", sum(netRow, netRow + 2, net.dollars, .estimate), to: &sheet, netRow + 3,
      isTotal: true)
    add("As reported", .link(data.total(.netValue), net.dollars, .estimate), to: &sheet, netRow + 4)
    add(
      "Moved by the inputs", .formula("\(own(netRow + 3, 1))-\(own(netRow + 4, 1))", 0, .estimate), to: &sheet,
      netRow + 5)
  }

  /// Whatever the inputs are: every value less every cost of the categories, and what no category carries.
  private var netValueOfData: String {
    let values: [DataSheet.CategoryColumn] = [.measured, .time, .policy]
    let costs: [DataSheet.CategoryColumn] = [.token, .human, .run, .notJudged, .licence, .noOutcome, .noTask]
    let rest = "\(data.unattributedNetValue(0))+\(data.unattributedNetValue(1))"
    guard hasCategories else { return rest }
    return values.map { "SUM(\(data.categories($0)))+" }.joined() + rest
      + costs.map { "-SUM(\(data.categories($0)))" }.joined()
  }

  private var checks: [Check] {
    let net = data.report.review.totals.statement.netAfterEverything.dollars
    let byCategory = own(categoryRow + data.report.decisions.count + 1, 1)
    let all = [
      Check(
        words: hasInvoices ? "Usage lines and invoices beyond them = AI spend" : "Usage lines = AI spend as reported",
        left: own(usageRow + 4, 1) + beyond, right: data.total(.spend), value: spend, format: .money),
      Check(
        words: "Categories and not attributed = AI spend", left: byCategory, right: own(usageRow + 4, 1) + beyond,
        value: spend,
        format: .money),
      Check(
        words: "Values less costs of the sheet Data = net value as reported", left: netValueOfData,
        right: data.total(.netValue), value: net, format: .estimate),
    ]
    guard !data.report.review.departments.isEmpty else { return all + invoiceChecks + bridgeChecks }
    return all + [
      Check(
        words: "Departments = AI spend", left: "SUM(\(data.departments(1)))\(beyond)", right: data.total(.spend),
        value: spend,
        format: .money)
    ] + invoiceChecks + bridgeChecks
  }

  /// To a formula over usage: what no department and no category has.
  private var beyond: String { hasInvoices ? "+\(data.billedBeyondUsage)" : "" }

  private var bridgeChecks: [Check] {
    guard let bridge, let change = data.report.review.comparison?.bridge.change.dollars else { return [] }
    return [
      Check(
        words: "Effects of the bridge = change of AI spend", left: bridge.change,
        right: "\(data.total(.spend))-\(data.bridge(0))", value: change, format: .money),
      Check(
        words: "End of the bridge = AI spend", left: bridge.end, right: data.total(.spend), value: spend,
        format: .money),
    ]
  }

  /// Spend at least and at most, where rows of several requests can be in more than one price tier.
  private func addRange(to sheet: inout Sheet) {
    guard let range = data.report.review.costRange else { return }
    let row = checkRow + checks.count + 3
    begin(&sheet, row, "AI spend where prices depend on the length of prompts")
    add("At least", .value(range.low), to: &sheet, row)
    add("At most", .value(range.high), to: &sheet, row + 1)
    add("Usage rows that may have long prompts", .value(count: range.rows), to: &sheet, row + 2)
  }

  /// Amounts are exact to the nano-dollar; rounding takes off what a spreadsheet's sums of fractions leave.
  private func addChecks(to sheet: inout Sheet) {
    sheet.set(checkRow - 2, 0, .subheading("Checks"))
    sheet.header(
      checkRow - 1,
      [.text("Check", 48), .number("One way"), .number("Other way"), .number("Difference"), .number("Result")])
    for (index, check) in checks.enumerated() {
      let row = checkRow + index
      sheet.set(row, 0, .text(check.words))
      sheet.set(row, 1, .formula(check.left, check.value, check.format))
      sheet.set(row, 2, .formula(check.right, check.value, check.format))
      sheet.set(row, 3, .formula("ROUND(\(own(row, 1))-\(own(row, 2)),4)", 0, .money))
      sheet.set(row, 4, .formula("IF(\(own(row, 3))=0,\"OK\",\(own(row, 3)))", text: "OK", isRight: true))
    }
  }
}
