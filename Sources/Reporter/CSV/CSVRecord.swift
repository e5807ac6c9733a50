/// One record of a CSV file (RFC 4180) that a spreadsheet cannot mistake for a formula.
struct CSVRecord {
  enum Cell {
    /// Text, which may come from a file: a leading `=`, `+`, `-`, `@`, tab or carriage return gets a `'` before it.
    case text(String)
    /// A number: digits, a point, an ASCII minus.
    case number(String)
    case blank
  }

  let cells: [Cell]

  /// The record with its line feed.
  var line: String { cells.map(CSVRecord.text).joined(separator: ",") + "\n" }

  private static func text(_ cell: Cell) -> String {
    switch cell {
    case .blank: return ""
    case .number(let digits): return digits
    case .text(let text):
      let first = text.unicodeScalars.first.map(Character.init)
      let isFormula = first.map { "=+-@\t\r".contains($0) } ?? false
      return quoted(isFormula ? "'" + text : text)
    }
  }

  private static func quoted(_ text: String) -> String {
    let needsQuotes = text.unicodeScalars.contains { [",", "\"", "\n", "\r"].contains($0) }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}
