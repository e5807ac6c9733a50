import ArgumentParser
import Storage

struct DatabaseOptions: ParsableArguments {
  @Option(name: .customLong("db"), help: ArgumentHelp("The database file.", valueName: "file"))
  var path = "triage.db"

  func open(create: Bool) throws -> TriageDatabase {
    try TriageDatabase(path: path, create: create)
  }
}

extension DatabaseOptions {
  /// The database for `ReportMaking`, which waits for its checks.
  func openForReport() throws -> CheckedDatabase {
    ProcessMemory.keepFreed()
    return try CheckedDatabase(path: path)
  }

  /// The database, which must be there, for a change.
  func openForWriting() throws -> TriageDatabase {
    guard FileExistence.exists(path) else { throw StorageError.notFound(path: path) }
    return try open(create: true)
  }
}

struct MessageOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "No progress, notes or summaries on standard error; errors only.")
  var quiet = false
}
