internal import Storage
internal import TriageModel

/// Refuses canonical rows that hold the sums of other canonical rows: a day's requests in one row beside each of them.
struct DaySumCheck {
  let transaction: ImportTransaction

  /// The problem of the canonical files of a run, of which some bring new rows; nil where nothing is there twice.
  ///
  /// Both forms of a day are one spend where requests and tokens are equal, on at least half of the days that have both.
  ///
  /// - Parameters:
  ///   - newImports: of files that bring new rows.
  ///   - file: the last of these.
  func problem(newImports: Set<Int64>, file: String) throws -> Diagnostic? {
    let canonical = try transaction.importedSources().filter { $0.format == CanonicalFormat.usage.rawValue }
    let days = try transaction.daysInBothForms(imports: Set(canonical.map(\.importID)), touching: newImports)
    let equal = days.filter { $0.single == $0.several && $0.single.inputTokens + $0.single.outputTokens > 0 }
    guard let first = equal.first, equal.count * 2 >= days.count else { return nil }
    let date = Instant(nanosSinceEpoch: first.day * Instant.nanosPerDay).dateText
    let model = PrintableText.cut(try transaction.providerName(first.model), limit: 40)
    return Diagnostic(
      code: "counted-twice", position: SourcePosition(file: file),
      message:
        "\(first.single.requests) requests of \(model) on \(date) are there one by one, and once more as the sum of "
        + "a row with \"requests\""
        + (equal.count == 1 ? "" : "; so it is on \(equal.count - 1) more \(equal.count == 2 ? "day" : "days")"),
      remedy: "Keep one of the two: leave the sums out, or undo the other import. "
        + "If they hold different spend, say --separate-spend.")
  }
}
