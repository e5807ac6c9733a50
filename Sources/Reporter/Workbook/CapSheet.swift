import Analysis
import TriageModel
import Workbook

/// A cap beside triage at the same money freed: the path of triage and each case of the cap by formula, with a chart.
struct CapSheet {
  static let name = "Cap or triage"
  private static let pathRow = 5

  let report: Report
  let verdicts: VerdictSheet
  private let section: CapSection

  init(report: Report, verdicts: VerdictSheet) {
    self.report = report
    self.verdicts = verdicts
    section = CapSection(report)
  }

  private var path: [TriageSaving.Step] { report.triage.path }
  private var lastPathRow: Int { Self.pathRow + path.count }
  private var caseRow: Int { lastPathRow + 4 }
  private var cases: [(name: String, change: Money)] {
    guard let matched = section.matched else { return [] }
    let average = matched.netValueChangeIfAverage.map { [("Cap, average tasks dropped", $0)] } ?? []
    let kindest = matched.netValueChangeIfAverageAtKindest.map { [("Cap, kindest case", $0)] } ?? []
    return [("Cap, tasks blocked in order of time", matched.netValueChange)] + average + kindest
  }
  private var caps: [(name: String, outcome: CapOutcome)] {
    [("Cap that frees the same", section.matched), ("Cap of the policy", report.caps?.policyCap)]
      .compactMap { name, outcome in outcome.map { (name, $0) } }
  }
  private var effectRow: Int { cases.isEmpty ? lastPathRow + 3 : caseRow + cases.count + 3 }
  private var noteRow: Int { caps.isEmpty ? lastPathRow + 2 : effectRow + 11 }
  private var chartRow: Int { noteRow + notes.count + 1 }

  private var columns: [SheetColumn] {
    [
      .text("Triage path, best gain per freed dollar first", 42), .text("Verdict", 24),
      .number("Frees, USD of tokens", 15),
      .number("Adds net value, USD", 15), .number("Freed so far, USD", 15), .number("Net value so far, USD", 15),
    ]
  }

  private var notes: [String] { SheetNote.lines(section.notes) }

  private func cell(_ row: Int, _ column: Int) -> String { CellReference.cell(row, column) }

  var sheet: Sheet {
    var sheet = Sheet(name: CapSheet.name)
    sheet.begin(title: "Cap or triage", note: section.title.plainText)
    sheet.set(2, 0, .note("Static simulation: workers do not adapt. US dollars."))
    sheet.header(Self.pathRow - 1, columns)
    addPath(to: &sheet)
    addCases(to: &sheet)
    addEffects(to: &sheet)
    addCurve(to: &sheet)
    for (index, note) in notes.enumerated() { sheet.set(noteRow + index, 0, .note(note)) }
    sheet.widths = columns.map(\.width)
    sheet.frozenRows = Self.pathRow
    sheet.frozenColumns = 1
    sheet.titleRow = Self.pathRow - 1
    addChart(to: &sheet)
    return sheet
  }

  private func addPath(to sheet: inout Sheet) {
    let today = report.review.totals.netValue.value
    sheet.set(Self.pathRow, 0, .text("Today"))
    sheet.set(Self.pathRow, 4, .value(0, .money))
    sheet.set(
      Self.pathRow, 5, .link(verdicts.reference(verdicts.totalRow, .net), today, .estimate))
    for (index, step) in path.enumerated() {
      let row = Self.pathRow + 1 + index
      sheet.set(row, 0, .text(step.category))
      sheet.set(row, 1, .text(step.verdict.words))
      sheet.set(row, 2, .value(step.saved))
      sheet.set(row, 3, .value(step.netValueChange, .estimate))
      sheet.set(row, 4, .formula("\(cell(row - 1, 4))+\(cell(row, 2))", step.savedSoFar.dollars, .money))
      sheet.set(
        row, 5, .formula("\(cell(row - 1, 5))+\(cell(row, 3))", today + step.netValueChangeSoFar, .estimate))
    }
  }

