internal import TriageModel

/// Counts the rows that have a text of their own where the user sets one for the whole file.
struct KeptTexts {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  private var texts: [(column: SourceSettings.Constant, text: [UInt8], keptRows: Int64)]
  private var rows: Int64 = 0

  init(_ constants: [SourceSettings.Constant: String]) {
    texts = constants.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key, Array($0.value.utf8), 0) }
  }

  /// Whether the user sets nothing, so that rows need not be counted.
  var isEmpty: Bool { texts.isEmpty }

  mutating func countRow() { rows += 1 }

  /// Takes the text of a good row; one that is as the user says, or blank, is none of its own.
  mutating func count(_ column: SourceSettings.Constant, _ text: Bytes) {
    guard text.count > 0 else { return }
    for index in texts.indices where texts[index].column == column && !text.elementsEqual(texts[index].text) {
      texts[index].keptRows += 1
    }
  }

  /// A warning for each text that did not reach every row.
  func notes(file: String) -> [Diagnostic] {
    texts.filter { $0.keptRows > 0 }.map { text, written, kept in
      let isAll = kept == rows
      let verbs = kept == 1 ? ("names", "keeps") : ("name", "keep")
      let set = "--set \(text.rawValue)=\(PrintableText.cut(String(decoding: written, as: UTF8.self), limit: 40))"
      return Diagnostic(
        severity: .warning, code: "kept-text", position: SourcePosition(file: file),
        message: "\(set)\(isAll ? " changes nothing here" : ""): \(kept) of \(rows) rows \(verbs.0) another "
          + "\(text.rawValue) and \(verbs.1) it",
        remedy: "--set fills what the file leaves blank. To write over a column, read the file with a --mapping.")
    }
  }
}
