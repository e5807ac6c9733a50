import TriageModel

/// Text as the file format stores it.
enum CellText {
  /// The most characters that a cell takes, less room for escapes.
  private static let limit = 8_000

  /// Line breaks as spaces, control and bidirectional-control characters as `\u{…}`, and `_x0041_`, which a spreadsheet would read as an
  /// escaped character, with its first `_` escaped.
  static func stored(_ text: String) -> String {
    var stored = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars.prefix(limit))
    for (index, scalar) in scalars.enumerated() {
      if scalar == "_", isEscape(scalars[index...]) {
        stored.append(contentsOf: "_x005F_".unicodeScalars)
      } else if scalar == "\n" {
        stored.append(" ")
      } else if PrintableText.isUnsafe(scalar) {
        stored.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
      } else {
        stored.append(scalar)
      }
    }
    return String(stored)
  }

  private static func isEscape(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    let text = scalars.prefix(7).map(\.self)
    guard text.count == 7, text[1] == "x", text[6] == "_" else { return false }
    return text[2..<6].allSatisfy { $0.properties.isASCIIHexDigit }
  }
}
