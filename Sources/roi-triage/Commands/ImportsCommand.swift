import ArgumentParser
import Storage
import TriageModel

struct ImportsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "imports",
    abstract: "List what was imported: file, rows, control totals, SHA-256.",
    discussion: """
      Example:
        roi-triage imports --db triage.db
      """)

  @OptionGroup var database: DatabaseOptions

  func run() throws {
    try reportingFailures {
      let entries = try database.open(create: false).inventory().imports
      var text = ""
      for entry in entries {
        text += "\(entry.id)  \(entry.kind.rawValue)  \(PrintableText.cut(entry.fileName, limit: 80))\n"
        text += "   \(ImportWords.summary(entry))\n"
        if entry.kind == .usage {
          let cost = Money(nanos: Int128(entry.reportedCostNanos))
          text += "   new rows: reported cost \(cost.decimalText) USD, \(ImportWords.grouped(entry.tokens)) tokens\n"
        }
        text +=
          "   \(ImportWords.grouped(entry.bytes)) bytes, SHA-256 \(entry.sha256), roi-triage \(entry.toolVersion)\n"
      }
      try Terminal.output(text)
    }
  }
}
