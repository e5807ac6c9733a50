import Analysis
import TriageModel
import Workbook

/// From the AI spend of one period to that of the other: the effects by formula, and a chart of the steps.
struct BridgeSheet {
  static let name = "Bridge"
  static let firstRow = 4

  enum Column: Int, CaseIterable {
    case effect, amount, share, after, base, previous, more, less, current

    var letter: String { CellReference.letters(rawValue) }
  }

  let data: DataSheet
  private let bridge: SpendBridge
  private let previousTitle: String
  private let currentTitle: String

  /// Nil where no other period was given.
  init?(_ data: DataSheet) {
    guard let comparison = data.report.review.comparison else { return nil }
    self.data = data
    bridge = comparison.bridge
    previousTitle = PeriodWords(period: comparison.period).title
    currentTitle = PeriodWords(period: data.report.review.period).title
  }

  private var effects: [SpendBridge.Effect] { SpendBridge.Effect.allCases }
  private var endRow: Int { Self.firstRow + effects.count + 1 }
  private var noteRow: Int { endRow + 2 }

  private var notes: [String] { SheetNote.lines(ChangeWords(data.report).notes) }

  /// Spend before the first effect and after each.
  private var steps: [Money] {
    effects.reduce(into: [bridge.previous]) { steps, effect in
      steps.append((steps.last ?? .zero) + bridge.amount(effect))
    }
  }

  /// The effects together, with the sheet's name.
  var change: String {
    "SUM(\(CellReference.column(Column.amount.rawValue, Self.firstRow + 1, endRow - 1, sheet: BridgeSheet.name)))"
  }

  /// The spend that the effects lead to, with the sheet's name.
  var end: String { CellReference.fixed(endRow, Column.amount.rawValue, sheet: BridgeSheet.name) }

  private var columns: [SheetColumn] {
    [
      .text("Effect on AI spend", 30), .number("Amount, USD"), .number("Of \(previousTitle)", 11),
      .number("Spend after it, USD"), .number("Chart: below the step", 12), .number("Chart: \(previousTitle)", 12),
      .number("Chart: more", 12), .number("Chart: less", 12), .number("Chart: \(currentTitle)", 12),
    ]
  }

  var sheet: Sheet {
    var sheet = Sheet(name: BridgeSheet.name)
    sheet.begin(
      title: "Bridge: why AI spend changed since \(previousTitle)",
      note: MessageTitles(data.report).bridge.plainText + " As reported and priced.")
    sheet.header(Self.firstRow - 1, columns)
    addStart(to: &sheet)
    for index in effects.indices { addEffect(index, to: &sheet) }
    addEnd(to: &sheet)
    for (index, note) in notes.enumerated() { sheet.set(noteRow + index, 0, .note(note)) }
    sheet.widths = columns.map(\.width)
    sheet.frozenRows = Self.firstRow
    sheet.frozenColumns = 1
    sheet.titleRow = Self.firstRow - 1
    addChart(to: &sheet)
    return sheet
  }

  private func cell(_ row: Int, _ column: Column) -> String { CellReference.cell(row, column.rawValue) }

  private func addStart(to sheet: inout Sheet) {
    let row = Self.firstRow
    for column in Column.allCases { sheet.set(row, column.rawValue, .totalBlank) }
    let spend = bridge.previous.dollars
    sheet.set(row, Column.effect.rawValue, .text("AI spend, \(previousTitle)", emphasis: .total))
    sheet.set(row, Column.amount.rawValue, .link(data.bridge(0), spend, .money, emphasis: .total))
    for column in [Column.after, .previous] {
      sheet.set(row, column.rawValue, .formula(cell(row, .amount), spend, .money, emphasis: .total))
    }
  }

  private func addEffect(_ index: Int, to sheet: inout Sheet) {
    let row = Self.firstRow + 1 + index
    let amount = bridge.amount(effects[index])
    let (before, after) = (steps[index], steps[index + 1])
    func place(_ column: Column, _ formula: String, _ value: Double) {
      sheet.set(row, column.rawValue, .formula(formula, value, .money))
    }
    sheet.set(row, Column.effect.rawValue, .text(data.bridgeLines[index + 1].label))
    sheet.set(row, Column.amount.rawValue, .link(data.bridge(index + 1), amount.dollars, .money))
    sheet.set(row, Column.share.rawValue, share(cell(row, .amount), amount, .none))
    place(.after, "\(cell(row - 1, .after))+\(cell(row, .amount))", after.dollars)
    place(.base, "MIN(\(cell(row - 1, .after)),\(cell(row, .after)))", min(before.dollars, after.dollars))
    place(.more, "MAX(\(cell(row, .amount)),0)", max(amount.dollars, 0))
    place(.less, "MAX(-\(cell(row, .amount)),0)", max(-amount.dollars, 0))
  }

  private func addEnd(to sheet: inout Sheet) {
    let row = endRow
    for column in Column.allCases { sheet.set(row, column.rawValue, .totalBlank) }
    let spend = bridge.current.dollars
    let lines = "\(cell(Self.firstRow, .amount)):\(cell(row - 1, .amount))"
    sheet.set(row, Column.effect.rawValue, .text("AI spend, \(currentTitle)", emphasis: .total))
    sheet.set(row, Column.amount.rawValue, .formula("SUM(\(lines))", spend, .money, emphasis: .total))
    sheet.set(
      row, Column.share.rawValue,
      share("(\(cell(row, .amount))-\(cell(Self.firstRow, .amount)))", bridge.change, .total))
    for column in [Column.after, .current] {
      sheet.set(row, column.rawValue, .formula(cell(row, .amount), spend, .money, emphasis: .total))
    }
  }

  /// A share of the earlier spend; none where that is not above zero.
  private func share(_ amount: String, _ value: Money, _ emphasis: CellStyle.Emphasis) -> Cell {
    guard let share = NumberStyle.fraction(value, of: bridge.previous) else {
      return Cell(.text("–"), CellStyle(emphasis: emphasis, alignment: .right))
    }
    let previous = CellReference.fixed(Self.firstRow, Column.amount.rawValue)
    return .formula("\(amount)/\(previous)", share, .shareChange, emphasis: emphasis)
  }

  /// Steps from zero, never cut; a step below zero, which credits can make, has no place there.
  private func addChart(to sheet: inout Sheet) {
    guard !steps.contains(where: \.isNegative) else { return }
    let series: [(String, Column, BarChart.Fill)] = [
      ("Below the step", .base, .hidden), (previousTitle, .previous, .light), ("More", .more, .more),
      ("Less", .less, .less), (currentTitle, .current, .solid),
    ]
    sheet.charts = [
      BarChart(
        title: "AI spend, \(previousTitle) to \(currentTitle)",
        description: "Columns of the table above: the spend of \(previousTitle), one step per effect, the spend of "
          + "\(currentTitle).",
        sheet: BridgeSheet.name, nameColumn: Column.effect.rawValue, firstRow: Self.firstRow, lastRow: endRow,
        series: series.map { .init(name: $0.0, column: $0.1.rawValue, fill: $0.2) }, axisTitle: "US dollars",
        row: noteRow + notes.count + 1, column: 0, direction: .columns)
    ]
  }
}
