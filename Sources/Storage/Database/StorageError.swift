public import TriageModel

/// Why a database was refused or could not be used. The file's bytes are left alone in every case.
public enum StorageError: Error, Hashable, Sendable {
  case notFound(path: String)
  case isFolder(path: String)
  case notADatabase(path: String)
  case foreign(path: String)
  case newer(path: String)
  case older(path: String)
  case damaged(path: String, detail: String)
  case busy(path: String)
  /// Somebody wrote to it between two looks.
  case changed(path: String)
  case cannotWrite(path: String, detail: String)
  case full(path: String)
  /// A control total does not tie: the check's name and what differs.
  case controlTotal(path: String, check: String, detail: String)
  case noSuchImport(path: String, id: Int64)
  case alreadyUndone(path: String, id: Int64)
  /// An import that others rest on; `detail` names them, `remedy` says what works instead.
  case cannotUndo(path: String, id: Int64, detail: String, remedy: String)
  /// A sum would leave its 64 or 128 bits.
  case overflow(what: String)

  /// What is wrong and what to do.
  public var diagnostic: Diagnostic {
    switch self {
    case .notFound(let path):
      problem("no-such-database", path, "there is no such database", "Import files first: roi-triage import FILE…")
    case .isFolder(let path):
      problem("database-is-folder", path, "this is a folder, not a database", "Name a file: --db triage.db")
    case .notADatabase(let path):
      problem(
        "not-a-database", path, "this file is no SQLite database; it was left as it is",
        "Name another file with --db, or move this one away.")
    case .foreign(let path):
      problem(
        "foreign-database", path, "this database belongs to another program; it was left as it is",
        "Name another file with --db.")
    case .newer(let path):
      problem(
        "newer-database", path, "this database was written by a newer roi-triage; it was left as it is",
        "Use that version or a later one.")
    case .older(let path):
      problem(
        "older-database", path, "this database was written by an older roi-triage, before its first release",
        "Import the files again into a new one.")
    case .damaged(let path, let detail):
      problem(
        "damaged-database", path, "this database is damaged (\(detail)); it was left as it is",
        "Restore it from a backup, or import the files again into a new one.")
    case .busy(let path):
      Diagnostic(
        code: "database-busy", position: SourcePosition(file: path),
        message: "another program is writing to this database: try again when it has finished")
    case .changed(let path):
      Diagnostic(
        code: "database-changed", position: SourcePosition(file: path),
        message: "another program wrote to this database while it was opened: run this again")
    case .cannotWrite(let path, let detail):
      problem("cannot-write", path, "cannot write: \(detail)", "Check the folder's permissions, or use --db elsewhere.")
    case .full(let path):
      problem("disk-full", path, "the disk is full", "Free some space and run again.")
    case .controlTotal(let path, let check, let detail):
      problem(
        "control-total", path, "control total \(check) does not tie: \(detail)",
        "The database was changed from outside; import the files again into a new one.")
    case .noSuchImport(let path, let id):
      problem("no-such-import", path, "there is no import \(id)", "List them: roi-triage imports")
    case .alreadyUndone(let path, let id):
      problem("already-undone", path, "import \(id) was taken back before", "List them: roi-triage imports")
    case .cannotUndo(let path, let id, let detail, let remedy):
      problem("cannot-undo", path, "import \(id) cannot be taken back: \(detail)", remedy)
    case .overflow(let what):
      Diagnostic(
        code: "overflow", message: "\(what) is too large to be added up exactly",
        remedy: "Look for amounts in the wrong unit in the files.")
    }
  }

  /// The same with the name of the database where whoever found it does not know the name.
  func named(_ path: String) -> StorageError {
    if case .damaged(path: "", let detail) = self { return .damaged(path: path, detail: detail) }
    return self
  }

  private func problem(_ code: String, _ path: String, _ message: String, _ remedy: String) -> Diagnostic {
    Diagnostic(code: code, position: SourcePosition(file: path), message: message, remedy: remedy)
  }
}
