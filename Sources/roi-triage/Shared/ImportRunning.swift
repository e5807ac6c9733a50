import Importer
import Storage
import TriageModel

/// Runs an import with progress, and says what it did.
struct ImportRunning {
  let files: [ImportFile]
  let quiet: Bool

  func run(into database: TriageDatabase, aliases: [String: String]?) throws -> [ImportOutcome] {
    let progress = ProgressLine(files: files.map(\.path), quiet: quiet)
    defer { progress.finish() }
    return try Importer(toolVersion: RoiTriage.version).run(files, into: database, aliases: aliases) {
      index, bytes, rows in
      progress.show(file: index, bytes: bytes, rows: rows)
    }
  }

  func say(_ outcomes: [ImportOutcome]) {
    guard !quiet else { return }
    for outcome in outcomes {
      for note in outcome.notes { Terminal.message(note.text) }
      Terminal.message("\(PrintableText.cut(outcome.file, limit: 200)): \(ImportWords.summary(outcome.entry))")
    }
  }
}

enum ImportWords {
  /// `20,114 usage rows: 20,000 new, 114 repeated`.
  static func summary(_ entry: LedgerEntry) -> String {
    let noun = entry.kind == .outcomes ? "outcome" : entry.kind == .usage ? "usage" : "price"
    let parts = [
      (entry.newRows, "new"), (entry.repeatedRows, "there already"), (entry.restatedRows, "restated"),
      (entry.supersededRows, "older than what is there"),
      (entry.sharedRows, "requests of another task, counted once"),
    ].filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }
    return "\(grouped(entry.rows)) \(noun) row\(entry.rows == 1 ? "" : "s"): \(parts.joined(separator: ", "))"
  }

  static func grouped(_ number: Int64) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }
}

enum DatabaseFilling {
  /// Imports `files`, making the database where it is missing; one that was made for an import that failed is removed.
  static func fill(
    _ options: DatabaseOptions, with files: [ImportFile], aliases: [String: String]?, quiet: Bool
  ) throws -> TriageDatabase {
    guard !files.isEmpty else { return try options.open(create: false) }
    let isNew = !FileExistence.exists(options.path)
    do {
      let database = try options.open(create: true)
      let running = ImportRunning(files: files, quiet: quiet)
      running.say(try running.run(into: database, aliases: aliases))
      return database
    } catch {
      if isNew { FileExistence.removeDatabase(options.path) }
      throw error
    }
  }
}
