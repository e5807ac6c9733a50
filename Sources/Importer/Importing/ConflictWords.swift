internal import Storage
internal import TriageModel

/// How a message tells two requests of one id apart.
struct ConflictWords {
  let conflict: CommitResult.Conflict
  /// Whether the one that is there stands in the same file.
  let isInFile: Bool
  /// Whether rows are told by their number instead of their line.
  let hasNumberedRows: Bool
  /// "import 3", or another file of the run.
  let earlier: String

  init(_ conflict: CommitResult.Conflict, hasNumberedRows: Bool, _ transaction: ImportTransaction) {
    self.conflict = conflict
    self.hasNumberedRows = hasNumberedRows
    isInFile = conflict.heldImport == conflict.importID
    earlier = EarlierImport(conflict.heldImport, transaction).name
  }

  var message: String {
    "is there already with another \(conflict.fields.joined(separator: ", "))"
      + (hasNumberedRows ? " (object \(conflict.line))" : "") + ": "
      + (conflict.values.map { "\($0.field) is \(shown($0.there)) in \(place), \(shown($0.here)) here" }
        ?? "the other one is in \(place)")
  }

  var remedy: String {
    isInFile
      ? "Two rows with one id must be equal: remove the wrong one, or say which counts: --on-conflict keep takes the "
        + "first, --on-conflict replace the last."
      : "If this export is the newer one, say --on-conflict replace; --on-conflict keep leaves what is there. Else "
        + "remove the wrong row."
  }

  private var place: String {
    let line = conflict.heldLine.map { "\(hasNumberedRows ? "object" : "line") \($0)" }
    return isInFile ? line ?? "this file" : earlier
  }

  private func shown(_ value: String) -> String { value.isEmpty ? "blank" : PrintableText.cut(value, limit: 40) }
}

extension FileImport {
  /// Names a row whose request is there already with another body.
  func diagnostic(of conflict: CommitResult.Conflict) -> Diagnostic {
    let words = ConflictWords(conflict, hasNumberedRows: hasNumberedRows, transaction)
    return Diagnostic(
      code: "conflict",
      position: SourcePosition(
        file: file.path, line: hasNumberedRows ? nil : conflict.line, column: keyIsFirst ? 1 : nil),
      field: "request_id", value: PrintableText.cut(conflict.requestID, limit: 40), message: words.message,
      remedy: words.remedy)
  }
}
