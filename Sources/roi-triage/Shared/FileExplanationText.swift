import Importer
import Reporter
import TriageModel

/// Shows how a file is understood.
enum FileExplanationText {
  static func render(_ explanation: FileExplanation?, path: String, width: Int) -> String {
    let name = PrintableText.cut(path, limit: 200)
    guard let explanation else { return "\(name): a canonical file; it is read as it is.\n" }
    var text = "\(name): \(explanation.title) (\(explanation.format)), one row per \(explanation.grain.rawValue)\n"
    text += "\nColumns\n" + pairs(explanation.columns.map { ($0.name, $0.meaning) }, width)
    for sample in explanation.samples {
      text += "\nLine \(sample.line), before\n"
      text += pairs(zip(explanation.columns, sample.before).map { ($0.name, $1) }.filter { !$1.isEmpty }, width)
      text += "Line \(sample.line), after\n"
      text += pairs(zip(explanation.canonicalHeader, sample.after).map { ($0, $1) }.filter { !$1.isEmpty }, width)
    }
    if !explanation.quirks.isEmpty {
      text += "\nGood to know\n" + explanation.quirks.map { "  - \($0)\n" }.joined()
    }
    let said = explanation.problems + explanation.notes
    if !said.isEmpty { text += "\n" + said.map { $0.text + "\n" }.joined() }
    return text
  }

  /// What a price catalogue holds: how many rows, and the first three.
  static func render(_ book: PriceBookFile, path: String) -> String {
    let name = PrintableText.cut(path, limit: 200)
    let title = book.rows.first?.catalogue.map { " (\($0))" } ?? ""
    let said = book.notes.map { $0.text + "\n" }.joined()
    return "\(name): a price catalogue\(title), \(book.rows.count) prices; the first are\n"
      + PriceBookText.list(Array(book.rows.prefix(3)), missing: [], untiered: []) + said
  }

  /// Two aligned columns; texts of the file are cut and made harmless.
  private static func pairs(_ rows: [(String, String)], _ width: Int) -> String {
    let left = min(32, rows.map(\.0.count).max() ?? 0)
    return rows.map { name, value in
      let shown = PrintableText.cut(name, limit: 32)
      let padding = String(repeating: " ", count: max(0, left - shown.count))
      return "  \(shown)\(padding)  \(PrintableText.cut(value, limit: max(20, width - left - 4)))\n"
    }.joined()
  }
}
