/// Writes CSV as RFC 4180 has it: UTF-8 without a byte-order mark, a line feed after every record, quotes only where
/// a cell needs them.
public struct CSVWriter: Sendable {
  /// Everything written so far.
  public private(set) var text = ""

  public init() {}

  /// - Parameter header: the column names, written as the first record.
  public init(header: [String]) { write(header.map(CSVCell.text)) }

  /// Adds one record.
  public mutating func write(_ cells: [CSVCell]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { text += "," }
      text += CSVWriter.quoted(cell.content)
    }
    text += "\n"
  }

  /// Gives away what was written, to write on from nothing.
  public mutating func take() -> String {
    defer { text = "" }
    return text
  }

  private static func quoted(_ content: String) -> String {
    var needsQuotes = false
    for byte in content.utf8 where byte == 0x2C || byte == 0x22 || byte == 0x0A || byte == 0x0D {
      needsQuotes = true
      break
    }
    guard needsQuotes else { return content }
    var quoted = "\""
    for scalar in content.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
