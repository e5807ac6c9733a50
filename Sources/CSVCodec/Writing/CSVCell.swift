import TriageModel

/// One cell of a CSV file, by what it holds.
public enum CSVCell: Hashable, Sendable {
  /// Text, which may come from a file: a spreadsheet must not take it for a formula, nor a terminal for a command.
  case text(String)
  /// A number: digits, a point, an ASCII minus, an exponent. Written as it is.
  case number(String)
  /// Unknown, or nothing to say.
  case blank

  /// Whether a spreadsheet would read the text as a formula: it begins with `=`, `+`, `-`, `@`, tab or carriage return.
  public static func beginsFormula(_ text: String) -> Bool {
    switch text.unicodeScalars.first {
    case "=", "+", "-", "@", "\t", "\r": true
    default: false
    }
  }

  /// The text of the cell before quoting.
  ///
  /// Control and bidirectional-control characters are shown as `\u{…}`; line breaks and tabs are left to quoting.
  var content: String {
    switch self {
    case .blank: return ""
    case .number(let digits): return digits
    case .text(let text):
      let shown = CSVCell.isPlain(text) ? text : CSVCell.withoutControls(text)
      return CSVCell.beginsFormula(shown) ? "'" + shown : shown
    }
  }

  private static func isPlain(_ text: String) -> Bool { !text.unicodeScalars.contains(where: isControl) }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    PrintableText.isUnsafe(scalar) && !["\n", "\r", "\t"].contains(scalar)
  }

  private static func withoutControls(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isControl(scalar) {
        shown.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
      } else {
        shown.append(scalar)
      }
    }
    return String(shown)
  }
}
