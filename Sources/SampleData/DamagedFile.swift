/// A file in fields, with the place of its damage.
struct DamagedFile {
  private static let comma = UInt8(ascii: ",")
  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let counts = ["input_tokens", "output_tokens", "requests"]
  private static let amounts = ["cost_usd", "value_usd", "review_minutes"]

  /// The header, then the rows.
  private var records: [[[UInt8]]]
  private var random: RandomNumbers
  private let header: [String]
  /// The damaged row.
  private let row: Int

  init?(_ bytes: [UInt8], seed: UInt64) {
    random = RandomNumbers(seed: seed)
    records = bytes.split(separator: Self.lineFeed).map { line in
      line.split(separator: Self.comma, omittingEmptySubsequences: false).map { Array($0) }
    }
    guard let first = records.first, records.count > 2 else { return nil }
    header = first.map { String(decoding: $0, as: UTF8.self) }
    row = 1 + random.below(records.count - 1)
  }

  var bytes: [UInt8] {
    var result: [UInt8] = []
    for record in records {
      result.append(contentsOf: record.joined(separator: [Self.comma]))
      result.append(Self.lineFeed)
    }
    return result
  }

  /// Damages that know nothing of fields.
  mutating func bytesAfter(_ damage: Damage) -> [UInt8] {
    switch damage {
    case .byteOrderMark: [0xEF, 0xBB, 0xBF] + bytes
    case .carriageReturns: bytes.flatMap { $0 == Self.lineFeed ? [UInt8(ascii: "\r"), $0] : [$0] }
    case .noFinalNewline: Array(bytes.dropLast())
    case .nulByte: withByte(0)
    case .invalidUTF8: withByte(0xFF)
    case .utf16: [0xFF, 0xFE] + bytes.flatMap { [$0, 0] }
    default: cut
    }
  }

  /// The byte stands in the key: no reader can take it for anything else.
  private func withByte(_ byte: UInt8) -> [UInt8] {
    var damaged = self
    damaged.records[row][0].append(byte)
    return damaged.bytes
  }

  /// The file up to somewhere in its last row, at least one field short.
  private var cut: [UInt8] {
    var damaged = self
    let last = damaged.records.count - 1
    let kept = 1 + row % max(1, damaged.records[last].count - 1)
    damaged.records[last] = Array(damaged.records[last].prefix(kept))
    return Array(damaged.bytes.dropLast())
  }

  /// Damages of whole columns; false where there is no place for it.
  mutating func changeColumns(_ damage: Damage) -> Bool {
    let last = header.count - 1
    guard last > 0 else { return false }
    let column = random.below(last)
    switch damage {
    case .columnsSwapped: for index in records.indices { records[index].swapAt(column, last) }
    case .headerInCapitals: records[0] = header.map { Array(" \($0.uppercased())".utf8) }
    case .misspeltColumn:
      // Every canonical usage and outcome file has its key first, and no reader can do without it.
      records[0][0].append(UInt8(ascii: "d"))
    case .columnTwice: for index in records.indices { records[index].append(records[index][column]) }
    default: records = records.map { $0.map { [Self.quote] + $0 + [Self.quote] } }
    }
    return true
  }

  /// Damages of whole rows.
  mutating func changeRows(_ damage: Damage) -> Bool {
    switch damage {
    case .repeatedRow: records.append(records[row])
    case .repeatedHeader: records.insert(records[0], at: row + 1)
    case .totalsRow:
      var total = Array(repeating: [UInt8](), count: header.count)
      total[0] = Array("Total".utf8)
      total[header.count - 1] = Array("12345".utf8)
      records.append(total)
    case .missingField: records[row].removeLast()
    case .extraField: records[row].append(Array("more".utf8))
    default: return addOtherBody()
    }
    return true
  }

  /// The row once more with another model: one key, two requests. Outcomes have none, since a later one restates.
  private mutating func addOtherBody() -> Bool {
    guard let model = header.firstIndex(of: "model") else { return false }
    var other = records[row]
    other[model].append(UInt8(ascii: "x"))
    records.append(other)
    return true
  }

  /// Damages of one field of one row.
  mutating func changeField(_ damage: Damage) -> Bool {
    switch damage {
    case .unclosedQuote: return change([header[0]]) { [Self.quote] + $0 }
    case .quoteInField: return change([header[0]]) { $0 + [Self.quote] }
    case .textAfterQuote: return change([header[0]]) { [Self.quote] + $0 + [Self.quote, UInt8(ascii: "x")] }
    case .blankKey: return change([header[0]]) { _ in [] }
    case .decimalComma: return change(Self.amounts) { _ in Array("\"1,5\"".utf8) }
    case .currencySign: return change(Self.amounts) { [UInt8(ascii: "$")] + $0 }
    case .exponent: return change(Self.amounts) { $0 + Array("e3".utf8) }
    case .negativeCount: return change(Self.counts + ["review_minutes"]) { _ in Array("-1".utf8) }
    case .countTooLarge: return change(Self.counts + ["minutes_saved"]) { _ in Array("1000000000000001".utf8) }
    case .noTimeZone: return change(["timestamp", "completed_at"]) { Array($0.dropLast()) }
    case .thirtiethOfFebruary:
      return change(["timestamp", "completed_at"]) { _ in Array("2026-02-30T00:00:00Z".utf8) }
    default: return change(["timestamp", "completed_at"]) { _ in Array("2026-07-01T24:00:01Z".utf8) }
    }
  }

  /// Changes the first filled field of one of the columns, at the row of the seed or the next that has one.
  private mutating func change(_ columns: [String], _ change: ([UInt8]) -> [UInt8]) -> Bool {
    for offset in 0..<records.count - 1 {
      let index = 1 + (row - 1 + offset) % (records.count - 1)
      for name in columns {
        guard let column = header.firstIndex(of: name), records[index].indices.contains(column),
          !records[index][column].isEmpty
        else { continue }
        records[index][column] = change(records[index][column])
        return true
      }
    }
    return false
  }
}
