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
  /// The kinds that the row has, as many as `foundCount`.
  private var found: [Int]
  private var foundCount = 0
  /// The words of the members of the last object.
  private let memory = MemberMemory(objects: 1)

  init(_ rule: UsageMapRule, _ row: inout CellRow) {
    slot = row.slot(rule.column)
    words = WordList(rule.kinds.flatMap(\.spellings))
    kindOfWord = rule.kinds.indices.flatMap { kind in rule.kinds[kind].spellings.map { _ in kind } }
    buckets = rule.kinds.map(\.bucket)
    known = rule.kinds.compactMap(\.spellings.first).joined(separator: ", ")
    counts = rule.kinds.map { _ in Self.absent }
    found = rule.kinds.map { _ in 0 }
  }

  /// A blank cell and an empty object leave the tokens unknown, and so does a total alone.
  mutating func read(_ row: CellRow, _ record: inout RequestRecord, _ problems: inout [CellProblem]) {
    let cell = row[slot]
    guard cell.count > 0 else { return }
    for place in 0..<foundCount { counts[found[place]] = Self.absent }
    foundCount = 0
    let before = problems.count
    let end = cell[0] == UInt8(ascii: "{") ? readMembers(cell, row, &problems) : nil
    guard end == cell.count else {
      problems.removeSubrange(before...)
      let remedy = "The file was cut or changed: export it again."
      return problems.append(row.problem(slot, "bad-json", "is no JSON object", remedy))
    }
    if problems.isEmpty { settle(row, &record, &problems) }
  }

  /// Takes each member of the object that a cell begins with.
  ///
  /// - Returns: the object's end; nil where it is no JSON, which may show after some members only.
  private mutating func readMembers(_ cell: CellRow.Bytes, _ row: CellRow, _ problems: inout [CellProblem]) -> Int? {
    var index = 1
    var member = 0
    while true {
      let length = memory.length(0, member, cell, index)
      if length > 0 {
        // More space may follow than the last time.
        index = JSONScan.skipSpace(cell, index + length)
        if let (count, end) = Self.plainCount(cell, index) {
          add(count, word: memory.meaning(0, member), row, &problems)
          index = end
          member += 1
          continue
        }
        guard let end = JSONScan.valueEnd(cell, index, 1) else { return nil }
        take(cell, index..<end, word: memory.meaning(0, member), row, &problems)
        index = end
      } else {
        let from = index
        index = JSONScan.skipSpace(cell, index)
        guard index < cell.count else { return nil }
        if cell[index] == UInt8(ascii: "}") { return index + 1 }
        if member > 0 {
          guard cell[index] == UInt8(ascii: ",") else { return nil }
          index = JSONScan.skipSpace(cell, index + 1)
        }
        guard let keyEnd = JSONScan.stringEnd(cell, index) else { return nil }
        let key = index..<keyEnd
        index = JSONScan.skipSpace(cell, keyEnd)
        guard index < cell.count, cell[index] == UInt8(ascii: ":") else { return nil }
        index = JSONScan.skipSpace(cell, index + 1)
        guard let end = JSONScan.valueEnd(cell, index, 1) else { return nil }
        if let word = words.place(JSONScan.text(cell, key.lowerBound, end: key.upperBound, row.arena)) {
          memory.remember(0, member, cell, from..<index, meaning: word)
          take(cell, index..<end, word: word, row, &problems)
        } else {
          takeUnknown(cell, key, index..<end, row, &problems)
        }
        index = end
      }
      member += 1
    }
  }

  /// A count of a kind that is not known is a problem unless it is zero.
  private func takeUnknown(
    _ cell: CellRow.Bytes, _ key: Range<Int>, _ value: Range<Int>, _ row: CellRow, _ problems: inout [CellProblem]
  ) {
    let text = JSONScan.text(cell, value.lowerBound, end: value.upperBound, row.arena)
    if case .value(0) = AmountReading.count(text, isGrouped: false) { return }
    guard text.count > 0 else { return }
    let name = JSONScan.text(cell, key.lowerBound, end: key.upperBound, row.arena)
    let shown = PrintableText.cut(String(decoding: name, as: UTF8.self), limit: 40)
    problems.append(
      row.problem(slot, "unknown-kind", "has a count of \"\(shown)\", no known kind of token", "Known are \(known)."))
  }

  @inline(__always)
  private mutating func take(
    _ cell: CellRow.Bytes, _ value: Range<Int>, word: Int, _ row: CellRow, _ problems: inout [CellProblem]
  ) {
    let text = JSONScan.text(cell, value.lowerBound, end: value.upperBound, row.arena)
    switch AmountReading.count(text, isGrouped: false) {
    case .blank: return
    case .bad(let message, let remedy): problems.append(row.problem(slot, "bad-number", message, remedy))
    case .value(let count): add(count, word: word, row, &problems)
    }
  }

  @inline(__always)
  private mutating func add(_ count: Int64, word: Int, _ row: CellRow, _ problems: inout [CellProblem]) {
    let kind = kindOfWord[word]
    if counts[kind] == Self.absent {
      found[foundCount] = kind
      foundCount += 1
    } else if counts[kind] != count {
      problems.append(row.problem(slot, "tokens-disagree", "states one count twice, with two numbers", nil))
    }
    counts[kind] = count
  }

  /// A whole number of plain form with another member or the object's end behind it, and its end; nil for any other
  /// value.
  @inline(__always)
  private static func plainCount(_ cell: CellRow.Bytes, _ start: Int) -> (count: Int64, end: Int)? {
    var index = start
    var count: Int64 = 0
    while index < cell.count, cell[index] &- 48 <= 9 {
      count = count &* 10 &+ Int64(cell[index] &- 48)
      index += 1
    }
    guard index > start, index - start <= 15, index < cell.count,
      cell[index] == UInt8(ascii: ",") || cell[index] == UInt8(ascii: "}")
    else { return nil }
    return (count, index)
  }

  private mutating func settle(_ row: CellRow, _ record: inout RequestRecord, _ problems: inout [CellProblem]) {
    var fresh, cached, written, visible, reasoning, total: Int64?
    for place in 0..<foundCount {
      let kind = found[place]
      switch buckets[kind] {
      case .fresh: fresh = (fresh ?? 0) + counts[kind]
      case .cached: cached = (cached ?? 0) + counts[kind]
      case .cacheWrite: written = (written ?? 0) + counts[kind]
      case .output: visible = (visible ?? 0) + counts[kind]
      case .reasoning: reasoning = (reasoning ?? 0) + counts[kind]
      case .total: total = (total ?? 0) + counts[kind]
      }
    }
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
    if fresh ?? cached ?? written != nil {
      record.inputTokens = input
      record.present.insert(.input)
    }
    if let cached {
      record.cachedTokens = cached
      record.present.insert(.cached)
    }
    if let written {
      record.cacheWriteTokens = written
      record.present.insert(.cacheWrite)
    }
    if visible ?? reasoning != nil {
      record.outputTokens = output
      record.present.insert(.output)
    }
    if let reasoning {
      record.reasoningTokens = reasoning
      record.present.insert(.reasoning)
    }
  }
}
