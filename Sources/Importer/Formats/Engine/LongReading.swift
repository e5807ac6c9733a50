internal import Storage

/// Reads a row of the layout that has a row for each kind of token.
struct LongReading {
  private let kind: Int
  private let amount: Int
  private let kinds: WordList
  private let buckets: [LongRule.Bucket]
  private let known: String

  init(_ rule: LongRule, _ row: inout CellRow) {
    kind = row.slot(rule.kind)
    amount = row.slot(rule.amount)
    let sorted = rule.buckets.sorted { $0.key < $1.key }
    kinds = WordList(sorted.map(\.key))
    buckets = sorted.map(\.value)
    known = sorted.map(\.key).joined(separator: ", ")
  }

  func read(_ row: CellRow, _ record: inout RequestRecord, _ problems: inout [CellProblem]) {
    guard let place = kinds.place(row[kind]) else {
      return problems.append(row.problem(kind, "unknown-kind", "is no known kind of token", "Known are \(known)."))
    }
    switch AmountReading.count(row[amount], isGrouped: false) {
    case .value(let count):
      set(count, buckets[place], &record)
      if buckets[place] != .requests { row.dots.add(row[amount], column: row.columns[amount].text) }
    case .blank: problems.append(row.problem(amount, "missing-value", "must not be blank", nil))
    case .bad(let message, let remedy): problems.append(row.problem(amount, "bad-number", message, remedy))
    }
  }

  private func set(_ count: Int64, _ bucket: LongRule.Bucket, _ record: inout RequestRecord) {
    record.present.formUnion([.input, .output])
    record.requests = 0
    switch bucket {
    case .fresh: record.inputTokens = count
    case .cached:
      (record.inputTokens, record.cachedTokens) = (count, count)
      record.present.insert(.cached)
    case .cacheWrite:
      (record.inputTokens, record.cacheWriteTokens) = (count, count)
      record.present.insert(.cacheWrite)
    case .output: record.outputTokens = count
    case .requests: record.requests = count
    }
  }
}
