internal import Storage

/// Reads a row of the layout that has a row for each kind of token.
struct LongReading {
  private let kind: Int
  private let amount: Int
  private let buckets: [(text: [UInt8], bucket: LongRule.Bucket)]

  init(_ rule: LongRule, _ row: inout CellRow) {
    kind = row.slot(rule.kind)
    amount = row.slot(rule.amount)
    buckets = rule.buckets.sorted { $0.key < $1.key }.map { (Array($0.key.utf8), $0.value) }
  }

  func read(_ row: CellRow, _ record: inout RequestRecord, _ problems: inout [CellProblem]) {
    guard let bucket = buckets.first(where: { CellRow.holds(row[kind], $0.text) })?.bucket else {
      let known = buckets.map { String(decoding: $0.text, as: UTF8.self) }.joined(separator: ", ")
      return problems.append(row.problem(kind, "unknown-kind", "is no known kind of token", "Known are \(known)."))
    }
    switch AmountReading.count(row[amount], isGrouped: false) {
    case .value(let count): set(count, bucket, &record)
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
