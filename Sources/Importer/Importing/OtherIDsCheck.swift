internal import Storage
internal import TriageModel

/// Warns of canonical rows whose days come to just what other canonical rows come to: the same requests under other ids.
struct OtherIDsCheck {
  let transaction: ImportTransaction

  /// A job that runs every night has one sum again and again.
  private static let leastSums = 3
  /// A file of more rows is read once more only where another one lies over it.
  private static let mostRows: Int64 = 500_000

  /// The days of an import that are there once more.
  private struct Equals {
    private(set) var matches: [OtherIDsMatch] = []
    private var sums: Set<ImportDay.Sums> = []

    mutating func add(_ match: OtherIDsMatch) {
      matches.append(match)
      sums.insert(match.sums)
    }

    var isEvidence: Bool { sums.count >= OtherIDsCheck.leastSums }
  }

  /// The warning of a canonical file that brought new rows; nil where none of its days is there already.
  ///
  /// To be called once the rows are stored.
  ///
  /// - Parameter rows: how many the file has.
  func problem(importID: Int64, file: String, rows: Int64) throws -> Diagnostic? {
    let canonical = try transaction.importedSources().filter { $0.format == CanonicalFormat.usage.rawValue }
    let own = canonical.filter { $0.importID == importID }
    let others = canonical.filter { other in
      other.importID < importID && own.contains { $0.firstNanos <= other.lastNanos && other.firstNanos <= $0.lastNanos }
    }
    guard !others.isEmpty || rows <= Self.mostRows else { return nil }
    let days = try transaction.daysByImport(Set(others.map(\.importID) + [importID]))
    let found = equals(days, importID: importID)
    guard let (other, equals) = found.filter(\.value.isEvidence).min(by: { $0.key < $1.key }) else { return nil }
    return try warning(equals.matches, other == importID ? nil : EarlierImport(other, transaction), file)
  }

  /// What is there once more of each import, also of this one.
  private func equals(_ days: [ImportDay], importID: Int64) -> [Int64: Equals] {
    var own: [OtherIDsMatch.Place: [ImportDay]] = [:]
    for day in days where day.importID == importID { own[OtherIDsMatch.Place(day), default: []].append(day) }
    var found: [Int64: Equals] = [:]
    for day in days {
      let matches = (own[OtherIDsMatch.Place(day)] ?? []).compactMap { OtherIDsMatch($0, day) }
      if let match = matches.first { found[day.importID, default: Equals()].add(match) }
    }
    return found
  }

  /// - Parameter earlier: what has the same; nil = the file itself.
  private func warning(_ matches: [OtherIDsMatch], _ earlier: EarlierImport?, _ file: String) throws -> Diagnostic? {
    guard let first = matches.first else { return nil }
    let model = PrintableText.cut(try transaction.providerName(first.there.cell.model), limit: 40)
    let date = Instant(nanosSinceEpoch: first.there.cell.day * Instant.nanosPerDay).dateText
    let isExact = matches.allSatisfy(\.isExact)
    let costNanos = matches.reduce(0) { $0 + Int128($1.costNanos) }
    let cost =
      costNanos == 0 ? "" : ", \(Money(nanos: costNanos).decimalText) USD \(isExact ? "together" : "as reported")"
    return Diagnostic(
      severity: .warning, code: "counted-twice", position: SourcePosition(file: file),
      message:
        "\(isExact ? "requests, tokens and cost" : "tokens") of \(matches.count) sums of a model's day are those "
        + "that \(earlier?.name ?? "this file") has \(earlier == nil ? "once more " : "")under other ids"
        + (try otherProvider(first)) + ", as \(first.sums.inputTokens) input and \(first.sums.outputTokens) output "
        + "tokens of \(model) on \(date); both count\(cost)",
      remedy: "If they are the same requests under other ids, "
        + (earlier.map { "\($0.removalByCommand), or this one" } ?? "take the import back and one of each two rows out")
        + ". If they are other spend, it is right so; --separate-spend says it.")
  }

  private func otherProvider(_ match: OtherIDsMatch) throws -> String {
    let provider = match.there.cell.provider
    guard provider != match.here.cell.provider else { return "" }
    guard provider != 0 else { return " without a provider" }
    return " of provider \(PrintableText.cut(try transaction.providerName(provider), limit: 40))"
  }
}
