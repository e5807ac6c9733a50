import TriageModel

/// Says for which tasks a comparison holds (method 2.2).
enum ComparisonScope {
  /// `complexity 1–3; 4–5 not compared`.
  ///
  /// - Parameters:
  ///   - compared: S.
  ///   - all: every stratum in which the incumbent has ok tasks.
  static func text(compared: [Stratum], all: [Stratum], kind: Stratification) -> String {
    switch kind {
    case .none: return "all tasks, not adjusted for difficulty"
    case .complexity:
      let levels = compared.compactMap(\.complexity)
      let rest = all.filter { !compared.contains($0) }
      var open: [String] = []
      let restLevels = rest.compactMap(\.complexity)
      if !restLevels.isEmpty { open.append(ranges(restLevels)) }
      if rest.contains(where: { $0.complexity == nil }) { open.append("unknown complexity") }
      let tail = open.isEmpty ? "" : "; \(open.joined(separator: " and ")) not compared"
      return levels.isEmpty ? "unknown complexity\(tail)" : "complexity \(ranges(levels))\(tail)"
    case .complexityDepartment:
      let names = compared.map(\.label).joined(separator: ", ")
      let rest = all.filter { !compared.contains($0) }.count
      let tail = rest == 0 ? "" : "; \(rest) other \(rest == 1 ? "stratum" : "strata") not compared"
      return "complexity and department \(names)\(tail)"
    }
  }

  /// `1–3, 5`.
  static func ranges(_ numbers: [Int]) -> String {
    var runs: [(first: Int, last: Int)] = []
    for number in Set(numbers).sorted() {
      if let last = runs.last, last.last == number - 1 {
        runs[runs.count - 1].last = number
      } else {
        runs.append((number, number))
      }
    }
    return runs.map { $0.first == $0.last ? "\($0.first)" : "\($0.first)–\($0.last)" }.joined(separator: ", ")
  }
}
