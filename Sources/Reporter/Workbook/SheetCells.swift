import TriageModel
import Workbook

/// Cells in the styles that the sheets share.
extension Cell {
  static func heading(_ text: String) -> Cell { Cell(.text(text), CellStyle(emphasis: .title)) }
  static func subheading(_ text: String) -> Cell { Cell(.text(text), CellStyle(emphasis: .subtitle)) }
  static func note(_ text: String) -> Cell { Cell(.text(text), CellStyle(emphasis: .note)) }

  static func header(_ text: String, isText: Bool) -> Cell {
    Cell(
      text.isEmpty ? .blank : .text(text),
      CellStyle(emphasis: .header, alignment: isText ? .automatic : .right, wraps: true))
  }

  /// Text as it is; nothing where there is none.
  static func text(_ text: String?, emphasis: CellStyle.Emphasis = .none, wraps: Bool = false) -> Cell {
    Cell(text.map(Content.text) ?? .blank, CellStyle(emphasis: emphasis, wraps: wraps))
  }

  /// A value; nothing where it is not known.
  static func value(_ value: Double?, _ format: CellStyle.Format) -> Cell {
    Cell(value.map(Content.number) ?? .blank, CellStyle(format))
  }

  static func value(_ amount: Money) -> Cell { value(amount.dollars, .money) }
  static func value(count: some BinaryInteger) -> Cell { value(Double(count), .count) }

  /// A value that the reader may change.
  static func input(_ value: Double, _ format: CellStyle.Format) -> Cell {
    Cell(.number(value), CellStyle(format, ink: .input))
  }

  /// A value of another sheet.
  static func link(
    _ reference: String, _ value: Double, _ format: CellStyle.Format, emphasis: CellStyle.Emphasis = .none
  ) -> Cell {
    Cell(.formula(reference, value: value), CellStyle(format, ink: .link, emphasis: emphasis))
  }

  static func link(_ reference: String, _ text: String, emphasis: CellStyle.Emphasis = .none) -> Cell {
    Cell(.textFormula(reference, value: text), CellStyle(ink: .link, emphasis: emphasis))
  }

  static func formula(
    _ formula: String, _ value: Double, _ format: CellStyle.Format, emphasis: CellStyle.Emphasis = .none
  ) -> Cell {
    Cell(.formula(formula, value: value), CellStyle(format, emphasis: emphasis))
  }

  static func formula(_ formula: String, text: String, isRight: Bool = false) -> Cell {
    Cell(.textFormula(formula, value: text), CellStyle(alignment: isRight ? .right : .automatic))
  }

  /// An interval or a figure that there is not.
  static let notMeasured = Cell(.text("not measured"), CellStyle(emphasis: .note, alignment: .right))

  /// Keeps the line over a row of sums whole.
  static let totalBlank = Cell(.blank, CellStyle(emphasis: .total))
}

/// Months as dates of a workbook.
enum DateCell {
  /// Seconds since 1970 of the month's start.
  static func seconds(_ month: Month) -> Int { month.start.daysSinceEpoch * 86_400 }

  /// Days since 30 December 1899, as workbooks count.
  static func make(_ month: Month) -> Cell {
    Cell(.number(Double(month.start.daysSinceEpoch + 25_569)), CellStyle(.date))
  }
}
