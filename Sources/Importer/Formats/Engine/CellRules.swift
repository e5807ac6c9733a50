internal import Storage
internal import TriageModel

/// Makes the id of a row.
struct KeyReading {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  private let column: Int?
  private let parts: [Int]
  private let start: [UInt8]
  private let hasTime: Bool
  private var lastNanos: Int64?
  private var lastText: [UInt8] = []

  init(
    _ rule: KeyRule, _ format: SourceFormat, _ row: inout CellRow, _ settings: SourceSettings, hasTime: Bool
  ) {
    var isRange = false
    if case .range = format.grain { isRange = true }
    self.hasTime = hasTime && !isRange
    var start = format.name
    if isRange { start += "|" + (settings.period?.text ?? "") }
    self.start = Array(start.utf8)
    switch rule {
    case .column(let name):
      column = row.slot(name)
      parts = []
    case .parts(let columns):
      column = nil
      parts = columns.map { row.slot($0) }
    }
  }

  @inline(__always)
  mutating func id(_ row: CellRow, _ nanos: Int64, _ problems: inout [CellProblem]) -> Bytes {
    if let column {
      if row[column].count == 0 { problems.append(row.problem(column, "missing-value", "must not be blank", nil)) }
      return row[column]
    }
    if nanos != lastNanos {
      lastNanos = nanos
      lastText = Array(Instant(nanosSinceEpoch: nanos).text.utf8)
    }
    var limit = start.count + lastText.count + 1
    for part in parts { limit += row[part].count * 3 + 1 }
    let arena = row.arena
    arena.begin(limit: limit)
    start.withUnsafeBufferPointer { arena.append($0) }
    if hasTime {
      arena.append(UInt8(ascii: "|"))
      lastText.withUnsafeBufferPointer { arena.append($0) }
    }
    for part in parts {
      arena.append(UInt8(ascii: "|"))
      append(row[part], arena)
    }
    return arena.end()
  }

  /// A divider inside a cell is written as `%7C`, so that different rows have different ids.
  @inline(__always)
  private func append(_ cell: Bytes, _ arena: TextArena) {
    guard cell.contains(UInt8(ascii: "|")) else { return arena.append(cell) }
    for byte in cell {
      if byte == UInt8(ascii: "|") {
        for escaped in "%7C".utf8 { arena.append(escaped) }
      } else {
        arena.append(byte)
      }
    }
  }
}

/// Reads an amount of dollars by its rule.
struct MoneyReading {
  enum Answer {
    case amount(Int64)
    case nothingBilled
    case unknown
  }

  private let slots: [Int]
  private let currency: Int
  private let rule: MoneyRule
  private let words: [(text: [UInt8], meaning: MoneyRule.Word)]

  init(_ rule: MoneyRule, _ row: inout CellRow) {
    self.rule = rule
    slots = row.slots(rule.columns)
    currency = rule.currency.map { row.slot($0) } ?? CellRow.absent
    words = rule.words.sorted { $0.key < $1.key }.map { (Array($0.key.utf8), $0.value) }
  }

  @inline(__always)
  func read(_ row: CellRow, _ problems: inout [CellProblem]) -> Answer {
    for slot in slots where row[slot].count > 0 {
      let cell = row[slot]
      if row[currency].count > 0, !CellRow.holds(row[currency], Array("usd".utf8)) {
        problems.append(
          row.problem(currency, "other-currency", "is not USD", "Convert the amounts at a rate that you can prove."))
        return .unknown
      }
      for word in words where CellRow.holds(cell, word.text) {
        return word.meaning == .zero ? .nothingBilled : .unknown
      }
      switch AmountReading.decimal(cell, scale: rule.scale, isWritten: rule.isWritten, hasExponent: rule.hasExponent) {
      case .value(let nanos): return .amount(nanos)
      case .blank: return .unknown
      case .bad(let message, let remedy): problems.append(row.problem(slot, "bad-number", message, remedy))
      }
      return .unknown
    }
    return .unknown
  }
}

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

/// Reads whether a request failed.
struct StatusReading {
  private let slot: Int
  private let ok: [[UInt8]]
  private let errors: [[UInt8]]
  private let othersFail: Bool

  init(_ rule: StatusRule, _ row: inout CellRow) {
    slot = row.slot(rule.column)
    ok = rule.ok.map { Array($0.utf8) }
    errors = rule.errors.map { Array($0.utf8) }
    othersFail = rule.othersFail
  }

  @inline(__always)
  func read(_ row: CellRow) -> RequestStatus {
    let cell = row[slot]
    if cell.count == 0 { return .blank }
    for word in ok where CellRow.holds(cell, word) { return .ok }
    for word in errors where CellRow.holds(cell, word) { return .error }
    return othersFail ? .error : .blank
  }
}
