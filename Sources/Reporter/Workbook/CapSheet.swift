import Analysis
import TriageModel
import Workbook

/// A cap beside triage: a chart, the path of triage and each case of the cap by formula. The chart comes first, so that
/// it is never cut across two printed pages.
struct CapSheet {
  static let name = "Cap or triage"
  private static let chartRow = 3

  let report: Report
  let verdicts: VerdictSheet
  private let section: CapSection

  init(report: Report, verdicts: VerdictSheet) {
    self.report = report
    self.verdicts = verdicts
    section = CapSection(report)
  }

  private var path: [TriageSaving.Step] { report.triage.path }
  private var hasChart: Bool { report.caps != nil && !path.isEmpty }
  private var pathRow: Int { hasChart ? Self.chartRow + 21 : 5 }
  private var lastPathRow: Int { pathRow + path.count }
  private var caseRow: Int { lastPathRow + 4 }
  private var cases: [(name: String, change: Money)] {
    guard let matched = section.matched else { return [] }
    let average = matched.netValueChangeIfAverage.map { [("Cap, average tasks dropped", $0)] } ?? []
    let kindest = matched.netValueChangeIfAverageAtKindest.map { [("Cap, \(kindestWords) dropped", $0)] } ?? []
    return [("Cap, tasks blocked in order of time", matched.netValueChange)] + average + kindest
  }
  /// `tasks worth 50% of the average`.
  private var kindestWords: String {
    "tasks worth \(CapWords.share(report.caps?.kindestValueMillionths ?? 0)) of the average"
  }
  private var caps: [(name: String, outcome: CapOutcome)] {
    [(section.matchedName, section.matched), ("Cap of the policy", report.caps?.policyCap)]
      .compactMap { name, outcome in outcome.map { (name, $0) } }
  }
  private var effectRow: Int { cases.isEmpty ? lastPathRow + 3 : caseRow + cases.count + 3 }
  private var noteRow: Int { caps.isEmpty ? lastPathRow + 2 : effectRow + 14 }
  private var curveRow: Int { noteRow + notes.count + 2 }
  /// Whether the curve has the band from average tasks dropped to tasks worth less.
  private var hasBand: Bool { cases.count == 3 && !section.shownCurve.isEmpty }

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
    sheet.header(pathRow - 1, columns)
    addPath(to: &sheet)
    addCases(to: &sheet)
    addEffects(to: &sheet)
    addCurve(to: &sheet)
    for (index, note) in notes.enumerated() { sheet.set(noteRow + index, 0, .note(note)) }
    sheet.widths = columns.map(\.width) + (hasBand ? [15, 15] : [])
    sheet.frozenRows = hasChart ? Self.chartRow : pathRow
    sheet.frozenColumns = 1
    sheet.titleRow = pathRow - 1
    addChart(to: &sheet)
    return sheet
  }

  private func addPath(to sheet: inout Sheet) {
    let today = report.review.totals.netValue.value
    sheet.set(pathRow, 0, .text("Today"))
    sheet.set(pathRow, 4, .value(0, .money))
    sheet.set(
      pathRow, 5, .link(verdicts.reference(verdicts.totalRow, .net), today, .estimate))
    for (index, step) in path.enumerated() {
      let row = pathRow + 1 + index
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
        .text(section.matchedCaption, 42), .text("", 24), .number("Frees, USD of tokens", 15),
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
          "\(cell(lastPathRow, 5))-\(cell(pathRow, 5))-\(cell(row, 3))", triage - item.change.dollars, .estimate))
      sheet.set(
        row, 5, .formula("\(cell(pathRow, 5))+\(cell(row, 3))", today + item.change.dollars, .estimate))
    }
  }

  private static func optional(_ amount: Money?) -> Cell {
    amount.map { .value($0.dollars, .estimate) } ?? .notMeasured
  }

  /// What the caps do, as numbers; workers and tasks as counts only.
  private func addEffects(to sheet: inout Sheet) {
    guard !caps.isEmpty else { return }
    sheet.header(
      effectRow - 1, [.text("Effect of a cap", 42), .text("", 24)] + caps.map { .number($0.name) })
    let rows: [(String, (CapOutcome) -> Cell)] = [
      (
        "US dollars per worker and month",
        { $0.cap == CapOutcome.noCap ? .notMeasured : .value(Money(nanos: Int128($0.cap)).dollars, .statistic) }
      ),
      ("Spend saved", { .value($0.spendSaved) }),
      ("Net value lost", { .value(-$0.netValueLost.dollars, .estimate) }),
      ("Waste removed", { .value($0.wasteRemoved.dollars, .estimate) }),
      ("Net value change, blocked in order of time", { .value($0.netValueChange.dollars, .estimate) }),
      ("Net value change, average tasks dropped", { CapSheet.optional($0.netValueChangeIfAverage) }),
      ("Net value change, \(kindestWords) dropped", { CapSheet.optional($0.netValueChangeIfAverageAtKindest) }),
      ("Tasks", { .value(count: $0.all.tasks) }), ("Tasks blocked", { .value(count: $0.blocked.tasks) }),
      ("Requests without a task blocked", { .value(count: $0.blocked.singleRequests) }),
      ("Workers", { .value(count: $0.workers) }), ("Workers touched", { .value(count: $0.workersTouched) }),
    ]
    for (index, row) in rows.enumerated() {
      sheet.set(effectRow + index, 0, .text(row.0))
      for (column, cap) in caps.enumerated() { sheet.set(effectRow + index, 2 + column, row.1(cap.outcome)) }
    }
  }

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
      ]
        + (hasBand
          ? [.number("Average tasks dropped, USD", 15), .number("Tasks worth less dropped, USD", 15)] : []))
    for (index, point) in section.shownCurve.enumerated() {
      let row = curveRow + index
      sheet.set(row, 2, .value(Money(nanos: Int128(point.cap)).dollars, .statistic))
      sheet.set(row, 3, .value(point.netValueChange.dollars, .estimate))
      sheet.set(row, 4, .value(point.spendSaved))
      sheet.set(
        row, 5,
        .formula("\(cell(pathRow, 5))+\(cell(row, 3))", today + point.netValueChange.dollars, .estimate))
      if hasBand { addBand(point, today, to: &sheet, row) }
    }
  }

  /// Net value where every category is cut by the same share: what the matched cap's case does, in proportion.
  private func addBand(_ point: CapPoint, _ today: Double, to sheet: inout Sheet, _ row: Int) {
    guard let freed = section.matched?.spendSaved.dollars, freed > 0 else { return }
    for (index, item) in cases.dropFirst().enumerated() {
      let source = caseRow + 1 + index
      sheet.set(
        row, 6 + index,
        .formula(
          "\(cell(pathRow, 5))+\(cell(source, 3))/\(cell(source, 2))*\(cell(row, 4))",
          today + item.change.dollars / freed * point.spendSaved.dollars, .estimate))
    }
  }

  private var lastCurveRow: Int { curveRow + section.shownCurve.count - 1 }

  private func addChart(to sheet: inout Sheet) {
    guard hasChart else { return }
    var series = [
      LineChart.Series(
        name: "Triage", xColumn: 4, yColumn: 5, firstRow: pathRow, lastRow: lastPathRow, stroke: .gain)
    ]
    if !section.shownCurve.isEmpty {
      series.append(
        LineChart.Series(
          name: "Caps, blocked in order of time", xColumn: 4, yColumn: 5, firstRow: curveRow, lastRow: lastCurveRow,
          stroke: .light))
    }
    if hasBand {
      for (index, name) in ["Caps, average tasks dropped", "Caps, \(kindestWords) dropped"].enumerated() {
        series.append(
          LineChart.Series(
            name: name, xColumn: 4, yColumn: 6 + index, firstRow: curveRow, lastRow: lastCurveRow, stroke: .dashed))
      }
    }
    sheet.lineCharts = [
      LineChart(
        title: "Net value against spend freed", description: "Triage step by step, and caps per worker and month.",
        sheet: CapSheet.name, series: series, xTitle: "Spend freed, US dollars", yTitle: "Net value, US dollars",
        row: Self.chartRow, column: 0)
    ]
  }
}
