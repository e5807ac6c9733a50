import TriageModel

/// Some pieces of a run with the net values of their facts: few enough to stay in a core's own cache while they are
/// added up.
struct NetBlock<Net: NetNumber> {
  static var length: Int { 4096 }

  private(set) var pieces: ArraySlice<FactPiece> = []
  /// One for each fact, piece behind piece; signs not applied.
  private(set) var nets = [Net](repeating: .zero, count: NetBlock.length)
  private let lines: [Net.Line]

  init(_ valued: ValuedFacts, in unit: NetUnit) {
    lines = valued.valuations.map { Net.line($0.line, in: unit) }
  }

  /// - Parameter pieces: of `length` facts at most, all together.
  /// - Returns: false where the net value of any fact may be one whose sums do not fit.
  mutating func fill(_ numbers: FactRun.Numbers, _ pieces: ArraySlice<FactPiece>) -> Bool {
    self.pieces = pieces
    // Taken out while they are written, so that it is asked but once whether somebody else has them.
    var own: [Net] = []
    swap(&own, &nets)
    defer { swap(&own, &nets) }
    return NetBlock.fill(&own, numbers, pieces, lines)
  }

  private static func fill(
    _ all: inout [Net], _ numbers: FactRun.Numbers, _ pieces: ArraySlice<FactPiece>, _ lines: [Net.Line]
  ) -> Bool {
    var nets = all.mutableSpan
    var isFitting = true
    var place = 0
    for piece in pieces {
      if !Net.fill(&nets, from: place, lines[piece.valuation], numbers, piece.facts) { isFitting = false }
      place += piece.facts.count
    }
    return isFitting
  }
}
