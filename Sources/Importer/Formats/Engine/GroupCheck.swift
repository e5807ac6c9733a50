internal import Storage
internal import TriageModel

/// Refuses the same export grouped in another way: in one file, or beside a file that is there already.
struct GroupCheck {
  let groups: GroupSums
  let reading: SourceReading
  let settings: SourceSettings
  let file: String

  private var isBill: Bool { reading.format.kind == .invoices }
  private var code: String { isBill ? "billed-twice" : "counted-twice" }
  private var what: String { isBill ? "amounts" : "tokens" }

  /// What the file holds twice by itself.
  var problem: Diagnostic? {
    guard !settings.isSeparateSpend else { return nil }
    if let overlap = groups.overlap {
      return Diagnostic(
        code: code, position: SourcePosition(file: file),
        message:
          "the bucket from \(overlap.first.text) lies over the one from \(overlap.second.text): rows of two lengths, "
          + "as days and minutes, hold the same requests",
        remedy: "Export it again with buckets of one length. If they hold different spend, say --separate-spend.")
    }
    guard groups.holdsSums else { return nil }
    return Diagnostic(
      code: code, position: SourcePosition(file: file),
      message: "rows that leave columns of \(columns) blank hold the very \(what) of the rows that fill them: "
        + "sums beside their parts",
      remedy:
        "Remove the sums, or export it again grouped in one way. If they hold different spend, say --separate-spend.")
  }

  /// What an earlier file of the format holds under other keys; keeps this one's sums for later files.
  ///
  /// - Returns: a problem that holds where the file brings rows that are not there yet.
  func problemOfNewRows(importID: Int64, _ transaction: ImportTransaction) throws -> Diagnostic? {
    let cells = groups.cells
    try transaction.record(cells, importID: importID)
    guard !settings.isSeparateSpend, !cells.isEmpty else { return nil }
    let known = try transaction.importedSources()
    let own = known.filter { $0.importID == importID }
    for other in known where other.importID != importID && own.contains(where: { isComparable($0, other) }) {
      guard GroupSums.holdSame(cells, try transaction.groupCells(importID: other.importID)) else { continue }
      return Diagnostic(
        code: code, position: SourcePosition(file: file),
        message:
          "\(isBill ? "charges" : "usage") of \(PrintableText.cut(other.provider, limit: 40)) with the very same "
          + "\(what) on the same days \(isBill ? "are" : "is") there already in rows of other \(columns) "
          + "(import \(other.importID), \(other.format)): another grouping, or renamed",
        remedy: "Keep one of the two: leave this file out, or take the other back with roi-triage imports --undo "
          + "\(other.importID). If they hold different spend, say --separate-spend.")
    }
    return nil
  }

  private func isComparable(_ own: ImportedSource, _ other: ImportedSource) -> Bool {
    // Two people's exports of one tool are two spends.
    own.format == other.format && own.provider == other.provider && own.worker == other.worker
      && own.firstNanos <= other.lastNanos && other.firstNanos <= own.lastNanos
  }

  /// The columns that rows are grouped by.
  private var columns: String { reading.keyColumns.split(separator: ",").joined(separator: ", ") }
}
