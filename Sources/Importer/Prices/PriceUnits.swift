internal import TriageModel

/// Tells a canonical price book whose prices are for another number of tokens than a million.
struct PriceUnits {
  /// Above the dearest price that any provider asks in 2026: 1,000 USD per million tokens, in pico-dollars per token.
  private static let dearestPicos: Int64 = 1_000_000_000
  /// By how many times no price of a model ever changed at once.
  private static let times: Int128 = 100
  /// A book whose dearest price is below this is one of very small models, or one for 1,000 tokens: 0.1 USD.
  private static let cheapestPicos: Int64 = 100_000

  /// Below the cheapest price that any provider asks for output in 2026: 0.005 USD.
  private static let leastPicos: Int64 = 5_000

  /// The book that is there already.
  private let known: [String: [PriceRow]]
  /// The first row beyond the bounds, in words, and how many there are.
  private var wrong: (line: Int, message: String)?
  private var wrongRows = 0
  /// The first row whose cached tokens are dearer than fresh ones.
  private var dearCache: (line: Int, row: PriceRow)?
  private var dearCacheRows = 0
  private var dearestOutput: Int64 = 0
  /// The first row whose output costs less than that of any model.
  private var cheap: (line: Int, row: PriceRow)?

  init(known: [PriceRow]) { self.known = Dictionary(grouping: known, by: \.model) }

  mutating func take(_ row: PriceRow, line: Int) {
    dearestOutput = max(dearestOutput, row.outputPicos)
    if row.outputPicos > 0, row.outputPicos < Self.leastPicos, cheap == nil { cheap = (line, row) }
    if let message = Self.beyondAny(row) ?? beyondKnown(row) {
      wrongRows += 1
      wrong = wrong ?? (line, message)
    }
    if let cached = row.cachedPicos, cached > row.inputPicos {
      dearCacheRows += 1
      dearCache = dearCache ?? (line, row)
    }
  }

  private static func beyondAny(_ row: PriceRow) -> String? {
    let dearest = max(row.inputPicos, row.outputPicos)
    guard dearest > dearestPicos else { return nil }
    return "\(name(row)) costs \(dollars(dearest)) USD per million tokens, more than any model does"
  }

  /// Whether a price is far from those of the same model and mode.
  private func beyondKnown(_ row: PriceRow) -> String? {
    for other in known[row.model] ?? [] where other.mode == row.mode {
      guard row.provider == nil || other.provider == nil || row.provider == other.provider else { continue }
      for (new, old) in [(row.inputPicos, other.inputPicos), (row.outputPicos, other.outputPicos)]
      where new > 0 && old > 0 {
        guard Int128(new) >= Int128(old) * Self.times || Int128(old) >= Int128(new) * Self.times else { continue }
        return
          "\(Self.name(row)) costs \(Self.dollars(new)) USD per million tokens, and \(Self.dollars(old)) USD in the "
          + "price book that is there"
      }
    }
    return nil
  }

  /// What is wrong with the book once it is read.
  ///
  /// - Parameter isRight: the user says that prices are per million tokens.
  func problems(file: String, isRight: Bool) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    func add(_ severity: Diagnostic.Severity, _ code: String, _ line: Int?, _ message: String, _ remedy: String?) {
      problems.append(
        Diagnostic(
          severity: severity, code: code, position: SourcePosition(file: file, line: line), message: message,
          remedy: remedy))
    }
    let unit =
      "Prices are US dollars per million tokens: are these per token, or per 1,000? "
      + "If they are right, say --units-are-right."
    if let wrong, !isRight {
      let more = Self.more(wrongRows)
      add(.error, "suspicious-unit", wrong.line, wrong.message + more, unit)
    } else if let cheap, dearestOutput < Self.cheapestPicos, !isRight {
      add(
        .error, "suspicious-unit", cheap.line,
        "\(Self.name(cheap.row)) costs \(Self.dollars(cheap.row.outputPicos)) USD per million output tokens, less than any "
          + "model does, and no model of the book more than \(Self.dollars(dearestOutput)) USD", unit)
    } else if dearestOutput > 0, dearestOutput < Self.cheapestPicos, !isRight {
      add(
        .warning, "suspicious-unit", nil,
        "no model of the book costs more than \(Self.dollars(dearestOutput)) USD per million output tokens", unit)
    }
    if let dearCache {
      let more = Self.more(dearCacheRows)
      add(
        .warning, "cached-price", dearCache.line,
        "cached tokens of \(Self.name(dearCache.row)) cost \(Self.dollars(dearCache.row.cachedPicos ?? 0)) USD per million, "
          + "more than fresh ones, \(Self.dollars(dearCache.row.inputPicos)) USD\(more)",
        "Providers charge less for them: two columns may be the wrong way round.")
    }
    return problems
  }

  private static func more(_ rows: Int) -> String {
    rows > 1 ? "; \(rows - 1) more \(rows == 2 ? "is" : "are") like it" : ""
  }

  private static func name(_ row: PriceRow) -> String { PrintableText.cut(row.model, limit: 40) }

  private static func dollars(_ picos: Int64) -> String {
    ScaledDecimal.text(Int128(picos), scale: 6)
  }
}
