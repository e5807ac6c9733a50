internal import TriageModel

/// Collects the rows of a catalogue, and everything about it that has to be said.
struct CatalogueFindings {
  private let file: String
  private(set) var rows: [PriceRow] = []
  private(set) var problems: [Diagnostic] = []
  private(set) var warnings: [Diagnostic] = []
  /// What is not used, by what it is.
  private var unused: [String: Int] = [:]
  private var leftOut: [String: Int] = [:]

  init(file: String) { self.file = file }

  mutating func add(_ row: PriceRow) { rows.append(row) }

  mutating func removeRows() { rows = [] }

  mutating func warnAboutRepeated(_ row: PriceRow) {
    warnings.append(
      Diagnostic(
        severity: .warning, code: "repeated-model", position: SourcePosition(file: file),
        field: PrintableText.cut(row.source ?? row.model, limit: 80),
        message:
          "the catalogue has \(PrintableText.cut(row.model, limit: 80)) of one provider twice with other prices: "
          + "the first one counts"))
  }

  /// Counts a price of something that is not counted in tokens of text.
  mutating func passOver(_ what: String) { unused[what, default: 0] += 1 }

  /// Counts a model that gives no row.
  mutating func leaveOut(_ why: String) { leftOut[why, default: 0] += 1 }

  mutating func refuse(_ code: String, _ value: CatalogueValue?, _ message: String, _ remedy: String) {
    problems.append(
      Diagnostic(
        code: code, position: SourcePosition(file: file, line: value?.line ?? 1), message: message, remedy: remedy))
  }

  mutating func warn(_ code: String, _ value: CatalogueValue, model: String, _ message: String) {
    warnings.append(
      Diagnostic(
        severity: .warning, code: code, position: SourcePosition(file: file, line: value.line),
        field: PrintableText.cut(model, limit: 80), message: message))
  }

  /// A price from its text; what cannot be held is named.
  ///
  /// - Parameter exponent: 12 for dollars per token, 6 for dollars per million tokens.
  mutating func price(_ value: CatalogueValue?, exponent: Int, model: String, what: String) -> Int64? {
    guard let value, let text = value.text else { return nil }
    let shown = PrintableText.cut(text, limit: 40)
    switch ExactPrice(text, exponent: exponent) {
    case .picos(let picos): return picos
    case .rounded(let picos):
      let held = ScaledDecimal.text(Int128(picos), scale: 6)
      warn(
        "rounded-price", value, model: model,
        "the price of \(what), \(shown), has digits beyond 10^-12 USD per token; \(held) USD per million tokens is held"
      )
      return picos
    case .negative:
      warn("negative-price", value, model: model, "the price of \(what) is \(shown): it is left out")
    case .unreadable:
      warn("bad-price", value, model: model, "the price of \(what), \(shown), is no price: it is left out")
    }
    return nil
  }

  /// Takes out of a draft what is an obvious error of the catalogue.
  mutating func checked(_ draft: CatalogueDraft, _ value: CatalogueValue, model: String) -> CatalogueDraft {
    var draft = draft
    if let short = draft[.cacheWrite], let long = draft[.longWrite], short > 0, long < short || long > 4 * short {
      let permille = Rounding.divideHalfAwayFromZero(Int128(long) * 100, by: Int128(short))
      warn(
        "odd-ratio", value, model: model,
        "writing to the cache for an hour would cost \(ScaledDecimal.text(permille, scale: 2, minimumDecimals: 2)) times "
          + "as much as for five minutes: its price is left out")
      draft[.longWrite] = nil
    }
    if let cached = draft[.cached], let input = draft[.input], cached > input {
      warn(
        "odd-ratio", value, model: model,
        "cached input would cost more than input that is not cached: its price is left out")
      draft[.cached] = nil
    }
    return draft
  }

  /// Sentences on what is not used, each once.
  var notes: [Diagnostic] {
    func listed(_ counts: [String: Int]) -> String {
      counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) (\($0.value))" }.joined(
        separator: ", ")
    }
    var notes: [Diagnostic] = []
    let position = SourcePosition(file: file)
    if !unused.isEmpty {
      notes.append(
        Diagnostic(
          severity: .note, code: "unused-prices", position: position,
          message: "prices that are not of text tokens are not used: \(listed(unused))"))
    }
    if !leftOut.isEmpty {
      notes.append(
        Diagnostic(
          severity: .note, code: "left-out-models", position: position,
          message: "models without a price that can be used: \(listed(leftOut))"))
    }
    return notes
  }
}
