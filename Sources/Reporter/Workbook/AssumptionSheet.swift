import Analysis
import TriageModel
import Workbook

/// The only inputs of the workbook. Their factors act on every gain, and the company's also on net value.
struct AssumptionSheet {
  static let name = "Assumptions"
  private static let firstRow = 4
  private static let columns: [SheetColumn] = [
    .text("Assumption", 30), .text("Applies to", 34), .number("Value", 11), .text("Unit", 15),
    .number("As reported", 11), .number("Factor", 9), .text("Source", 21), .number("Low", 9), .number("High", 9),
    .number("First flip at", 11), .text("Flips first", 34), .text("State", 9),
  ]

  let inputs: [AssumptionInput]
  private let report: Report
  private let rows: [AssumptionInput.Target: Int]

  init(_ data: DataSheet) {
    report = data.report
    inputs = AssumptionInput.all(data)
    rows = Dictionary(inputs.enumerated().map { ($1.target, $0) }) { first, _ in first }
  }

  var names: [DefinedName] {
    inputs.enumerated().map { index, input in
      DefinedName(
        name: input.name,
        reference: CellReference.fixed(Self.firstRow + index, 2, sheet: AssumptionSheet.name))
    }.sorted { $0.name < $1.name }
  }

  /// The cell with the factor by which the parameter differs from the report; nil where nothing depends on it.
  func factor(_ target: AssumptionInput.Target) -> String? {
    rows[target].map { CellReference.fixed(Self.firstRow + $0, 5, sheet: AssumptionSheet.name) }
  }

  /// The factor of a parameter that is the company's.
  func factor(_ parameter: BreakEven.Parameter) -> String {
    factor(AssumptionInput.Target(parameter, category: 0, tool: "")) ?? "1"
  }

  /// The factor of a category's value per success.
  func valueFactor(_ category: Int) -> String {
    factor(AssumptionInput.Target(.valuePerSuccess, category: category, tool: "")) ?? "1"
  }

  var sheet: Sheet {
    var sheet = Sheet(name: AssumptionSheet.name)
    sheet.begin(
      title: "Assumptions: change the blue cells, and every sheet follows",
      note: "Each acts on the gain of every option that depends on it; the effects of several changes are added. "
        + "Price, minutes and values act on net value too"
        + (report.context.humanCostFollowsRate
          ? ", and the hourly rate also on review and rework." : "; review and rework have rates of their own."))
    sheet.header(Self.firstRow - 1, Self.columns)
    for (index, input) in inputs.enumerated() { add(input, to: &sheet, Self.firstRow + index) }
    sheet.widths = Self.columns.map(\.width)
    sheet.frozenRows = Self.firstRow
    sheet.frozenColumns = 1
    sheet.titleRow = Self.firstRow - 1
    sheet.filter(
      firstRow: Self.firstRow - 1, lastRow: Self.firstRow + inputs.count - 1, lastColumn: Self.columns.count - 1)
    return sheet
  }

  private func add(_ input: AssumptionInput, to sheet: inout Sheet, _ row: Int) {
    let format: CellStyle.Format =
      input.isMultiple ? .factor : input.target.parameter == .successRate ? .share : .factor
    func cell(_ column: Int) -> String { CellReference.cell(row, column) }
    let cells: [Cell] = [
      .text(ReasonWords.parameter(input.target.parameter)), .text(scope(input)), .input(input.used, format),
      .text(input.unit), .value(input.used, format), .formula("\(cell(2))/\(cell(4))", 1, .factor),
      .text(input.source), .value(input.range?.low, format), .value(input.range?.high, format),
      input.flipsAt.map { .value($0, format) } ?? Cell(.text("none"), CellStyle(alignment: .right)),
      .text(input.flips.map(flipWords)),
      input.flipsAt == nil
        ? .text(nil)
        : .formula("IF((\(cell(2))-\(cell(9)))*(\(cell(4))-\(cell(9)))<=0,\"flips\",\"holds\")", text: "holds"),
    ]
    for (column, cell) in cells.enumerated() { sheet.set(row, column, cell) }
  }

  private func scope(_ input: AssumptionInput) -> String {
    let category = input.target.category.map { report.review.categories[$0].name }
    let tool = input.target.tool.map { $0 == "none" ? "No tool" : $0 }
    let parts = [category, tool].compactMap(\.self)
    return parts.isEmpty ? "All categories" : parts.joined(separator: ", ")
  }

  private func flipWords(_ row: AssumptionRow) -> String {
    "\(row.category), \(row.tool == "none" ? "No tool" : row.tool)"
  }
}
