internal import TriageModel

/// Counts the rows that hold the same amount as another row of their group.
struct RepeatReading {
  private let rule: RepeatRule
  private let group: [Int]
  private let amount: Int
  private let isWritten: Bool
  /// Hashes of group and amount.
  private var seen: Set<Int> = []
  private var rows: Int64 = 0
  private var nanos: Int128 = 0

  /// nil where the file has nothing that could be repeated.
  init?(_ format: SourceFormat, _ row: inout CellRow) {
    guard let rule = format.repeats, row.slot(rule.member) != CellRow.absent else { return nil }
    self.rule = rule
    group = row.slots(rule.group)
    amount = row.slot(rule.amount)
    isWritten = format.hasGroupedCounts
    guard amount != CellRow.absent else { return nil }
  }

  mutating func take(_ row: CellRow) {
    guard
      case .value(let value) = AmountReading.decimal(row[amount], scale: 9, isWritten: isWritten, hasExponent: false),
      value > 0
    else { return }
    var hasher = Hasher()
    for slot in group {
      hasher.combine(row[slot].count)
      hasher.combine(bytes: UnsafeRawBufferPointer(row[slot]))
    }
    hasher.combine(value)
    guard !seen.insert(hasher.finalize()).inserted else { return }
    rows += 1
    nanos += Int128(value)
  }

  func note(file: String) -> Diagnostic? {
    guard rows > 0 else { return nil }
    return Diagnostic(
      severity: .warning, code: "repeated-spend", position: SourcePosition(file: file),
      message: "\(rows) rows hold the same \(rule.amount.text) as another \(rule.member.text) of their "
        + "\(rule.group.map(\.text).joined(separator: ", ")): \(Money(nanos: nanos).decimalText) USD may be counted "
        + "more than once",
      remedy: "Some versions write the spend of the whole day on each model: export by team, or import SpendLogs.")
  }
}
