internal import TriageModel

/// What the first bytes of a file say: its encoding, its separator, its column names.
enum HeaderReading {
  static func refuseOtherEncodings(_ window: borrowing ByteWindow, file: String) throws(CSVOpenError) {
    guard window.count >= 2 else { return }
    let little = window[0] == 0xFF && window[1] == 0xFE
    let big = window[0] == 0xFE && window[1] == 0xFF
    var evenNuls = 0
    var oddNuls = 0
    for index in 0..<min(64, window.count) where window[index] == 0 {
      if index % 2 == 0 { evenNuls += 1 } else { oddNuls += 1 }
    }
    let name: String
    if little || (oddNuls > 4 && evenNuls == 0) {
      name = "UTF-16LE"
    } else if big || (evenNuls > 4 && oddNuls == 0) {
      name = "UTF-16BE"
    } else {
      return
    }
    throw .refused(
      Diagnostic(
        code: "utf-16", position: SourcePosition(file: file, line: 1, column: 1, byte: 0),
        message: "the file is \(name), not UTF-8",
        remedy: "Convert it: iconv -f UTF-16 -t UTF-8 FILE > FILE.utf8"))
  }

  /// The separator that occurs most in the first line outside of quotes; a comma where none does.
  static func separator(_ window: borrowing ByteWindow, from start: Int) -> UInt8 {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    var counts = [0, 0, 0]
    var insideQuotes = false
    var index = start
    while index < window.count {
      let byte = window[index]
      if byte == UInt8(ascii: "\"") { insideQuotes.toggle() }
      if !insideQuotes {
        if byte == 0x0A || byte == 0x0D { break }
        if let candidate = candidates.firstIndex(of: byte) { counts[candidate] += 1 }
      }
      index += 1
    }
    var best = 0
    for candidate in 1..<candidates.count where counts[candidate] > counts[best] { best = candidate }
    return candidates[best]
  }

  /// A column name without surrounding spaces, ASCII letters in lower case.
  static func folded(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    let trimmed = text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
    return String(
      String.UnicodeScalarView(
        String(trimmed).unicodeScalars.map { scalar in
          ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value + 32)) : scalar
        }))
  }

  static func empty(_ file: String) -> Diagnostic {
    Diagnostic(
      code: "empty-file", position: SourcePosition(file: file, line: 1), message: "the file is empty: it has no header",
      remedy: "Export it again.")
  }

  static func repeatedColumn(_ name: String, file: String, line: Int, column: Int) -> Diagnostic {
    Diagnostic(
      code: "repeated-column", position: SourcePosition(file: file, line: line, column: column),
      field: PrintableText.cut(name, limit: 40), message: "the column occurs twice in the header",
      remedy: "Rename or remove one of the two.")
  }

  static func separatorNote(_ separator: UInt8, file: String) -> Diagnostic {
    Diagnostic(
      severity: .note, code: "separator", position: SourcePosition(file: file, line: 1),
      message: "fields are separated by \(separator == UInt8(ascii: ";") ? "semicolons" : "tabs"), as the header shows")
  }
}
