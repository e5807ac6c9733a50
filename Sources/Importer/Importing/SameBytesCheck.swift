internal import Storage
internal import TriageModel

/// Refuses a file whose very bytes were imported before and now give other rows, as under another zone or date order.
struct SameBytesCheck {
  let transaction: ImportTransaction

  /// The problem of a file that is read to its end and whose rows are matched; nil where it brings nothing twice.
  ///
  /// Rows that the earlier import left out as bad may come now; all others have to be there already.
  func problem(_ entry: LedgerEntry, file: String, newRows: Int64) throws -> Diagnostic? {
    guard entry.kind != .prices, newRows > 0 else { return nil }
    let earlier = try transaction.imports(ofFile: entry.sha256, kind: entry.kind).filter { $0.id != entry.id }
    guard let other = earlier.first(where: { entry.repeatedRows < $0.rows }) else { return nil }
    return Diagnostic(
      code: "same-file-other-rows", position: SourcePosition(file: file),
      message: "the very same file is there already (import \(other.id), \(other.rows) "
        + "\(other.rows == 1 ? "row" : "rows")); read as now it gives \(newRows) other "
        + "\(newRows == 1 ? "row" : "rows"), which would count beside them",
      remedy: "If it was read wrong before, take that back and import it again: roi-triage imports --undo \(other.id). "
        + "If it holds other spend all the same, say --separate-spend.")
  }
}
