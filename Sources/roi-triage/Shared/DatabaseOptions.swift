import ArgumentParser
import Storage

struct DatabaseOptions: ParsableArguments {
  @Option(name: .customLong("db"), help: ArgumentHelp("The database file.", valueName: "file"))
  var path = "triage.db"

  func open(create: Bool) throws -> TriageDatabase {
    try TriageDatabase(path: path, create: create)
  }
}

struct MessageOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "No progress, notes or summaries on standard error; errors only.")
  var quiet = false
}
