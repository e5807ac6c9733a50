internal import TriageModel

/// The prices of one model in one tier and mode as a catalogue has them, before they are checked.
struct CatalogueDraft {
  enum Kind: String, CaseIterable {
    case input
    case cached = "cached input"
    case cacheWrite = "cache write"
    case longWrite = "cache write for an hour"
    case output
    case reasoning
  }

  private(set) var picos: [Kind: Int64] = [:]

  subscript(kind: Kind) -> Int64? {
    get { picos[kind] }
    set { picos[kind] = newValue }
  }

  var isEmpty: Bool { picos.isEmpty }

  /// Takes from another draft what this one does not have: a tier or a mode that changes only some prices.
  ///
  /// Writes for an hour belong to other writes, and reasoning to output: where those have a price of their own, these do
  /// not take the other's.
  func filled(from other: CatalogueDraft) -> CatalogueDraft {
    var draft = self
    for kind in Kind.allCases where draft[kind] == nil {
      if kind == .longWrite, self[.cacheWrite] != nil { continue }
      if kind == .reasoning, self[.output] != nil { continue }
      draft[kind] = other[kind]
    }
    return draft
  }

  /// The row; nil without prices of input and output.
  func row(model: String, provider: String?, from: Instant) -> PriceRow? {
    guard let input = self[.input], let output = self[.output] else { return nil }
    var row = PriceRow(model: model, effectiveFrom: from, inputPicos: input, outputPicos: output)
    row.provider = provider
    row.cachedPicos = self[.cached]
    row.cacheWritePicos = self[.cacheWrite]
    row.longWritePicos = self[.longWrite]
    row.reasoningPicos = self[.reasoning]
    return row
  }
}
