import Analysis
import TriageModel
import Workbook

/// The answer: four numbers, one row per recommendation, and whether the workbook agrees with itself. Formulas only.
struct SummarySheet {
  static let name = "Summary"
  private static let numberRow = 4
  private static let decisionRow = 11

  let data: DataSheet
  let verdicts: VerdictSheet
  let reconciliation: ReconciliationSheet

  private var report: Report { data.report }
  private var groups: [DecisionGroup] { report.decisions }
  private var allRow: Int { Self.decisionRow + groups.count }
  private var checkRow: Int { allRow + 5 }

  private static let decisionColumns: [SheetColumn] = [
    .text("Recommendation", 36), .number("Categories", 13), .number("AI spend now, USD", 13),
    .number("Stays, USD", 13), .number("Frees, USD", 13), .number("Net value change, USD", 13),
    .number("Low end", 13), .number("High end", 13), .number("One-off, USD", 13),
  ]

  var sheet: Sheet {
    var sheet = Sheet(name: SummarySheet.name)
    let title = CellStyle(emphasis: .title)
    sheet.set(0, 0, Cell(.textFormula(data.title, value: MessageTitles(report).answer.plainText), title))
    sheet.set(
      1, 0, Cell(.textFormula(data.period, value: data.periodWords), CellStyle(emphasis: .note)))
    sheet.widths = Self.decisionColumns.map(\.width)
    guard !data.categories.isEmpty else { return sheet }
    addNumbers(to: &sheet)
    addDecisions(to: &sheet)
    addChecks(to: &sheet)
    addChart(to: &sheet)
    return sheet
  }

  private func addNumbers(to sheet: inout Sheet) {
    let totals = report.review.totals
    let total = verdicts.totalRow
    func link(_ column: VerdictSheet.Column, _ value: Double, _ format: CellStyle.Format) -> Cell {
      .link(verdicts.reference(total, column), value, format)
    }
    sheet.header(
      Self.numberRow - 1,
      [
        .text("Measure", 36), .number("USD"), .number("Low end"), .number("High end"), .number("If approved, USD"),
      ])
    let rows: [(String, [Cell])] = [
      (
        SpendWords(report).headline.plainText,
        [
          link(.spend, totals.spend.dollars, .money), .text(nil), .text(nil),
          link(.spendAfter, report.spendIfApproved, .money),
        ]
      ),
      (
        "Net value after all AI cost",
        [
          link(.net, totals.netValue.value, .estimate), link(.netLow, totals.netValue.lo, .estimate),
          link(.netHigh, totals.netValue.hi, .estimate), netValueIfApproved,
        ]
      ), ("Spend to move or stop", [spendToChange]),
      ("AI spend if approved", spendIfApproved),
    ]
    for (index, row) in rows.enumerated() {
      sheet.set(Self.numberRow + index, 0, .text(row.0))
      for (column, cell) in row.1.enumerated() { sheet.set(Self.numberRow + index, column + 1, cell) }
    }
  }

  private var netValueIfApproved: Cell {
    let row = verdicts.totalRow
    return .formula(
      "\(verdicts.reference(row, .net))+\(verdicts.reference(row, .change))", report.netValueIfApproved, .estimate)
  }

  private var spendToChange: Cell {
    let parts = groups.indices.filter { groups[$0].verdict.isChange }.map {
      verdicts.reference(verdicts.subtotalRow + $0, .spend)
    }
    return .formula(
      parts.isEmpty ? "0" : parts.joined(separator: "+"), report.review.totals.spendToChange.dollars, .money)
  }

  /// What is freed has an interval, so what is left has the same one turned round.
  private var spendIfApproved: [Cell] {
    let freed = report.review.totals.freed
    let spend = report.review.totals.spend.dollars
    let value = verdicts.reference(verdicts.totalRow, .spendAfter)
    return [
      .link(value, report.spendIfApproved, .money),
      .formula("\(value)-\(data.total(.freed, .above))", spend - freed.hi, .money),
      .formula("\(value)+\(data.total(.freed, .below))", spend - freed.lo, .money),
    ]
  }

