internal import Storage
internal import TriageModel

/// Refuses an export by days that holds the sums of several others: all teams beside files of each.
///
/// Two files are compared by `GroupCheck`; this is for sums whose parts lie in more than one other file.
struct PartSumsCheck {
  let transaction: ImportTransaction

  /// Of a day that tells anything.
  private static let leastTokens = Int128(1_000)
  /// Jobs that run every night have one sum again and again, which can be that of two others.
  private static let leastSums = 3

  /// What is equal of a file and of those beside it.
  private struct Equals {
    var days: [ImportDay] = []
    var sums: Set<Amounts> = []
    /// Days that both have, and that are not the first or last one of any of the files.
    var others = 0
    var parts: Set<Int64> = []

    var isEvidence: Bool {
      parts.count > 1 && days.count * 10 >= (days.count + others) * 9 && sums.count >= leastSums
    }
  }

  /// The problem of a file that brought new rows; nil where it is neither sums nor a part of them.
  ///
  /// To be called once the rows are stored.
  func problem(importID: Int64, file: String) throws -> Diagnostic? {
    let sources = try group(of: importID)
    let imports = Set(sources.map(\.importID))
    // Two are compared with each other.
    guard imports.count > 2 else { return nil }
    let edges = Set(sources.flatMap { [$0.firstNanos, $0.lastNanos] }.map { $0 / Instant.nanosPerDay })
    var found: [Int64: Equals] = [:]
    var cell: [ImportDay] = []
    for day in try transaction.daysByImport(imports) {
      if let first = cell.first, first.cell != day.cell {
        compare(cell, importID, edges, &found)
        cell.removeAll()
      }
      cell.append(day)
    }
    compare(cell, importID, edges, &found)
    guard let (total, equals) = found.filter(\.value.isEvidence).min(by: { $0.key < $1.key }) else { return nil }
    return try problem(total, equals, importID, file)
  }

  /// The files of one export that lie over one, and itself.
  private func group(of importID: Int64) throws -> [ImportedSource] {
    let known = try transaction.importedSources()
    let own = known.filter { $0.importID == importID }
    return known.filter { other in
      own.contains {
        $0.grain == SourceFormat.Grain.bucket.rawValue && $0.format == other.format && $0.provider == other.provider
          && $0.worker == other.worker
          && $0.firstNanos <= other.lastNanos && other.firstNanos <= $0.lastNanos
      }
    }
  }

  /// Compares each file's sum of a model's day with that of all others; only days of which this file has a part tell.
  private func compare(_ days: [ImportDay], _ importID: Int64, _ edges: Set<Int64>, _ found: inout [Int64: Equals]) {
    guard days.count > 1, days.contains(where: { $0.importID == importID }) else { return }
    let all = days.reduce(Amounts()) { $0 + Amounts($1) }
    for day in days where Amounts(day).tokens >= Self.leastTokens {
      let amounts = Amounts(day)
      if amounts + amounts == all {
        found[day.importID, default: Equals()].days.append(day)
        found[day.importID]?.sums.insert(amounts)
        found[day.importID]?.parts.formUnion(days.map(\.importID).filter { $0 != day.importID })
      } else if !edges.contains(day.cell.day) {
        found[day.importID, default: Equals()].others += 1
      }
    }
  }

  private struct Amounts: Hashable {
    var input: Int128 = 0
    var output: Int128 = 0

    init() {}

    init(_ day: ImportDay) { (input, output) = (Int128(day.sums.inputTokens), Int128(day.sums.outputTokens)) }

    var tokens: Int128 { input + output }

    static func + (left: Amounts, right: Amounts) -> Amounts {
      var sum = left
      sum.input += right.input
      sum.output += right.output
      return sum
    }
  }

  private func problem(_ total: Int64, _ equals: Equals, _ importID: Int64, _ file: String) throws -> Diagnostic? {
    guard let first = equals.days.first else { return nil }
    let parts = equals.parts.sorted()
    let model = PrintableText.cut(try transaction.providerName(first.cell.model), limit: 40)
    let date = Instant(nanosSinceEpoch: first.cell.day * Instant.nanosPerDay).dateText
    let more = equals.days.count == 1 ? "" : " and \(equals.days.count - 1) more"
    return Diagnostic(
      code: "counted-twice", position: SourcePosition(file: file),
      message: "the tokens of \(names([total], importID)) are the very sums of those of \(names(parts, importID)), as "
        + "\(first.sums.inputTokens) input and \(first.sums.outputTokens) output tokens of \(model) on \(date)\(more): "
        + "sums beside their parts",
      remedy: "If they are other spend, as of other projects, teams or organisations, say --separate-spend. Else keep "
        + (total == importID
          ? "one of the two: leave this file out, or \(removal(parts, importID))."
          : "either the sums or all of their parts: \(removal([total], importID)), or "
            + "\(removal(parts.filter { $0 != importID }, importID)) and leave this file out."))
  }

  private func names(_ imports: [Int64], _ importID: Int64) -> String {
    joined(imports.map { $0 == importID ? "this file" : EarlierImport($0, transaction).name })
  }

  private func removal(_ imports: [Int64], _ importID: Int64) -> String {
    joined(imports.map { EarlierImport($0, transaction).removal })
  }

  private func joined(_ texts: [String]) -> String {
    guard texts.count > 3 else {
      return [texts.dropLast().joined(separator: ", "), texts.last ?? ""].filter { !$0.isEmpty }
        .joined(separator: " and ")
    }
    return "\(texts.prefix(3).joined(separator: ", ")) and \(texts.count - 3) more"
  }
}
