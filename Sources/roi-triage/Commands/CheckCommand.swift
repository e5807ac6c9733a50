import ArgumentParser
import Storage

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check the database: its integrity, every stored row, and that every control total ties.",
    discussion: """
      Example:
        roi-triage check --db triage.db
      """)

  @OptionGroup var database: DatabaseOptions

  func run() throws {
    try reportingFailures {
      let opened = try database.open(create: false)
      try opened.runChecks()
      try opened.checkStoredRows()
      try Terminal.output("\(database.path): sound; every control total ties\n")
    }
  }
}
