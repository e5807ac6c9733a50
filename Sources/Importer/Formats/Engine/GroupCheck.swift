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
  private func what(_ equals: GroupSums.Equals) -> String { equals.largest.isMoney ? "amounts" : "tokens" }

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
      message:
        "rows that leave \(columns(filled: equals.differing)) blank hold the very \(what(equals)) of the rows that fill "
        + "\(equals.differing.nonzeroBitCount == 1 ? "it" : "them"), as \(try example(equals, transaction)): "
        + "sums beside their parts",
      remedy: "If they are other spend, as of a service account or a console that has no such name, say "
        + "--separate-spend. Else remove the sums, or export it again grouped in one way.")
  }

  /// What an earlier file of the format holds under other keys; keeps this one's sums for later files.
  ///
  /// - Returns: a problem or a warning that holds where the file brings rows that are not there yet.
  func problemOfNewRows(importID: Int64, _ transaction: ImportTransaction) throws -> Diagnostic? {
    var cells = groups.cells
    try transaction.record(GroupSums.kept(cells), importID: importID)
    guard !settings.isSeparateSpend, !cells.isEmpty else { return nil }
    let known = try transaction.importedSources()
    let own = known.filter { $0.importID == importID }
    var pairs: [Pair] = []
    for other in known where other.importID != importID {
      guard let source = own.first(where: { isComparable($0, other) }) else { continue }
      pairs.append(Pair(own: source, other: other, cells: try transaction.groupCells(importID: other.importID)))
    }
    // What is there under the very same keys is no other grouping of anything, and counts once.
    for cell in pairs.lazy.flatMap(\.cells) {
      if let sums = cells[cell.cell], sums.keys == cell.keys, sums.hash == cell.sums { cells[cell.cell] = nil }
    }
    var hint: Diagnostic?
    for pair in pairs {
      let equals = groups.equals(cells, pair.cells, edges: pair.edges, ids: ids)
      if equals.isEvidence { return try refusal(equals, pair, transaction) }
      if hint == nil, equals.isHint { hint = try warning(equals, pair, transaction) }
      let columns = reading.format.keyParts.count
      if hint == nil, let blank = BlankColumns(cells, pair.cells, edges: pair.edges, columnCount: columns) {
        hint = warning(blank, pair)
      }
    }
    return hint
  }

  /// Two files that may hold the same spend.
  private struct Pair {
    var own: ImportedSource
    var other: ImportedSource
    /// Of the other file.
    var cells: [GroupCell]

    /// Days since 1970 that one of the two may hold in part: an export of the running month ends with one.
    var edges: Set<Int64> {
      Set([own.firstNanos, own.lastNanos, other.firstNanos, other.lastNanos].map { $0 / Instant.nanosPerDay })
    }

    /// The days that both have.
    var days: (first: String, last: String) {
      (
        Instant(nanosSinceEpoch: max(own.firstNanos, other.firstNanos)).dateText,
        Instant(nanosSinceEpoch: min(own.lastNanos, other.lastNanos)).dateText
      )
    }

    /// Whether each of the two has days that the other one has not.
    var isPart: Bool {
      (own.firstNanos < other.firstNanos && own.lastNanos < other.lastNanos)
        || (other.firstNanos < own.firstNanos && other.lastNanos < own.lastNanos)
    }

    var provider: String { other.provider.isEmpty ? "" : " of \(PrintableText.cut(other.provider, limit: 40))" }
  }

  private func refusal(
    _ equals: GroupSums.Equals, _ pair: Pair, _ transaction: ImportTransaction
  ) throws -> Diagnostic {
    let (other, days) = (pair.other, pair.days)
    let earlier = EarlierImport(other.importID, transaction)
    return Diagnostic(
      code: code, position: SourcePosition(file: file),
      message:
        "\(isBill ? "charges" : "usage")\(pair.provider) with the very same \(what(equals)) from \(days.first) to "
        + "\(days.last) \(isBill ? "are" : "is") there already in \(rows(equals)) "
        + "(\(earlier.name), \(other.format)), as \(try example(equals, transaction)): "
        + (isBill ? "another grouping, or delivered again with more filled in" : "another grouping, or renamed"),
      remedy:
        "If they are other spend, as of other projects, teams or organisations, say --separate-spend. "
        + (pair.isPart
          ? "Else remove the rows from \(days.first) to \(days.last) from this file, which both have, and import the rest."
          : "Else keep one of the two: leave this file out, or \(earlier.removalByCommand)."))
  }

  private func warning(
    _ equals: GroupSums.Equals, _ pair: Pair, _ transaction: ImportTransaction
  ) throws -> Diagnostic {
    let (other, days) = (pair.other, pair.days)
    return Diagnostic(
      severity: .warning, code: code, position: SourcePosition(file: file),
      message:
        "\(equals.equal) of \(equals.equal + equals.other) sums of a day\(pair.provider) from \(days.first) to "
        + "\(days.last) are there already with the very same \(what(equals)) in \(rows(equals)) "
        + "(import \(other.importID), \(other.format)), as \(try example(equals, transaction)); they count beside them",
      remedy:
        "That is right for other spend, as of a job that runs in two projects. If it is another grouping of the same "
        + "spend, or renamed, take one of the two back: roi-triage imports lists them, imports --undo N takes one back."
    )
  }

  private func warning(_ blank: BlankColumns, _ pair: Pair) -> Diagnostic {
    let parts = reading.format.keyParts
    func names(_ columns: [Int]) -> String { columns.map { parts[$0].name }.joined(separator: ", ") }
    let (days, other) = (pair.days, pair.other)
    let told = [
      blank.ofOwn.isEmpty ? nil : "leave \(names(blank.ofOwn)) blank, which rows of import \(other.importID) fill",
      blank.ofOther.isEmpty ? nil : "fill \(names(blank.ofOther)), which rows of import \(other.importID) leave blank",
    ]
    return Diagnostic(
      severity: .warning, code: code, position: SourcePosition(file: file),
      message: "from \(days.first) to \(days.last) rows\(pair.provider) "
        + "\(told.compactMap(\.self).joined(separator: ", and ")) on the same days, and count beside them",
      remedy: "That is right for other spend, as of a service account. If it is a part of the same spend in another "
        + "grouping, take one of the two back: roi-triage imports lists them, imports --undo N takes one back.")
  }

  /// The bits of the key's columns that hold ids.
  private var ids: UInt64 {
    let parts = reading.format.keyParts
    let width = KeyReading.valueWidth(columns: parts.count)
    guard width > 0, width < UInt64.bitWidth else { return 0 }
    let mask: UInt64 = (1 << UInt64(width)) - 1
    return parts.indices.filter { reading.format.idColumns.contains(parts[$0]) }
      .reduce(0) { $0 | mask << UInt64($1 * width) }
  }

  private func rows(_ equals: GroupSums.Equals) -> String {
    let columns = columns(values: equals.differing)
    return "rows \(columns.isEmpty ? "of other keys" : "with other \(columns)")"
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
    let time = reading.format.hasNoDates ? "in \(settings.period?.text ?? date)" : "on \(date)"
    let more = equals.equal == 1 ? "" : " and \(equals.equal - 1) more"
    guard !sums.isMoney else { return "\(Money(nanos: sums.first).decimalText) USD from \(date)\(more)" }
    let model = PrintableText.cut(try transaction.providerName(sums.model), limit: 40)
    return "\(sums.first) input and \(sums.second) output tokens of \(model) \(time)\(more)"
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
