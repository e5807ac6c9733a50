import ArgumentParser
import Storage
import TriageModel

struct ImportsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "imports",
    abstract: "List what was imported: file, rows, control totals, SHA-256; or take an import back.",
    discussion: """
      An import that others rest on, because they hold the same rows, cannot be taken back before them.

      Example:
        roi-triage imports --db triage.db
        roi-triage imports --undo 3
      """)

  @Option(help: ArgumentHelp("Take this import back whole, rollup included.", valueName: "number"))
  var undo: Int64?

  @OptionGroup var database: DatabaseOptions

  func run() throws {
    try reportingFailures {
      if let undo {
        try database.openForWriting().undo(importID: undo)
        try Terminal.output("Import \(undo) was taken back.\n")
        return
      }
      let entries = try database.open(create: false).imports()
      var text = ""
      for entry in entries {
        text += "\(entry.id)  \(entry.kind.rawValue)  \(PrintableText.cut(entry.fileName, limit: 80))"
        text += entry.isUndone ? "  taken back\n" : "\n"
        text += "   \(ImportWords.summary(entry))\n"
        if entry.kind == .usage {
          let cost = Money(nanos: Int128(entry.stored.reportedCostNanos))
          text +=
            "   stored: reported cost \(cost.decimalText) USD, \(ImportWords.grouped(entry.stored.tokens)) tokens\n"
        }
        if entry.kind == .invoices {
          let billed = Money(nanos: Int128(entry.stored.reportedCostNanos))
          text += "   stored: billed \(billed.decimalText) USD\n"
        }
        if entry.kind == .outcomes {
          let value = Money(nanos: Int128(entry.stored.valueNanos))
          let minutes = ScaledDecimal.text(Int128(entry.stored.minuteMillis), scale: 3)
          text += "   stored: value \(value.decimalText) USD, \(minutes) minutes saved, of review and rework\n"
        }
        text +=
          "   \(ImportWords.grouped(entry.bytes)) bytes, SHA-256 \(entry.sha256), roi-triage \(entry.toolVersion)\n"
      }
      try Terminal.output(text)
    }
  }
}
