import Analysis
import TriageModel
import Workbook

/// The comparison of bills and usage by provider, model and months: values, with sums by formula.
struct InvoiceSheet {
  static let name = "Invoice lines"
  private static let lineRow = 4

  let reconciliation: Reconciliation

  /// Nil where no bill touches the period.
  init?(_ report: Report) {
    guard let statement = InvoiceStatement(report) else { return nil }
    reconciliation = statement.reconciliation
  }

  private var lines: [Reconciliation.Line] { reconciliation.lines }
  private var charges: [Reconciliation.Charge] { reconciliation.charges }
  private var totalRow: Int { Self.lineRow + lines.count }
  private var chargeRow: Int { totalRow + 4 }

  private static let columns: [SheetColumn] = [
    .text("Provider", 24), .text("Model", 32), .text("From", 12), .text("To (excluded)", 14), .text("Class", 24),
    .number("Usage rows"), .number("Usage, USD", 16), .number("Invoice rows"), .number("Invoice, USD", 16),
    .number("List price, USD", 16), .number("Discount, USD", 16), .number("Difference, USD", 16),
    .number("Rounding at most, USD", 16),
  ]

  var sheet: Sheet {
    var sheet = Sheet(name: InvoiceSheet.name)
    sheet.begin(
      title: "Invoice lines: bills and usage by provider, model and months",
      note: "US dollars. The difference is the invoice less usage; a line without invoice rows is on no bill.")
    sheet.header(Self.lineRow - 1, Self.columns)
    for (index, line) in lines.enumerated() { add(line, Self.lineRow + index, to: &sheet) }
    addTotals(to: &sheet)
    addCharges(to: &sheet)
    sheet.widths = Self.columns.map(\.width)
    sheet.frozenRows = Self.lineRow
    sheet.frozenColumns = 2
    sheet.titleRow = Self.lineRow - 1
    return sheet
  }

  private func add(_ line: Reconciliation.Line, _ row: Int, to sheet: inout Sheet) {
    let allModels = line.usage.rows > 0 ? "all models" : "no model named"
    let cells: [Cell] = [
      .text(line.provider ?? "no provider named"), .text(line.model ?? allModels), DateCell.make(line.months.first),
      DateCell.make(line.months.end), .text(InvoiceTables.words(line)), .value(count: line.usage.rows),
      .value(line.usage.cost), .value(count: line.billedRows), .value(line.billed?.dollars, .money),
      .value(line.listed?.dollars, .money), .value(line.discount),
      .value(line.billed == nil ? nil : line.difference.dollars, .money), .value(line.rounding),
    ]
    for (column, cell) in cells.enumerated() { sheet.set(row, column, cell) }
  }

  private func addTotals(to sheet: inout Sheet) {
    guard !lines.isEmpty else { return }
    for column in Self.columns.indices { sheet.set(totalRow, column, .totalBlank) }
    sheet.set(totalRow, 0, .text("All lines", emphasis: .total))
    let usage = lines.map(\.usage.cost).total()
    let billed = lines.compactMap(\.billed).total()
    for (column, amount) in [(6, usage), (8, billed)] {
      let cells = "\(CellReference.cell(Self.lineRow, column)):\(CellReference.cell(totalRow - 1, column))"
      sheet.set(totalRow, column, .formula("SUM(\(cells))", amount.dollars, .money, emphasis: .total))
    }
  }

  /// What the bills charge beside usage.
  private func addCharges(to sheet: inout Sheet) {
    guard !charges.isEmpty else { return }
    sheet.header(
      chargeRow - 1,
      [
        .text("Other charges of", 24), .text("Model", 32), .text("From", 12), .text("To (excluded)", 14),
        .text("Kind", 24), .number("Invoice rows"), .number("Invoice, USD", 16),
      ])
    for (index, charge) in charges.enumerated() {
      let cells: [Cell] = [
        .text(charge.provider), .text(charge.model), DateCell.make(charge.months.first),
        DateCell.make(charge.months.end), .text(charge.kind.rawValue), .value(count: charge.rows),
        .value(charge.amount),
      ]
      for (column, cell) in cells.enumerated() { sheet.set(chargeRow + index, column, cell) }
    }
  }
}
