import TriageModel

/// Facts of one key and one sign that lie together in a run, and what becomes of all of them.
struct FactPiece: Sendable {
  let facts: Range<Int>
  /// Position in `ValuedFacts.groups`.
  let group: Int
  /// Position in `ValuedFacts.valuations`.
  let valuation: Int
  /// Whether the tasks are added, or taken back.
  let isAdded: Bool

  /// The facts of a run that count for a group.
  ///
  /// - Parameter longest: facts of a piece at most.
  static func pieces(of run: FactRun, _ roles: [ValuedFacts.Role], longest: Int) -> [FactPiece] {
    var pieces: [FactPiece] = []
    pieces.reserveCapacity(run.keys.count)
    run.withNumbers { numbers in
      for entry in run.keys where roles[entry.key].group >= 0 {
        var start = entry.facts.lowerBound
        while start < entry.facts.upperBound {
          let limit = min(start + longest, entry.facts.upperBound)
          let end = run.isAddingOnly ? limit : endOfSign(numbers, start..<limit)
          pieces.append(
            FactPiece(
              facts: start..<end, group: Int(roles[entry.key].group), valuation: Int(roles[entry.key].valuation),
              isAdded: numbers.sign[start] > 0))
          start = end
        }
      }
    }
    return pieces
  }

  private static func endOfSign(_ numbers: FactRun.Numbers, _ facts: Range<Int>) -> Int {
    let sign = numbers.sign[facts.lowerBound]
    return facts.first { numbers.sign[$0] != sign } ?? facts.upperBound
  }
}
