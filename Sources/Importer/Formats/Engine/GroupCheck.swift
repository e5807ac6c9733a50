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
  func problem(_ transaction: ImportTransaction) throws -> Diagnostic? {
    guard !settings.isSeparateSpend else { return nil }
    if let overlap = groups.overlap {
      return Diagnostic(
        code: code, position: SourcePosition(file: file),
        message:
          "the bucket from \(overlap.first.text) lies over the one from \(overlap.second.text): rows of two lengths, "
          + "as days and minutes, hold the same requests",
        remedy: "Export it again with buckets of one length. If they hold different spend, say --separate-spend.")
    }
    guard let equals = groups.sumsBesideParts else { return nil }
    return Diagnostic(
      code: code, position: SourcePosition(file: file),
      message: "rows that leave \(columns(filled: equals.differing)) blank hold the very \(what) of the rows that fill "
        + "\(equals.differing.nonzeroBitCount == 1 ? "it" : "them"), as \(try example(equals, transaction)): "
        + "sums beside their parts",
      remedy: "If they are other spend, as of a service account or a console that has no such name, say "
        + "--separate-spend. Else remove the sums, or export it again grouped in one way.")
  }

  /// What an earlier file of the format holds under other keys; keeps this one's sums for later files.
  ///
  /// - Returns: a problem that holds where the file brings rows that are not there yet.
  func problemOfNewRows(importID: Int64, _ transaction: ImportTransaction) throws -> Diagnostic? {
    let cells = groups.cells
    try transaction.record(GroupSums.kept(cells), importID: importID)
    guard !settings.isSeparateSpend, !cells.isEmpty else { return nil }
    let known = try transaction.importedSources()
    let own = known.filter { $0.importID == importID }
    for other in known where other.importID != importID && own.contains(where: { isComparable($0, other) }) {
      guard let equals = groups.equals(cells, try transaction.groupCells(importID: other.importID)) else { continue }
      let provider = other.provider.isEmpty ? "" : " of \(PrintableText.cut(other.provider, limit: 40))"
      let columns = columns(values: equals.differing)
      let earlier = EarlierImport(other.importID, transaction)
      return Diagnostic(
        code: code, position: SourcePosition(file: file),
        message:
          "\(isBill ? "charges" : "usage")\(provider) with the very same \(what) on the same days "
          + "\(isBill ? "are" : "is") there already in rows \(columns.isEmpty ? "of other keys" : "with other \(columns)") "
          + "(\(earlier.name), \(other.format)), as \(try example(equals, transaction)): "
          + "another grouping, or renamed",
        remedy:
          "If they are other spend, as of other projects, teams or organisations, say --separate-spend. Else keep "
          + "one of the two: leave this file out, or \(earlier.removalByCommand).")
    }
    return nil
  }

  private func isComparable(_ own: ImportedSource, _ other: ImportedSource) -> Bool {
    // Two people's exports of one tool are two spends.
    own.format == other.format && own.provider == other.provider && own.worker == other.worker
      && own.firstNanos <= other.lastNanos && other.firstNanos <= own.lastNanos
  }

  /// The largest of the equal sums.
  private func example(_ equals: GroupSums.Equals, _ transaction: ImportTransaction) throws -> String {
    let sums = equals.largest
    let date = Instant(nanosSinceEpoch: sums.startNanos).dateText
    let more = equals.equal == 1 ? "" : " and \(equals.equal - 1) more"
    guard !isBill else { return "\(Money(nanos: sums.first).decimalText) USD from \(date)\(more)" }
    let model = PrintableText.cut(try transaction.providerName(sums.model), limit: 40)
    return "\(sums.first) input and \(sums.second) output tokens of \(model) on \(date)\(more)"
  }

  /// The key's columns of which some bit of the values is set.
  private func columns(values: UInt64) -> String {
    let parts = reading.format.keyParts
    let width = KeyReading.valueWidth(columns: parts.count)
    let mask: UInt64 = width >= UInt64.bitWidth ? .max : (1 << UInt64(width)) - 1
    return parts.indices.filter { width > 0 && values >> UInt64($0 * width) & mask != 0 }.map { parts[$0].name }
      .joined(separator: ", ")
  }

  /// The key's columns of which the bit is set; the first column has the highest one.
  private func columns(filled: UInt64) -> String {
    let parts = reading.format.keyParts
    return parts.indices.filter { filled >> UInt64(parts.count - 1 - $0) & 1 != 0 }.map { parts[$0].name }
      .joined(separator: ", ")
  }
}
