import Analysis
import TriageModel
import Workbook

/// Hidden cost, spend without shown return and software candidates, a sheet each: values, with sums by formula.
struct InsightSheets {
  static let names = ["Hidden", "Return", "Software"]

  private let report: Report
  private let words: InsightWords
  private let insights: SpendInsights?

  init(_ report: Report) {
    self.report = report
    words = InsightWords(report)
    insights = report.review.insights
  }

  /// None where the review was made without these figures.
  var sheets: [Sheet] {
    guard let insights else { return [] }
    return [hidden(insights.hiddenCost), ownSake(insights.ownSake), software(insights.software)]
  }

  private func begin(_ name: String, _ title: Phrase, _ note: String, _ columns: [SheetColumn]) -> Sheet {
    var sheet = Sheet(name: name)
    sheet.begin(title: title.droppingFinalStop.plainText, note: note)
    sheet.widths = columns.map(\.width)
    sheet.frozenRows = 2
    sheet.frozenColumns = 1
    return sheet
  }

  private static func optional(_ amount: Money?) -> Cell { amount.map(Cell.value) ?? .notMeasured }
  private static func optional(_ value: Double?, _ format: CellStyle.Format) -> Cell {
    value == nil ? .notMeasured : .value(value, format)
  }

  private static func add(_ cells: [Cell], to sheet: inout Sheet, _ row: Int) {
    for (column, cell) in cells.enumerated() { sheet.set(row, column, cell) }
  }

  /// - Returns: the row after them.
  @discardableResult
  private func add(_ notes: [Phrase], to sheet: inout Sheet, _ row: Int) -> Int {
    // One line per sentence, so that a printed page is not as wide as a paragraph.
    let sentences = notes.flatMap { note -> [String] in
      let parts = note.plainText.split(separator: ". ").map(String.init)
      return parts.dropLast().map { $0 + "." } + parts.suffix(1)
    }
    for (index, sentence) in sentences.enumerated() { sheet.set(row + index, 0, .note(sentence)) }
    return row + sentences.count
  }

  // MARK: Hidden cost

  private static func hiddenColumns(_ title: String) -> [SheetColumn] {
    [.text(title, 34), .number("Usage, USD"), .number("Failed tasks, USD"), .number("Abandoned, USD")]
      + HiddenViews.allCases.dropFirst(2).map { .number("\($0.words), USD", 15) }
      + [.number("Sub-agent share", 11), .number("Reasoning tokens of output", 11)]
  }

  private func hidden(_ cost: HiddenCost) -> Sheet {
    var sheet = begin(
      InsightSheets.names[0], words.hiddenCostTitle,
      "US dollars. Views of the same spend that overlap: only failed and abandoned tasks may be added.",
      InsightSheets.hiddenColumns("Task category"))
    var row = 3
    for (title, lines) in [("Task category", cost.categories), ("Department", cost.departments)] {
      sheet.header(row, InsightSheets.hiddenColumns(title))
      for (index, line) in lines.enumerated() {
        InsightSheets.add(InsightSheets.cells(line), to: &sheet, row + 1 + index)
      }
      total(of: cost.company, lines: lines.count, to: &sheet, row + 1)
      row += lines.count + 4
    }
    row = add(InsightWords.notes(cost), to: &sheet, row)
    if let trees = report.trees { add(trees, to: &sheet, row + 1) }
    return sheet
  }

  private func add(_ trees: AgentTrees, to sheet: inout Sheet, _ row: Int) {
    sheet.header(
      row,
      [
        .text("Agent trees, by the spend of all tasks of a shape", 34), .number("Depth"), .number("Widest fan-out"),
        .number("Tasks"), .number("Spend, USD"),
      ])
    for (index, shape) in trees.dearest.enumerated() {
      InsightSheets.add(
        [
          .text("Shape \(index + 1)"), .value(count: shape.depth), .value(count: shape.fanOut),
          .value(count: shape.tasks), .value(shape.spend),
        ], to: &sheet, row + 1 + index)
    }
    let end = row + 1 + trees.shapes.count
    for (index, item) in [("Orphan requests", trees.orphans), ("Cyclic requests", trees.cyclic)].enumerated() {
      InsightSheets.add([.text(item.0), .text(""), .text(""), .value(count: item.1)], to: &sheet, end + index)
    }
  }

  private static func cells(_ line: HiddenCost.Line) -> [Cell] {
    [
      .text(HiddenCostTables.name(line).plainText), .value(line.spend), .value(line.failedTaskCost),
      .value(line.abandonedSpend),
    ] + HiddenViews.allCases.dropFirst(2).map { optional($0.amount(line)) } + [
      optional(line.subAgentShare, .share), optional(line.reasoningShare, .share),
    ]
  }

  /// Sums of the columns that add up; the other figures of the company are its own.
  private func total(of company: HiddenCost.Line, lines: Int, to sheet: inout Sheet, _ first: Int) {
    let row = first + lines
    sheet.set(row, 0, .text("Company", emphasis: .total))
    let sums = [company.spend, company.failedTaskCost, company.abandonedSpend]
    for (column, amount) in sums.enumerated() {
      let range = "\(CellReference.cell(first, column + 1)):\(CellReference.cell(row - 1, column + 1))"
      sheet.set(row, column + 1, .formula("SUM(\(range))", amount.dollars, .money, emphasis: .total))
    }
    let rest = InsightSheets.cells(company).dropFirst(4)
    for (index, cell) in rest.enumerated() {
      var cell = cell
      cell.style.emphasis = .total
      sheet.set(row, index + 4, cell)
    }
  }

