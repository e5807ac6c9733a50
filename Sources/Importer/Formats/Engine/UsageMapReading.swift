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
  /// The words of the members of the last object: rows mostly have the same keys in the same order.
  private var lastKeys = KeyMemory()

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
    for kind in counts.indices { counts[kind] = Self.absent }
    let before = problems.count
    var place = 0
    var end: Int?
    if cell[0] == UInt8(ascii: "{") {
      end = JSONScan.members(cell, 0) { key, value in
        take(cell, key, value, place, row, &problems)
        place += 1
      }
    }
    guard end == cell.count else {
      problems.removeSubrange(before...)
      let remedy = "The file was cut or changed: export it again."
      return problems.append(row.problem(slot, "bad-json", "is no JSON object", remedy))
    }
    if problems.isEmpty { settle(row, &record, &problems) }
  }

  private mutating func take(
    _ cell: CellRow.Bytes, _ key: Range<Int>, _ value: Range<Int>, _ place: Int, _ row: CellRow,
    _ problems: inout [CellProblem]
  ) {
    let text = JSONScan.text(cell, value.lowerBound, end: value.upperBound, row.arena)
    guard let word = word(cell, key, place, row.arena) else {
      if case .value(0) = AmountReading.count(text, isGrouped: false) { return }
      guard text.count > 0 else { return }
      let name = JSONScan.text(cell, key.lowerBound, end: key.upperBound, row.arena)
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

  /// The word that a key is; nil where it is none.
  @inline(__always)
  private mutating func word(
    _ cell: CellRow.Bytes, _ key: Range<Int>, _ place: Int, _ arena: TextArena
  ) -> Int? {
    if let known = lastKeys.word(place, cell, key) { return known }
    let name = JSONScan.text(cell, key.lowerBound, end: key.upperBound, arena)
    guard let word = words.place(name) else { return nil }
    lastKeys.remember(place, cell, key, word: word)
    return word
  }

  /// Keys as they are written, by their place in the object, with the word that each of them is.
  private struct KeyMemory {
    private static let places = 12
    private static let keyBytes = 48

    private var bytes = [UInt8](repeating: 0, count: places * keyBytes)
    private var counts = [Int](repeating: 0, count: places)
    private var words = [Int](repeating: 0, count: places)

    @inline(__always)
    func word(_ place: Int, _ cell: CellRow.Bytes, _ key: Range<Int>) -> Int? {
      guard place < Self.places, counts[place] == key.count else { return nil }
      guard let base = cell.baseAddress else { return nil }
      let isKnown = bytes.withUnsafeBytes { known in
        known.baseAddress.map {
          ByteSearch.areEqual($0 + place * Self.keyBytes, base + key.lowerBound, count: key.count)
        }
      }
      return isKnown == true ? words[place] : nil
    }

    mutating func remember(_ place: Int, _ cell: CellRow.Bytes, _ key: Range<Int>, word: Int) {
      guard place < Self.places, key.count <= Self.keyBytes else { return }
      for offset in 0..<key.count { bytes[place * Self.keyBytes + offset] = cell[key.lowerBound + offset] }
      counts[place] = key.count
      words[place] = word
    }
  }

  private mutating func settle(_ row: CellRow, _ record: inout RequestRecord, _ problems: inout [CellProblem]) {
    var fresh, cached, written, visible, reasoning, total: Int64?
    for kind in counts.indices where counts[kind] != Self.absent {
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
