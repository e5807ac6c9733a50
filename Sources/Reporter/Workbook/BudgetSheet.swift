import Analysis
import TriageModel
import Workbook

/// Spend against each budget, and the frontier: what a budget should fund, with a chart.
struct BudgetSheet {
  static let name = "Budgets"
  private static let budgetRow = 4

  let report: Report
  private let section: BudgetSection

  init(_ report: Report) {
    self.report = report
    section = BudgetSection(report)
  }

  private var plan: BudgetPlan { section.plan }
  private var originRow: Int { Self.budgetRow + max(1, report.budgets.count) + 2 }
  private var noteRow: Int { originRow + plan.lines.count + 3 }
  private var columns: [SheetColumn] {
    [
      .text("Budget of", 34), .number("Budget, USD", 16), .number("Spend, USD", 16), .number("Left, USD", 16),
      .number("Run rate a day, USD", 16), .number("Period at that rate, USD", 16), .number("Used up on", 16),
    ]
  }

  private var notes: [String] { SheetNote.lines(section.notes) }

  private func cell(_ row: Int, _ column: Int) -> String { CellReference.cell(row, column) }

  var sheet: Sheet {
    var sheet = Sheet(name: BudgetSheet.name)
    sheet.begin(title: "Budgets: what is spent, and what to fund", note: section.title.plainText)
    sheet.header(Self.budgetRow - 1, columns)
    for (index, use) in report.budgets.enumerated() { add(use, Self.budgetRow + index, to: &sheet) }
    if report.budgets.isEmpty { sheet.set(Self.budgetRow, 0, .note("No budget was given.")) }
    addFunding(to: &sheet)
    for (index, note) in notes.enumerated() { sheet.set(noteRow + index, 0, .note(note)) }
    sheet.widths = columns.map(\.width)
    sheet.frozenRows = Self.budgetRow
    sheet.frozenColumns = 1
    sheet.titleRow = Self.budgetRow - 1
    return sheet
  }

  private func add(_ use: BudgetUse, _ row: Int, to sheet: inout Sheet) {
    sheet.set(row, 0, .text(use.department ?? "Whole company"))
    sheet.set(row, 1, .value(use.budget))
    guard let spend = use.spend, let left = use.left else {
      for column in 2...6 {
        sheet.set(row, column, Cell(.text("withheld"), CellStyle(emphasis: .note, alignment: .right)))
      }
      return
    }
    sheet.set(row, 2, .value(spend))
    sheet.set(row, 3, .formula("\(cell(row, 1))-\(cell(row, 2))", left.dollars, .money))
    if let rate = use.runRate, let projected = use.projected {
      sheet.set(row, 4, .formula("\(cell(row, 2))/\(use.days.elapsed)", rate.dollars, .statistic))
      sheet.set(
        row, 5, .formula("\(cell(row, 2))/\(use.days.elapsed)*\(use.days.counted)", projected.dollars, .money))
    }
    sheet.set(
      row, 6,
      use.usedUpDay.map { Cell(.number(Double($0 + 25_569)), CellStyle(.date)) }
        ?? Cell(.text(use.runRate == nil ? "–" : "lasts"), CellStyle(emphasis: .note, alignment: .right)))
  }

  /// One row per category in the order of funding; those that no budget should fund have no sums.
  private func addFunding(to sheet: inout Sheet) {
    guard !plan.lines.isEmpty else { return }
    sheet.header(
      originRow - 1,
      [
        .text("Task category", 34), .number("Token cost, USD", 16), .number("Net value, USD", 16),
        .number("Per token dollar", 16), .number("Budget so far, USD", 16), .number("Net value so far, USD", 16),
        .number("Funded", 16),
      ])
    sheet.set(originRow, 0, .text("Nothing funded"))
    sheet.set(originRow, 4, .value(0, .money))
    sheet.set(originRow, 5, .value(0, .estimate))
    for (index, line) in plan.lines.enumerated() {
      let row = originRow + 1 + index
      sheet.set(row, 0, .text(line.category))
      sheet.set(row, 1, .value(line.tokenCost))
      sheet.set(row, 2, .value(line.netValue.dollars, .estimate))
      if let ratio = line.netPerTokenDollar {
        sheet.set(row, 3, .formula("\(cell(row, 2))/\(cell(row, 1))", ratio, .statistic))
      }
      if plan.frontier.indices.contains(index) {
        let point = plan.frontier[index]
        sheet.set(row, 4, .formula("\(cell(row - 1, 4))+\(cell(row, 1))", point.budget.dollars, .money))
        sheet.set(row, 5, .formula("\(cell(row - 1, 5))+\(cell(row, 2))", point.netValue.dollars, .estimate))
      }
      let word = line.netValue <= .zero ? "not worth funding" : line.isFunded ? "yes" : "no"
      sheet.set(row, 6, Cell(.text(word), CellStyle(alignment: .right)))
    }
    addChart(to: &sheet)
  }

  private func addChart(to sheet: inout Sheet) {
    guard !plan.frontier.isEmpty else { return }
    sheet.lineCharts = [
      LineChart(
        title: "Net value against budget", description: "One point per category, in the order of funding.",
        sheet: BudgetSheet.name,
        series: [
          .init(
            name: "Net value", xColumn: 4, yColumn: 5, firstRow: originRow, lastRow: originRow + plan.frontier.count,
            stroke: .solid)
        ], xTitle: "Budget for tokens, US dollars", yTitle: "Net value, US dollars",
        row: noteRow + notes.count + 1, column: 0)
    ]
  }
}
