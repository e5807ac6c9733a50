internal import Storage
internal import TriageModel

/// Warns of canonical rows whose days come to just what other canonical rows come to: the same requests under other ids.
struct OtherIDsCheck {
  let transaction: ImportTransaction

  /// What tells anything: a few calls a day are equal by chance.
  private static let leastTokens = Int64(1_000)
  /// A job that runs every night has one sum again and again.
  private static let leastSums = 3

  /// The days of an import that another one has with the very same requests, tokens and cost.
  private struct Equals {
    var days: [ImportDay] = []
    var costNanos: Int128 = 0
    private var sums: Set<ImportDay.Sums> = []

    mutating func add(_ day: ImportDay) {
      days.append(day)
      costNanos += Int128(day.sums.costNanos)
      sums.insert(day.sums)
    }

    var isEvidence: Bool { sums.count >= OtherIDsCheck.leastSums }
  }

  /// The warning of a canonical file that brought new rows; nil where none of its days is there already.
  ///
  /// To be called once the rows are stored. Nothing is read where no other canonical file has the same provider and time.
  func problem(importID: Int64, file: String) throws -> Diagnostic? {
    let canonical = try transaction.importedSources().filter { $0.format == CanonicalFormat.usage.rawValue }
    let own = canonical.filter { $0.importID == importID }
    let others = canonical.filter { other in
      other.importID < importID
        && own.contains {
          $0.provider == other.provider && $0.firstNanos <= other.lastNanos && other.firstNanos <= $0.lastNanos
        }
    }
    guard !others.isEmpty else { return nil }
    let days = try transaction.daysByImport(Set(others.map(\.importID) + [importID]))
    var ownSums: [ImportDay.Cell: ImportDay.Sums] = [:]
    for day in days where day.importID == importID { ownSums[day.cell] = day.sums }
    var found: [Int64: Equals] = [:]
    for day in days where day.importID != importID && ownSums[day.cell] == day.sums && tells(day.sums) {
      found[day.importID, default: Equals()].add(day)
    }
    guard let (other, equals) = found.filter(\.value.isEvidence).min(by: { $0.key < $1.key }) else { return nil }
    return try warning(equals, other, file)
  }

  private func tells(_ sums: ImportDay.Sums) -> Bool {
    sums.inputTokens.addingReportingOverflow(sums.outputTokens).partialValue >= Self.leastTokens
      || sums.costNanos >= 500_000_000
  }

  private func warning(_ equals: Equals, _ other: Int64, _ file: String) throws -> Diagnostic? {
    guard let first = equals.days.first else { return nil }
    let earlier = EarlierImport(other, transaction)
    let model = PrintableText.cut(try transaction.providerName(first.cell.model), limit: 40)
    let date = Instant(nanosSinceEpoch: first.cell.day * Instant.nanosPerDay).dateText
    let cost = equals.costNanos == 0 ? "" : ", \(Money(nanos: equals.costNanos).decimalText) USD together"
    return Diagnostic(
      severity: .warning, code: "counted-twice", position: SourcePosition(file: file),
      message: "requests, tokens and cost of \(equals.days.count) sums of a model's day are those that \(earlier.name) "
        + "has under other ids, as \(first.sums.inputTokens) input and \(first.sums.outputTokens) output tokens of "
        + "\(model) on \(date); both count\(cost)",
      remedy:
        "If they are the same requests under other ids, \(earlier.removalByCommand), or this one. If they are other "
        + "spend, it is right so; --separate-spend says it.")
  }
}
