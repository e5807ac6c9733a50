internal import Storage
internal import TriageModel

/// Refuses canonical rows that hold the sums of other canonical rows: a day's requests in one row beside each of them.
struct DaySumCheck {
  let transaction: ImportTransaction

  /// Of a day that tells anything, and of all equal days where there are fewer than three.
  private static let (leastTokens, manyTokens) = (Int128(1_000), Int128(100_000))

  /// The problem of the canonical files of a run, of which some bring new rows; nil where nothing is there twice.
  ///
  /// Both forms of a day are one spend where requests and tokens are equal on nine in ten of the days that have both,
  /// and where these are three days or 100,000 tokens: a few calls and a small batch of them are equal by chance.
  ///
  /// - Parameters:
  ///   - newImports: of files that bring new rows.
  ///   - file: the last of these.
  func problem(newImports: Set<Int64>, file: String) throws -> Diagnostic? {
    let canonical = try transaction.importedSources().filter { $0.format == CanonicalFormat.usage.rawValue }
    let days = try transaction.daysInBothForms(imports: Set(canonical.map(\.importID)), touching: newImports)
    let telling = days.filter { $0.single.tokens >= Self.leastTokens || $0.several.tokens >= Self.leastTokens }
    let equal = telling.filter { $0.single == $0.several }
    guard let first = equal.first, equal.count * 10 >= telling.count * 9,
      equal.count >= 3 || equal.reduce(0, { $0 + $1.single.tokens }) >= Self.manyTokens
    else { return nil }
    let date = Instant(nanosSinceEpoch: first.cell.day * Instant.nanosPerDay).dateText
    let model = PrintableText.cut(try transaction.providerName(first.cell.model), limit: 40)
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

extension DaySums.Sums {
  fileprivate var tokens: Int128 { Int128(inputTokens) + Int128(outputTokens) }
}
