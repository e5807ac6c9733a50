import Analysis
import TriageModel
import Workbook

/// One row per category and option: what it gains against the tool in use, under the inputs.
struct OptionSheet {
  static let name = "Options"
  static let firstRow = 4

  enum Column: Int, CaseIterable {
    case number, category, tool, tier, role, tasks, net, success, costPerAccepted, compared, delta, error, quantile, low
    case high, hurdle, gain, gainNow, flipped, probability, scope, freed, change, changeLow, changeHigh, why
  }

  private static let columns: [SheetColumn] = [
    .number("No.", 5), .text("Task category", 22), .text("Tool", 20), .text("Tier", 9), .text("Role", 11),
    .number("Tasks", 9), .number("Net value, USD per task", 11), .number("Accepted share", 9),
    .number("USD per accepted task", 10), .text("Compared", 18), .number("Difference, USD per task", 12),
    .number("Standard error", 10), .number("t", 8), .number("Low end", 10), .number("High end", 10),
    .number("Hurdle, USD per task", 9), .number("Gain, USD per task", 10), .number("Gain under the inputs", 10),
    .number("Sign flipped", 8), .number("P(better)", 9), .number("Tasks in scope", 9), .number("Frees, USD", 10),
    .number("Change of net value, USD", 11), .number("Low end", 10), .number("High end", 10), .text("Why", 48),
  ]

  let data: DataSheet
  let assumptions: AssumptionSheet

  /// A cell of an option, with the sheet's name.
  func reference(_ index: Int, _ column: Column) -> String {
    CellReference.fixed(OptionSheet.firstRow + index, column.rawValue, sheet: OptionSheet.name)
  }

  /// A column over all options, with the sheet's name.
  func range(_ column: Column) -> String {
    CellReference.column(
      column.rawValue, OptionSheet.firstRow, OptionSheet.firstRow + max(0, data.options.count - 1),
      sheet: OptionSheet.name)
  }

  var sheet: Sheet {
    var sheet = Sheet(name: OptionSheet.name)
    sheet.begin(
      title: "Options: every way to do the work of a category, against the tool in use",
      note: "Difference of net value per task at equal difficulty, alternative less incumbent; "
        + "its ends are difference ± t × standard error. Gain = difference less hurdle.")
    sheet.header(Self.firstRow - 1, Self.columns)
    for index in data.options.indices { add(index, to: &sheet) }
    sheet.widths = Self.columns.map(\.width)
    sheet.frozenRows = Self.firstRow
    sheet.frozenColumns = 3
    sheet.titleRow = Self.firstRow - 1
    sheet.filter(
      firstRow: Self.firstRow - 1, lastRow: Self.firstRow + data.options.count - 1,
      lastColumn: Self.columns.count - 1)
    return sheet
  }

  private func add(_ index: Int, to sheet: inout Sheet) {
    let row = data.options[index]
    let option = row.option
    func place(_ column: Column, _ cell: Cell) { sheet.set(Self.firstRow + index, column.rawValue, cell) }
    func text(_ column: Column, _ source: DataSheet.OptionColumn, _ text: String?) {
      place(column, text.map { .link(data.option(index, source), $0) } ?? .text(nil))
    }
    func number(_ column: Column, _ source: DataSheet.OptionColumn, _ value: Double?, _ format: CellStyle.Format) {
      place(column, value.map { .link(data.option(index, source), $0, format) } ?? .text(nil))
    }
    number(.number, .number, Double(row.category + 1), .count)
    text(.category, .category, data.categories[row.category].name)
    text(.tool, .tool, data.toolName(option))
    text(.tier, .tier, option.tier?.rawValue)
    text(.role, .role, option.role.rawValue)
    number(.tasks, .tasks, Double(option.statement.tasks), .count)
    number(.net, .net, option.perTask?.netValue, .perTask)
    number(.success, .success, option.perTask?.success, .share)
    number(.costPerAccepted, .costPerAccepted, option.costPerAccepted, .statistic)
    text(.compared, .compared, data.comparedWord(option))
    text(.why, .why, option.why)
    guard let estimate = option.comparison?.estimate else { return }
    number(.delta, .delta, estimate.delta, .perTask)
    number(.error, .error, estimate.standardError, .statistic)
    number(.quantile, .quantile, estimate.quantile, .statistic)
    number(.hurdle, .hurdle, estimate.hurdle, .statistic)
    number(.probability, .probability, estimate.probabilityBetter, .probability)
    number(.scope, .scope, Double(estimate.scopeTasks), .count)
    for (column, cell) in formulas(index, estimate) { place(column, cell) }
  }

  private func formulas(_ index: Int, _ estimate: GainEstimate) -> [(Column, Cell)] {
    let tasks = Double(estimate.scopeTasks)
    func cell(_ column: Column) -> String { CellReference.cell(Self.firstRow + index, column.rawValue) }
    let reach = "\(cell(.quantile))*\(cell(.error))"
    let now = "\(cell(.gainNow))+\(cell(.hurdle))"
    return [
      (.low, .formula("\(cell(.delta))-\(reach)", estimate.lo, .perTask)),
      (.high, .formula("\(cell(.delta))+\(reach)", estimate.hi, .perTask)),
      (.gain, .formula("\(cell(.delta))-\(cell(.hurdle))", estimate.gain, .perTask)),
      (.gainNow, .formula(gainNow(index, cell(.gain)), estimate.gain, .perTask)),
      (.flipped, .formula("IF(SIGN(\(cell(.gain)))=SIGN(\(cell(.gainNow))),0,1)", 0, .count)),
      (.freed, .formula("\(cell(.scope))*\(data.option(index, .cash))", tasks * estimate.cashPerTask, .estimate)),
      (.change, .formula("\(cell(.scope))*(\(now))", tasks * estimate.delta, .estimate)),
      (.changeLow, .formula("\(cell(.scope))*(\(now)-\(reach))", tasks * estimate.lo, .estimate)),
      (.changeHigh, .formula("\(cell(.scope))*(\(now)+\(reach))", tasks * estimate.hi, .estimate)),
    ]
  }

  /// The gain with what each changed input adds to it: its part of the gain times the change of its factor.
  private func gainNow(_ index: Int, _ gain: String) -> String {
    let row = data.options[index]
    let parts = (row.option.comparison?.breakEvens ?? []).compactMap { part -> String? in
      let target = AssumptionInput.Target(part.parameter, category: row.category, tool: row.option.tool)
      guard part.contribution != 0, let factor = assumptions.factor(target) else { return nil }
      return "\(data.contribution(index, part.parameter))*(\(factor)-1)"
    }
    return ([gain] + parts).joined(separator: "+")
  }
}
