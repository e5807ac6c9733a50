internal import Storage
internal import TriageModel

/// Reads an object of counts by kind of token.
struct UsageMapReading {
  private static let absent: Int64 = -1

  private let slot: Int
  private let words: WordList
  /// The kind of each word.
  private let kindOfWord: [Int]
  private let buckets: [UsageMapRule.Bucket]
  private let known: String
  /// Of each kind; `absent` where the row does not have it.
  private var counts: [Int64]

  init(_ rule: UsageMapRule, _ row: inout CellRow) {
    slot = row.slot(rule.column)
    words = WordList(rule.kinds.flatMap(\.spellings))
    kindOfWord = rule.kinds.indices.flatMap { kind in rule.kinds[kind].spellings.map { _ in kind } }
    buckets = rule.kinds.map(\.bucket)
    known = rule.kinds.compactMap(\.spellings.first).joined(separator: ", ")
    counts = rule.kinds.map { _ in Self.absent }
  }

  /// A blank cell and an empty object leave the tokens unknown, and so does a total alone.
  mutating func read(_ row: CellRow, _ record: inout RequestRecord, _ problems: inout [CellProblem]) {
    let cell = row[slot]
    guard cell.count > 0 else { return }
    guard cell[0] == UInt8(ascii: "{"), JSONScan.valueEnd(cell, 0, 0) == cell.count else {
      let remedy = "The file was cut or changed: export it again."
      return problems.append(row.problem(slot, "bad-json", "is no JSON object", remedy))
    }
    for kind in counts.indices { counts[kind] = Self.absent }
    JSONScan.forEachMember(cell, 0) { key, value in take(cell, key, value, row, &problems) }
    if problems.isEmpty { settle(row, &record, &problems) }
  }

  private mutating func take(
    _ cell: CellRow.Bytes, _ key: Int, _ value: Int, _ row: CellRow, _ problems: inout [CellProblem]
  ) {
    let text = JSONScan.text(cell, value, row.arena)
    let name = JSONScan.text(cell, key, row.arena)
    guard let word = words.place(name) else {
      if case .value(0) = AmountReading.count(text, isGrouped: false) { return }
      guard text.count > 0 else { return }
      let shown = PrintableText.cut(String(decoding: name, as: UTF8.self), limit: 40)
      return problems.append(
        row.problem(slot, "unknown-kind", "has a count of \"\(shown)\", no known kind of token", "Known are \(known)."))
    }
    switch AmountReading.count(text, isGrouped: false) {
    case .blank: return
    case .bad(let message, let remedy): problems.append(row.problem(slot, "bad-number", message, remedy))
    case .value(let count):
      let kind = kindOfWord[word]
      if counts[kind] != Self.absent, counts[kind] != count {
        problems.append(row.problem(slot, "tokens-disagree", "states one count twice, with two numbers", nil))
      }
      counts[kind] = count
    }
  }

  private func sum(_ bucket: UsageMapRule.Bucket) -> Int64? {
    var sum: Int64?
    for kind in counts.indices where buckets[kind] == bucket && counts[kind] != Self.absent {
      sum = (sum ?? 0) + counts[kind]
    }
    return sum
  }

  private func settle(_ row: CellRow, _ record: inout RequestRecord, _ problems: inout [CellProblem]) {
    let (fresh, cached, written) = (sum(.fresh), sum(.cached), sum(.cacheWrite))
    let (visible, reasoning, total) = (sum(.output), sum(.reasoning), sum(.total))
    guard fresh ?? cached ?? written ?? visible ?? reasoning != nil else { return }
    var input = (fresh ?? 0) + (cached ?? 0) + (written ?? 0)
    var output = (visible ?? 0) + (reasoning ?? 0)
    if let total, total != input + output {
      guard let fresh, let visible, total == fresh + visible, input <= 2 * fresh, output <= 2 * visible else {
        return problems.append(
          row.problem(
            slot, "identity-fails", "states a total of \(total); its kinds make \(input + output)",
            "Find out which kinds of token the integration counts twice or leaves out."))
      }
      (input, output) = (fresh, visible)
    }
    guard max(input, output) <= AmountReading.tokenLimit else {
      return problems.append(row.problem(slot, "out-of-range", "is more than 1,000,000,000,000,000 tokens", nil))
    }
    set(fresh ?? cached ?? written == nil ? nil : input, \.inputTokens, .input, &record)
    set(cached, \.cachedTokens, .cached, &record)
    set(written, \.cacheWriteTokens, .cacheWrite, &record)
    set(visible ?? reasoning == nil ? nil : output, \.outputTokens, .output, &record)
    set(reasoning, \.reasoningTokens, .reasoning, &record)
  }

  private func set(
    _ tokens: Int64?, _ path: WritableKeyPath<RequestRecord, Int64>, _ flag: RequestRecord.Presence,
    _ record: inout RequestRecord
  ) {
    guard let tokens else { return }
    record[keyPath: path] = tokens
    record.present.insert(flag)
  }
}
