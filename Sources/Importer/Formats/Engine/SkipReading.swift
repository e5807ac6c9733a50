internal import TriageModel

/// Passes rows over and counts them.
final class SkipReading {
  private let rules: [SkipRule]
  /// One rule each: blank cells, or a cell that holds one of the words.
  private let slots: [[Int]]
  private let words: [WordList]
  private var counts: [Int64]

  init(_ rules: [SkipRule], _ row: inout CellRow) {
    self.rules = rules
    var slots: [[Int]] = []
    var words: [WordList] = []
    for rule in rules {
      switch rule.condition {
      case .blank(let columns):
        slots.append(row.slots(columns))
        words.append(WordList([]))
      case .holds(let column, let texts):
        slots.append(row.slots([column]))
        words.append(WordList(texts))
      }
    }
    self.slots = slots
    self.words = words
    counts = [Int64](repeating: 0, count: rules.count)
  }

  @inline(__always)
  func passesOver(_ row: CellRow) -> Bool {
    for index in 0..<words.count where applies(index, row) {
      counts[index] += 1
      return true
    }
    return false
  }

  @inline(__always)
  private func applies(_ index: Int, _ row: CellRow) -> Bool {
    let slots = slots[index]
    guard slots.count > 0 else { return false }
    if words[index].isEmpty {
      for slot in slots where row[slot].count > 0 { return false }
      return true
    }
    return words[index].holds(row[slots[0]])
  }

  func notes(file: String) -> [Diagnostic] {
    zip(rules, counts).filter { $0.1 > 0 }.map { rule, count in
      Diagnostic(
        severity: .note, code: "passed-over", position: SourcePosition(file: file),
        message: "\(count) rows were passed over: \(rule.what)")
    }
  }
}
