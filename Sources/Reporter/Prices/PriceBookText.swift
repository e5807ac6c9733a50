public import TriageModel

/// The price book and its changes as lines of text, one to a price, never cut: for reading and for pipes.
public enum PriceBookText {
  /// A model whose requests have no cost.
  public struct Missing: Hashable, Sendable {
    public var provider: String?
    public var model: String
    /// The nearest other model; nil where none is near, or where the model itself is there for other providers.
    public var suggestion: PriceSuggestion?
    /// Providers for which the book has the model, or a mode or a time of it.
    public var providers: [String]

    /// - Parameter book: all prices.
    public init(provider: String?, model: String, book: [PriceRow]) {
      self.provider = provider
      self.model = model
      let rows = book.filter { $0.model == model }
      providers = Set(rows.map { $0.provider ?? "any provider" }).sorted()
      suggestion = rows.isEmpty ? PriceSuggestion.find(model: model, provider: provider, in: book) : nil
    }
  }

  // MARK: The book

  /// Lists prices, models without one, and long prompts without one; the text ends in a line break.
  public static func list(_ rows: [PriceRow], missing: [Missing], untiered: [UntieredModel]) -> String {
    var table = ReportTable(
      ["Provider", "Model", "Mode", "From", "To"],
      numbers: [
        "Above tokens", "Input", "Cached", "Write", "Write 1 h", "Output", "Reasoning",
      ], last: ["Source"])
    for row in rows {
      table.add(
        [
          name(row.provider), name(row.model), Phrase(row.mode.name), Phrase(row.effectiveFrom.dateText),
          Phrase(row.effectiveTo?.dateText ?? "–"), Phrase(row.tierStart == 0 ? "–" : String(row.tierStart)),
        ]
          + [
            row.inputPicos, row.cachedPicos, row.cacheWritePicos, row.longWritePicos, row.outputPicos,
            row.reasoningPicos,
          ].map(price) + [name(source(row))])
    }
    var text = rows.isEmpty ? "No prices.\n" : TextLayout.table(table, width: nil) + "\n"
    if !missing.isEmpty { text += "\n" + models(missing) }
    if !untiered.isEmpty { text += "\n" + longPrompts(untiered) }
    return text
  }

  /// Models whose long prompts have the price of short ones; the text ends in a line break.
  public static func longPrompts(_ untiered: [UntieredModel]) -> String {
    var text = "Long prompts priced as short ones, as their mode has no price for them:\n"
    for entry in untiered {
      text += "  \(entry.provider.map { printable($0) + " " } ?? "")\(printable(entry.model)): "
      text += "\(entry.rows) row\(entry.rows == 1 ? "" : "s"), \(entry.cost.decimalText) USD\n"
    }
    return text + "A price row with that mode and tier_above_tokens gives them theirs.\n"
  }

  /// Models without a price, and the lines of the policy that give some of them one; the text ends in a line break.
  public static func models(_ missing: [Missing]) -> String {
    var text = "Models without a price:\n"
    for entry in missing {
      let nearest =
        entry.suggestion.map { "nearest in the book: \(printable($0.nearest))" } ?? elsewhere(entry)
      text += "  \(entry.provider.map { printable($0) + " " } ?? "")\(printable(entry.model)): \(nearest)\n"
    }
    var lines: [String] = []
    for line in missing.compactMap(\.suggestion?.policyLine) where !lines.contains(line) { lines.append(line) }
    guard !lines.isEmpty else { return text }
    return text + "If they are the same, put into the policy:\nmodel_aliases:\n" + lines.map { $0 + "\n" }.joined()
  }

  private static func elsewhere(_ entry: Missing) -> String {
    guard !entry.providers.isEmpty else { return "none in the book is near" }
    let providers = entry.providers.map(printable).joined(separator: ", ")
    return "the book has it for \(providers), but not for all of its providers, modes and days"
  }

