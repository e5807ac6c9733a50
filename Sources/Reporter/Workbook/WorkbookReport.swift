import Analysis
import TriageModel
public import Workbook

/// The report as a workbook: data, inputs, and formulas over both that give the report's figures again.
///
/// Every formula carries the report's own figure as its value; text from files is never part of a formula.
public enum WorkbookReport {
  public static func make(_ report: Report) -> Workbook {
    let data = DataSheet(report)
    let assumptions = AssumptionSheet(data)
    let options = OptionSheet(data: data, assumptions: assumptions)
    let verdicts = VerdictSheet(data: data, assumptions: assumptions, options: options)
    let bridge = BridgeSheet(data)
    let reconciliation = ReconciliationSheet(data: data, verdicts: verdicts, bridge: bridge)
    let summary = SummarySheet(data: data, verdicts: verdicts, reconciliation: reconciliation)
    return Workbook(
      sheets: [
        summary.sheet, verdicts.sheet, options.sheet, assumptions.sheet, bridge?.sheet,
        CapSheet(report: report, verdicts: verdicts).sheet, reconciliation.sheet, InvoiceSheet(report)?.sheet,
        data.sheet,
        ProvenanceSheet(report).sheet,
      ].compactMap { $0 } + InsightSheets(report).sheets + [BudgetSheet(report).sheet].compactMap { $0 },
      names: assumptions.names, title: MessageTitles(report).answer.plainText,
      created: DateCell.seconds(report.review.period.end))
  }
}

extension Sheet {
  /// The heading of a sheet: its title, and below it what it shows.
  mutating func begin(title: String, note: String) {
    set(0, 0, .heading(title))
    set(1, 0, .note(note))
  }

  /// The header row of a table; text columns are on the left, numbers on the right.
  mutating func header(_ row: Int, from first: Int = 0, _ titles: [SheetColumn]) {
    for (column, title) in titles.enumerated() { set(row, first + column, .header(title.title, isText: title.isText)) }
    let lines = titles.map(\.lines).max() ?? 1
    if lines > 1 { heights[row] = 15 * Double(lines) }
  }
}

/// The head of a column.
struct SheetColumn {
  let title: String
  let width: Double
  let isText: Bool

  /// How many lines the title takes in bold.
  var lines: Int {
    let room = Int(width * 0.85)
    var lines = 1
    var used = 0
    for word in title.split(separator: " ") {
      if used > 0, used + 1 + word.count > room {
        lines += 1
        used = word.count
      } else {
        used += word.count + (used > 0 ? 1 : 0)
      }
    }
    return lines
  }

  static func text(_ title: String, _ width: Double) -> SheetColumn {
    SheetColumn(title: title, width: width, isText: true)
  }

  static func number(_ title: String, _ width: Double = 13) -> SheetColumn {
    SheetColumn(title: title, width: width, isText: false)
  }
}
