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
      let source = try database.open(create: false)
      let (entries, prices) = try (source.imports(), source.storedPrices())
      var text = ""
      for entry in entries {
        text += "\(entry.id)  \(entry.kind.rawValue)  \(PrintableText.cut(entry.fileName, limit: 80))"
        text += entry.isUndone ? "  taken back\n" : "\n"
        text += "   \(ImportWords.summary(entry))\n"
        if !entry.isUndone { text += "   stored: \(ImportWords.stored(entry, prices: prices[entry.id] ?? (0, 0)))\n" }
        text +=
          "   \(ImportWords.grouped(entry.bytes)) bytes, SHA-256 \(entry.sha256), roi-triage \(entry.toolVersion)\n"
      }
      try Terminal.output(text)
    }
  }
}