  private static func source(_ row: PriceRow) -> String? {
    let parts = [row.catalogue, row.source.flatMap { $0 == row.catalogue ? nil : $0 }, row.checkedOn].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  // MARK: Changes

  /// Lists what differs, and what spend would be; the text ends in a line break.
  public static func difference(_ difference: PriceBookDifference, repricing: PriceBookChange?) -> String {
    var text = ""
    for entry in difference.entries { text += line(entry) + "\n" }
    func count(_ kind: PriceBookDifference.Entry.Kind) -> Int { difference.entries.count { $0.kind == kind } }
    text +=
      "\(count(.added)) added, \(count(.removed)) removed, \(count(.changed)) changed, \(difference.unchanged) unchanged\n"
    guard let repricing else { return text }
    return text + "\n" + spend(repricing)
  }

  private static func line(_ entry: PriceBookDifference.Entry) -> String {
    let key = entry.key
    var text = "\(entry.kind.rawValue)  \(key.provider.map { printable($0) + " " } ?? "")\(printable(key.model))"
    if key.mode != .standard { text += " \(key.mode.name)" }
    if key.tierStart > 0 { text += " above \(key.tierStart) tokens" }
    text += "  from \(key.from.dateText)"
    if let end = entry.row.effectiveTo { text += " to \(end.dateText)" }
    let changes = entry.changes.map { change in
      "\(change.name) \(price(change.oldPicos).plainText) → \(price(change.newPicos).plainText)\(percent(change.permille))"
    }
    if !changes.isEmpty { return text + ": " + changes.joined(separator: ", ") }
    if entry.kind == .changed { return text + ": other dates" }
    return text + ": input \(price(entry.row.inputPicos).plainText), output \(price(entry.row.outputPicos).plainText)"
  }

  private static func spend(_ change: PriceBookChange) -> String {
    guard let total = change.total else { return "The database has no requests.\n" }
    var table = ReportTable(
      ["Month", "Provider", "Model"], numbers: ["USD now", "USD then", "Change", "Without price then"])
    func add(_ line: PriceBookChange.Line, _ first: [Phrase]) {
      let permille: Int128? =
        line.now.nanos == 0
        ? nil : Rounding.divideHalfAwayFromZero((line.then.nanos - line.now.nanos) * 1000, by: line.now.nanos)
      let share = percent(permille).split(separator: "(").last.map { String($0.dropLast()) } ?? "–"
      let unpriced =
        line.unpricedThen == line.unpricedNow
        ? "\(line.unpricedThen)" : "\(line.unpricedThen) (now \(line.unpricedNow))"
      table.add(first + [Phrase(line.now.decimalText), Phrase(line.then.decimalText), Phrase(share), Phrase(unpriced)])
    }
    for line in change.lines where line.changes {
      add(line, [Phrase(line.month.text), name(line.provider), name(line.model)])
    }
    for month in change.months { add(month, [Phrase(month.month.text), "–", "all models"]) }
    add(total, ["all months", "–", "all models"])
    return
      "What the requests of the database would cost with the new book alone. Nothing is changed.\n"
      + TextLayout.table(table, width: nil) + "\n"
  }

  // MARK: Parts

  private static func printable(_ text: String) -> String { PrintableText.cut(text, limit: 200) }

  private static func name(_ text: String?) -> Phrase { Phrase(text.map(printable) ?? "–") }

  /// USD per million tokens, exactly.
  private static func price(_ picos: Int64?) -> Phrase {
    Phrase(picos.map { ScaledDecimal.text(Int128($0), scale: 6) } ?? "–")
  }

  /// ` (+50.0%)`; nothing where there is none.
  private static func percent(_ permille: Int128?) -> String {
    guard let permille else { return "" }
    let sign = permille > 0 ? "+" : ""
    return " (\(sign)\(ScaledDecimal.text(permille, scale: 1, minimumDecimals: 1))%)"
  }
}