  // MARK: Spend without shown return

  private func ownSake(_ use: OwnSakeUse) -> Sheet {
    let columns: [SheetColumn] = [
      .text("Task category", 34), .text("Department", 24), .number("Judged tasks", 11), .number("Token cost, USD"),
      .number("Net value, USD"), .number("Per token dollar", 11), .number("Low end", 11), .number("High end", 11),
      .text("Why it is listed", 34),
    ]
    var sheet = begin(
      InsightSheets.names[1], words.ownSakeTitle, "Nobody is named or ranked; a question, not a blame.", columns)
    sheet.header(3, columns)
    for (index, group) in use.lowReturn.enumerated() {
      InsightSheets.add(
        [
          .text(group.category), .text(group.department ?? "No department"), .value(count: group.tasks),
          .value(group.tokenCost), .value(group.netValue.dollars, .estimate),
          InsightSheets.optional(group.perTokenDollar?.value, .statistic),
          InsightSheets.optional(group.perTokenDollar?.lo, .statistic),
          InsightSheets.optional(group.perTokenDollar?.hi, .statistic),
          .text(
            group.sign == .intervalBelowZero
              ? "dearest quarter, interval below zero" : "net value of its tasks below zero"),
        ], to: &sheet, 4 + index)
    }
    let notes = words.ownSakeNotes
    var row = 5 + use.lowReturn.count
    // A table follows the note that announces it.
    row = add([notes[0], notes[1]], to: &sheet, row)
    row = addOutliers(use.outliers, to: &sheet, row)
    row = add([notes[2]], to: &sheet, row)
    addFalling(use.falling ?? [], to: &sheet, row)
    return sheet
  }

  /// - Returns: the row after them and a blank one.
  private func addOutliers(_ outliers: [OwnSakeUse.Outlier], to sheet: inout Sheet, _ row: Int) -> Int {
    guard !outliers.isEmpty else { return row }
    sheet.header(
      row,
      [
        .text("Department", 34), .text("", 24), .number("Spend per judged task, USD", 11),
        .number("Median of departments, USD"), .number("Score"),
      ])
    for (index, outlier) in outliers.enumerated() {
      InsightSheets.add(
        [
          .text(outlier.department ?? "No department"), .text(""), .value(outlier.spendPerTask, .statistic),
          .value(outlier.medianPerTask, .statistic), .value(outlier.score, .statistic),
        ], to: &sheet, row + 1 + index)
    }
    return row + outliers.count + 2
  }

  private func addFalling(_ groups: [OwnSakeUse.Falling], to sheet: inout Sheet, _ row: Int) {
    guard !groups.isEmpty else { return }
    sheet.header(
      row,
      [
        .text("Group", 34), .text("Kind", 24), .number("Spend per judged task before, USD", 11),
        .number("Spend per judged task now, USD"), .number("Change"),
        .number("Value per judged task before, USD", 11), .number("Value per judged task now, USD", 11),
      ])
    for (index, group) in groups.enumerated() {
      InsightSheets.add(
        [
          .text(group.name ?? "No department"), .text(group.isDepartment ? "department" : "task category"),
          .value(group.spendBefore, .statistic), .value(group.spendNow, .statistic), .value(group.rise, .share),
          .value(group.valueBefore, .statistic), .value(group.valueNow, .statistic),
        ], to: &sheet, row + 1 + index)
    }
  }

  // MARK: Software

  private func software(_ software: SoftwareCandidates) -> Sheet {
    let columns: [SheetColumn] =
      [.text("Task category", 34), .text("Verdict now", 24), .number("AI spend, USD"), .number("Tasks", 11)]
      + SoftwareCandidates.Sign.allCases.map { .number(SoftwareSignWords.head($0).plainText) } + [
        .number("Signs that hold", 9), .number("Build cost, USD"), .number("Payback, months", 11),
        .number("at high success", 11), .number("at low success", 11), .text("Assumed software", 22),
      ]
    var sheet = begin(
      InsightSheets.names[2], words.softwareTitle, "A suggestion to pilot, never a verdict.", columns)
    sheet.header(3, columns)
    for (index, candidate) in software.candidates.enumerated() {
      let payback = candidate.payback
      InsightSheets.add(
        [
          .text(candidate.category), .text(candidate.verdict.words), .value(candidate.spend),
          .value(count: candidate.tasks),
        ] + candidate.evidence.map { InsightSheets.optional($0.value, InsightSheets.format($0.sign)) } + [
          .value(count: candidate.signs), InsightSheets.optional(candidate.buildCost),
          InsightSheets.optional(payback?.months, .factor), InsightSheets.optional(payback?.fewestMonths, .factor),
          InsightSheets.optional(payback?.mostMonths, .factor), .text(payback?.tool ?? "none assumed"),
        ], to: &sheet, 4 + index)
    }
    add(words.softwareNotes, to: &sheet, 5 + software.candidates.count)
    return sheet
  }

  private static func format(_ sign: SoftwareCandidates.Sign) -> CellStyle.Format {
    switch sign {
    case .short: .count
    case .equal, .repeated: .factor
    case .plain, .easy: .share
    }
  }
}