  private func addCases(to sheet: inout Sheet) {
    guard let matched = section.matched else { return }
    let today = report.review.totals.netValue.value
    sheet.header(
      caseRow - 1,
      [
        .text("The same money freed", 42), .text("", 24), .number("Frees, USD of tokens", 15),
        .number("Adds net value, USD", 15), .number("Less than triage, USD", 15), .number("Net value, USD", 15),
      ])
    let triage = report.triage.netValueChange?.value ?? 0
    for (index, item) in cases.enumerated() {
      let row = caseRow + index
      sheet.set(row, 0, .text(item.name))
      sheet.set(row, 2, .value(matched.spendSaved))
      sheet.set(row, 3, .value(item.change.dollars, .estimate))
      sheet.set(
        row, 4,
        .formula(
          "\(cell(lastPathRow, 5))-\(cell(Self.pathRow, 5))-\(cell(row, 3))", triage - item.change.dollars, .estimate))
      sheet.set(
        row, 5, .formula("\(cell(Self.pathRow, 5))+\(cell(row, 3))", today + item.change.dollars, .estimate))
    }
  }

  /// What the caps do, as numbers; workers and tasks as counts only.
  private func addEffects(to sheet: inout Sheet) {
    guard !caps.isEmpty else { return }
    sheet.header(
      effectRow - 1, [.text("Effect of a cap", 42), .text("", 24)] + caps.map { .number($0.name) })
    let rows: [(String, (CapOutcome) -> Cell)] = [
      ("US dollars per worker and month", { .value(Money(nanos: Int128($0.cap)).dollars, .statistic) }),
      ("Spend saved", { .value($0.spendSaved) }),
      ("Net value lost", { .value(-$0.netValueLost.dollars, .estimate) }),
      ("Waste removed", { .value($0.wasteRemoved.dollars, .estimate) }),
      ("Tasks", { .value(count: $0.all.tasks) }), ("Tasks blocked", { .value(count: $0.blocked.tasks) }),
      ("Requests without a task blocked", { .value(count: $0.blocked.singleRequests) }),
      ("Workers", { .value(count: $0.workers) }), ("Workers touched", { .value(count: $0.workersTouched) }),
    ]
    for (index, row) in rows.enumerated() {
      sheet.set(effectRow + index, 0, .text(row.0))
      for (column, cap) in caps.enumerated() { sheet.set(effectRow + index, 2 + column, row.1(cap.outcome)) }
    }
  }

  private var curveRow: Int { chartRow + 20 }

  /// Caps of the curve, for the chart: what each frees, and net value under it.
  private func addCurve(to sheet: inout Sheet) {
    guard !section.shownCurve.isEmpty else { return }
    let today = report.review.totals.netValue.value
    sheet.header(
      curveRow - 1,
      [
        .text("All caps, the loosest first", 42), .text("", 24), .number("Cap, USD", 15),
        .number("Adds net value, USD", 15),
        .number("Frees, USD of tokens", 15), .number("Net value, USD", 15),
      ])
    for (index, point) in section.shownCurve.enumerated() {
      let row = curveRow + index
      sheet.set(row, 2, .value(Money(nanos: Int128(point.cap)).dollars, .statistic))
      sheet.set(row, 3, .value(point.netValueChange.dollars, .estimate))
      sheet.set(row, 4, .value(point.spendSaved))
      sheet.set(
        row, 5,
        .formula("\(cell(Self.pathRow, 5))+\(cell(row, 3))", today + point.netValueChange.dollars, .estimate))
    }
  }

  private func addChart(to sheet: inout Sheet) {
    guard report.caps != nil, !path.isEmpty else { return }
    var series = [
      LineChart.Series(
        name: "Triage", xColumn: 4, yColumn: 5, firstRow: Self.pathRow, lastRow: lastPathRow, stroke: .gain)
    ]
    if !section.shownCurve.isEmpty {
      series.append(
        LineChart.Series(
          name: "Caps", xColumn: 4, yColumn: 5, firstRow: curveRow, lastRow: curveRow + section.shownCurve.count - 1,
          stroke: .light))
    }
    sheet.lineCharts = [
      LineChart(
        title: "Net value against spend freed", description: "Triage step by step, and caps per worker and month.",
        sheet: CapSheet.name, series: series, xTitle: "Spend freed, US dollars", yTitle: "Net value, US dollars",
        row: chartRow, column: 0)
    ]
  }
}
