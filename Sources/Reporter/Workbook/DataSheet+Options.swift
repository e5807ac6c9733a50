import Analysis
import TriageModel
import Workbook

extension DataSheet {
  private static let titles: [SheetColumn] =
    [.number("No."), .text("Task category", 24), .text("Tool", 24), .text("Tier", 24), .text("Role", 24)]
    + ["Tasks", "Judged tasks"].map { .number($0) }
    + [
      "Value", "Token cost", "Review and rework", "Run cost", "Net value",
    ].map { .number($0 + ", USD per task") }
    + [.number("Accepted share"), .number("USD per accepted task"), .text("Compared", 24)]
    + [
      "Difference, USD per task", "Standard error", "Degrees of freedom", "t", "Hurdle, USD per task", "P(better)",
      "Tasks in scope", "Cash freed, USD per task", "Decisive",
    ].map { .number($0) } + [.text("Why", 24)]
    + BreakEven.Parameter.allCases.map { .number("Part of the gain: \(ReasonWords.parameter($0))") }

  func addOptions(to sheet: inout Sheet) {
    sheet.set(optionsRow - 2, 0, .subheading("Options of each task category"))
    sheet.header(optionsRow - 1, DataSheet.titles)
    for (index, row) in options.enumerated() {
      for (column, cell) in cells(row).enumerated() { sheet.set(optionsRow + index, column, cell) }
      for part in row.option.comparison?.breakEvens ?? [] where row.option.comparison?.estimate != nil {
        let column = OptionColumn.contribution(part.parameter)
        sheet.set(optionsRow + index, column, .value(part.contribution, .perTask))
      }
    }
  }

  private func cells(_ row: OptionRow) -> [Cell] {
    let option = row.option
    let estimate = option.comparison?.estimate
    return [
      .value(count: row.category + 1), .text(categories[row.category].name), .text(toolName(option)),
      .text(option.tier?.rawValue), .text(option.role.rawValue), .value(count: option.statement.tasks),
      .value(count: option.statement.okTasks), .value(option.perTask?.value, .statistic),
      .value(option.perTask?.tokenCost, .statistic), .value(option.perTask?.humanCost, .statistic),
      .value(option.perTask?.runCost, .statistic), .value(option.perTask?.netValue, .perTask),
      .value(option.perTask?.success, .share), .value(option.costPerAccepted, .statistic), .text(comparedWord(option)),
      .value(estimate?.delta, .perTask), .value(estimate?.standardError, .statistic),
      .value(estimate?.degreesOfFreedom, .statistic), .value(estimate?.quantile, .statistic),
      .value(estimate?.hurdle, .statistic), .value(estimate?.probabilityBetter, .probability),
      .value(estimate.map { Double($0.scopeTasks) }, .count), .value(estimate?.cashPerTask, .perTask),
      .value(count: row.isDecisive ? 1 : 0), .text(option.why),
    ]
  }

  func toolName(_ option: ToolOption) -> String { option.role == .none ? "No tool" : option.tool }

  /// Whether there is an estimate, or why not.
  func comparedWord(_ option: ToolOption) -> String? {
    guard let comparison = option.comparison else { return option.role == .incumbent ? "in use" : "not compared" }
    return comparison.refusal.map { "refused: \($0.rawValue)" } ?? (comparison.paired ? "paired" : "yes")
  }
}
