import Analysis
import TriageModel
import Workbook

/// One row per category with live formulas; below it the subtotals, and the way to the AI spend of the period.
struct VerdictSheet {
  static let name = "Verdicts"
  static let firstRow = 4

  enum Column: Int, CaseIterable {
    case number, category, verdict, check, target, tasks, spend, freed, spendAfter, value, token, human, run, other, net
    case netLow, netHigh, change, changeLow, changeHigh, oneOff

    var letter: String { CellReference.letters(rawValue) }
  }

  private static let columns: [SheetColumn] = [
    .number("No.", 5), .text("Task category", 24), .text("Verdict", 21), .text("Check", 9), .text("Target", 18),
    .number("Tasks", 9), .number("AI spend now, USD", 12), .number("Frees, USD", 12),
    .number("AI spend after, USD", 12),
    .number("Outcome value, USD", 12), .number("Token cost, USD", 12), .number("Review and rework, USD", 12),
    .number("Run cost, USD", 11), .number("Other cost, USD", 11), .number("Net value, USD", 12), .number("Low end", 12),
    .number("High end", 12), .number("Change if approved, USD", 12), .number("Low end", 11), .number("High end", 11),
    .number("One-off, USD", 10),
  ]

  let data: DataSheet
  let assumptions: AssumptionSheet
  let options: OptionSheet

  var lastRow: Int { Self.firstRow + data.categories.count - 1 }
  /// The first row of the subtotals.
  var subtotalRow: Int { Self.firstRow + data.categories.count + 2 }
  var allRow: Int { subtotalRow + data.report.decisions.count }
  var unattributedRow: Int { allRow + 1 }
  var licenceRow: Int { allRow + 2 }
  var totalRow: Int { allRow + 3 }

  /// A cell with the sheet's name.
  func reference(_ row: Int, _ column: Column) -> String {
    CellReference.fixed(row, column.rawValue, sheet: VerdictSheet.name)
  }

  /// A column over all categories, with the sheet's name.
  func range(_ column: Column) -> String {
    CellReference.column(column.rawValue, Self.firstRow, max(Self.firstRow, lastRow), sheet: VerdictSheet.name)
  }

  var sheet: Sheet {
    var sheet = Sheet(name: VerdictSheet.name)
    sheet.begin(
      title: "Verdicts: one row per task category",
      note: "The verdict is the tool's. The check says recheck where an input moves a gain past its break-even. "
        + "Other cost: tasks not judged, licences, requests without outcome or task.")
    sheet.header(Self.firstRow - 1, Self.columns)
    for index in data.categories.indices { add(index, to: &sheet) }
    addSubtotals(to: &sheet)
    sheet.widths = Self.columns.map(\.width)
    sheet.frozenRows = Self.firstRow
    sheet.frozenColumns = 2
    sheet.titleRow = Self.firstRow - 1
    sheet.filter(firstRow: Self.firstRow - 1, lastRow: lastRow, lastColumn: Self.columns.count - 1)
    return sheet
  }

  private func add(_ index: Int, to sheet: inout Sheet) {
    let category = data.categories[index]
    let row = Self.firstRow + index
    func place(_ column: Column, _ cell: Cell) { sheet.set(row, column.rawValue, cell) }
    func cell(_ column: Column) -> String { CellReference.cell(row, column.rawValue) }
    place(.number, .link(data.category(index, .number), Double(index + 1), .count))
    place(.category, .link(data.category(index, .name), category.name))
    place(.verdict, .text(category.verdict.words))
    place(.check, check(index, number: cell(.number)))
    place(.target, category.target.map { .link(data.category(index, .target), $0) } ?? .text(nil))
    place(.tasks, .link(data.category(index, .tasks), Double(category.statement.tasks), .count))
    place(.spend, .link(data.category(index, .spend), category.spend.dollars, .money))
    place(.spendAfter, .formula("\(cell(.spend))-\(cell(.freed))", category.spendAfter, .money))
    for (column, cell) in statement(index) { place(column, cell) }
    let costs = [Column.token, .human, .run, .other].map { "-" + cell($0) }.joined()
    let net = category.statement.netAfterEverything.dollars
    place(.net, .formula(cell(.value) + costs, net, .estimate))
    let interval = category.netAfterEverything
    place(
      .netLow,
      interval.map { .formula("\(cell(.net))-\(data.category(index, .below))", $0.lo, .estimate) } ?? .notMeasured)
    place(
      .netHigh,
      interval.map { .formula("\(cell(.net))+\(data.category(index, .above))", $0.hi, .estimate) } ?? .notMeasured)
    place(.oneOff, .link(data.category(index, .oneOff), category.oneOff.dollars, .money))
    for (column, cell) in change(index) { place(column, cell) }
  }

  private func check(_ index: Int, number: String) -> Cell {
    guard !data.options.isEmpty else { return .text(nil) }
    return .formula(
      "IF(SUMIFS(\(options.range(.flipped)),\(options.range(.number)),\(number))>0,\"recheck\",\"OK\")", text: "OK")
  }

  /// Values and costs under the inputs.
  private func statement(_ index: Int) -> [(Column, Cell)] {
    let statement = data.categories[index].statement
    func source(_ column: DataSheet.CategoryColumn) -> String { data.category(index, column) }
    let rate = assumptions.factor(.hourlyRate)
    let humanRate = data.report.context.humanCostFollowsRate ? "*" + rate : ""
    let isInMinutes = data.report.context.categoriesValuedInMinutes.contains(data.categories[index].name)
    let valueRate = isInMinutes ? "*" + rate : ""
    let other = statement.notOkCost + statement.licence + statement.noOutcomeSpend + statement.noTaskSpend
    let otherColumns: [DataSheet.CategoryColumn] = [.notJudged, .licence, .noOutcome, .noTask]
    return [
      (
        .value,
        .formula(
          "\(source(.measured))*\(assumptions.factor(.measuredValue))+\(source(.time))*\(rate)"
            + "+\(source(.policy))*\(assumptions.valueFactor(index))\(valueRate)", statement.grossValue.dollars, .money)
      ),
      (
        .token,
        .formula("\(source(.token))*\(assumptions.factor(.tokenPrice))", statement.tokenCost.dollars, .money)
      ),
      (
        .human,
        .formula(
          "\(source(.human))*\(assumptions.factor(.humanMinutes))\(humanRate)", statement.humanCost.dollars, .money)
      ), (.run, .link(source(.run), statement.runCost.dollars, .money)),
      (.other, .formula(otherColumns.map(source).joined(separator: "+"), other.dollars, .money)),
    ]
  }

  /// What approving the verdict frees and adds: the figures of the option that it rests on.
  private func change(_ index: Int) -> [(Column, Cell)] {
    let category = data.categories[index]
    guard let option = data.options.firstIndex(where: { $0.category == index && $0.isDecisive }),
      let change = category.netValueChange
    else { return [(.freed, .value(0, .money))] }
    return [
      (.freed, .link(options.reference(option, .freed), category.freed, .money)),
      (.change, .link(options.reference(option, .change), change.value, .estimate)),
      (.changeLow, .link(options.reference(option, .changeLow), change.lo, .estimate)),
      (.changeHigh, .link(options.reference(option, .changeHigh), change.hi, .estimate)),
    ]
  }
}
