import TriageModel

/// Some facts in a row with their net values: few enough to stay in a core's own cache while they are added up.
struct NetBlock<Net: NetNumber> {
  static var length: Int { 4096 }

  let lines: [Net.Line]
  private let roles: [ValuedFacts.Role]
  private(set) var facts: Range<Int> = 0..<0
  /// Position of each fact's group plus one, negative for a fact that takes a task back; 0 where not ok.
  private(set) var marks = [Int32](repeating: 0, count: NetBlock.length)
  /// Sign not applied; of no meaning where not ok.
  private(set) var nets = [Net](repeating: .zero, count: NetBlock.length)

  /// Whether the net value of any fact so far may be one whose sums do not fit.
  private(set) var isTooLarge = false

  init(_ valued: ValuedFacts, in unit: NetUnit) {
    lines = valued.valuations.map { Net.line($0.line, in: unit) }
    roles = valued.roles
  }

  /// - Parameter range: positions in the run, at most `length`.
  mutating func fill(_ numbers: FactRun.Numbers, _ range: Range<Int>) {
    facts = range
    // Taken out while they are written, so that each is asked but once whether somebody else has it.
    var (ownMarks, ownNets): ([Int32], [Net]) = ([], [])
    swap(&ownMarks, &marks)
    swap(&ownNets, &nets)
    if NetBlock.fill(&ownMarks, &ownNets, numbers, range, roles, lines) { isTooLarge = true }
    swap(&ownMarks, &marks)
    swap(&ownNets, &nets)
  }

  /// - Returns: whether a net value is too large.
  private static func fill(
    _ allMarks: inout [Int32], _ allNets: inout [Net], _ numbers: FactRun.Numbers, _ range: Range<Int>,
    _ allRoles: [ValuedFacts.Role], _ allLines: [Net.Line]
  ) -> Bool {
    var isTooLarge = false
    let (roles, lines) = (allRoles.span, allLines.span)
    var marks = allMarks.mutableSpan
    var nets = allNets.mutableSpan
    for (place, index) in range.enumerated() {
      let key = numbers.place(index)
      guard key >= 0 else {
        marks[place] = 0
        continue
      }
      let role = roles[key]
      guard role.group >= 0 else {
        marks[place] = 0
        continue
      }
      marks[place] = numbers.sign[index] < 0 ? -role.group - 1 : role.group + 1
      nets[place] = Net.net(lines[Int(role.valuation)], numbers, index, isTooLarge: &isTooLarge)
    }
    return isTooLarge
  }
}
