internal import TriageModel

/// Passes rows over and counts them.
final class SkipReading {
  private let rules: [SkipRule]
  /// One rule each: blank cells, or a cell that holds one of the words.
  private let slots: [[Int]]
  private let words: [WordList]
  /// Whether the words are those of rows that are read, and others are passed over.
  private let keeps: [Bool]
  /// Whether zeros pass over like blank cells.
  private let zeros: [Bool]
  private var counts: [Int64]
  private let costs: [[Int]]
  private var costNanos: [Int128]

  init(_ rules: [SkipRule], _ row: inout CellRow) {
    self.rules = rules
    var slots: [[Int]] = []
    var words: [WordList] = []
    var keeps: [Bool] = []
    var zeros: [Bool] = []
    for rule in rules {
      if case .zero = rule.condition { zeros.append(true) } else { zeros.append(false) }
      switch rule.condition {
      case .blank(let columns), .zero(let columns):
        slots.append(row.slots(columns))
        words.append(WordList([]))
        keeps.append(false)
      case .holds(let column, let texts), .holdsOther(let column, let texts):
        slots.append(row.slots([column]))
        words.append(WordList(texts))
        if case .holdsOther = rule.condition { keeps.append(true) } else { keeps.append(false) }
      }
    }
    self.slots = slots
    self.words = words
    self.keeps = keeps
    self.zeros = zeros
    counts = [Int64](repeating: 0, count: rules.count)
    costs = rules.map { row.slots($0.cost) }
    costNanos = [Int128](repeating: 0, count: rules.count)
  }

  @inline(__always)
  func passesOver(_ row: CellRow) -> Bool {
    for index in 0..<words.count where applies(index, row) {
      counts[index] += 1
      if !costs[index].isEmpty { addCost(index, row) }
      return true
    }
    return false
  }

  private func addCost(_ index: Int, _ row: CellRow) {
    guard let slot = costs[index].first(where: { row[$0].count > 0 }) else { return }
    let cost = AmountReading.decimal(row[slot], scale: 9, isWritten: false, hasExponent: true)
    if case .value(let nanos) = cost { costNanos[index] += Int128(nanos) }
  }

  @inline(__always)
  private func applies(_ index: Int, _ row: CellRow) -> Bool {
    let slots = slots[index]
    guard slots.count > 0 else { return false }
    if words[index].isEmpty {
      for slot in slots where row[slot].count > 0 {
        guard zeros[index], Self.isZero(row[slot]) else { return false }
      }
      return true
    }
    let cell = row[slots[0]]
    return keeps[index] ? cell.count > 0 && !words[index].holds(cell) : words[index].holds(cell)
  }

  private static func isZero(_ cell: CellRow.Bytes) -> Bool {
    // No number begins with a letter: most cells that are not zero are names.
    if (cell[0] | 0x20) &- 97 <= 25 { return false }
    let number = AmountReading.decimal(cell, scale: 9, isWritten: true, hasExponent: true)
    if case .value(0) = number { return true }
    return false
  }

  func notes(file: String) -> [Diagnostic] {
    rules.indices.filter { counts[$0] > 0 }.map { index in
      let cost = costNanos[index] == 0 ? "" : ", with \(Money(nanos: costNanos[index]).decimalText) USD"
      return Diagnostic(
        severity: .note, code: "passed-over", position: SourcePosition(file: file),
        message:
          "\(counts[index]) \(counts[index] == 1 ? "row was" : "rows were") passed over: \(rules[index].what)\(cost)")
    }
  }
}