  private func addDecisions(to sheet: inout Sheet) {
    sheet.header(Self.decisionRow - 1, Self.decisionColumns)
    for (index, group) in groups.enumerated() {
      let row = Self.decisionRow + index
      let source = verdicts.subtotalRow + index
      let words = verdicts.reference(source, .verdict)
      sheet.set(row, 0, .link(words, group.verdict.words))
      sheet.set(
        row, 1, .formula("COUNTIF(\(verdicts.range(.verdict)),\(words))", Double(group.indices.count), .count))
      let after = group.indices.reduce(0) { $0 + report.review.categories[$1].spendAfter }
      addMoney(
        to: &sheet, row, source,
        [group.spend.dollars, after, group.freed, group.netValueChange?.value, group.oneOff.dollars], .none)
      if let change = group.netValueChange { addEnds(to: &sheet, row, source, change, .none) }
    }
    addTotals(to: &sheet)
  }

  /// Spend, what stays, what is freed, the change of net value, and the one-off cost.
  private func addMoney(
    to sheet: inout Sheet, _ row: Int, _ source: Int, _ values: [Double?], _ emphasis: CellStyle.Emphasis
  ) {
    let columns: [(Int, VerdictSheet.Column, CellStyle.Format)] = [
      (2, .spend, .money), (3, .spendAfter, .money), (4, .freed, .money), (5, .change, .estimate), (8, .oneOff, .money),
    ]
    for case (let column, let value?) in zip(columns, values) {
      sheet.set(row, column.0, .link(verdicts.reference(source, column.1), value, column.2, emphasis: emphasis))
    }
  }

  private func addEnds(
    to sheet: inout Sheet, _ row: Int, _ source: Int, _ change: Estimate, _ emphasis: CellStyle.Emphasis
  ) {
    sheet.set(row, 6, .link(verdicts.reference(source, .changeLow), change.lo, .estimate, emphasis: emphasis))
    sheet.set(row, 7, .link(verdicts.reference(source, .changeHigh), change.hi, .estimate, emphasis: emphasis))
  }

  private func addTotals(to sheet: inout Sheet) {
    let totals = report.review.totals
    let spend = report.unattributedSpend.dollars
    sheet.set(allRow, 0, .text("Not attributed"))
    sheet.set(allRow, 2, .link(verdicts.reference(verdicts.unattributedRow, .spend), spend, .money))
    sheet.set(allRow, 3, .link(verdicts.reference(verdicts.unattributedRow, .spendAfter), spend, .money))
    let row = allRow + 1
    for column in Self.decisionColumns.indices { sheet.set(row, column, .totalBlank) }
    sheet.set(row, 0, .text(SpendWords(report).total.plainText, emphasis: .total))
    sheet.set(
      row, 1,
      .formula(
        "SUM(\(CellReference.cell(Self.decisionRow, 1)):\(CellReference.cell(allRow - 1, 1)))",
        Double(data.categories.count), .count, emphasis: .total))
    addMoney(
      to: &sheet, row, verdicts.totalRow,
      [
        totals.spend.dollars, report.spendIfApproved, totals.freed.value, totals.netValueChange?.value,
        totals.oneOff.dollars,
      ], .total)
    if let change = totals.netValueChange { addEnds(to: &sheet, row, verdicts.totalRow, change, .total) }
  }

  private func addChecks(to sheet: inout Sheet) {
    sheet.set(checkRow - 1, 0, .header("Checks", isText: true))
    sheet.set(checkRow, 0, .text("Checks of the sheet Reconciliation that fail"))
    sheet.set(checkRow, 1, .formula(reconciliation.failures, 0, .count))
    sheet.set(checkRow + 1, 0, .text("Verdicts to look at again under the inputs"))
    sheet.set(checkRow + 1, 1, .formula("COUNTIF(\(verdicts.range(.check)),\"recheck\")", 0, .count))
  }

  private func addChart(to sheet: inout Sheet) {
    sheet.charts = [
      BarChart(
        title: "AI spend by recommendation: what stays, what is freed",
        description: "Stacked bars of the columns Stays and Frees of the table above, one bar per recommendation.",
        sheet: SummarySheet.name, nameColumn: 0, firstRow: Self.decisionRow, lastRow: allRow - 1,
        series: [
          .init(name: "Stays", column: 3, fill: .solid), .init(name: "Freed if approved", column: 4, fill: .hatched),
        ], axisTitle: "US dollars", row: checkRow + 3, column: 0)
    ]
  }
}
