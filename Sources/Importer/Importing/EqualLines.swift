internal import Storage
internal import TriageModel

/// Bill lines that are alike in all that tells lines apart and stand in another order than those that are stored: they
/// wait for the end of the file, and take each the number of its equal.
struct EqualLines {
  struct Line {
    var record: InvoiceRecord
    var invoice: [UInt8]
    /// Of the file.
    var line: Int
    /// Its place among its like in the file, from 1.
    var place: Int64
  }

  /// By the key without the number.
  private var groups: [[UInt8]: [Line]] = [:]
  private(set) var count = 0
  /// A file of more is in conflict altogether.
  static let limit = 100_000

  var isEmpty: Bool { count == 0 }

  /// Whether a line above with the same key waits.
  func waits(_ row: TranslatedInvoice) -> Bool {
    count > 0 && row.key.count > row.baseLength && groups[Self.base(row)] != nil
  }

  mutating func add(_ row: TranslatedInvoice, _ record: InvoiceRecord, line: Int) {
    let mark = row.key.dropFirst(row.baseLength + 2)
    let place = mark.isEmpty ? 1 : Int64(String(decoding: mark, as: UTF8.self)) ?? 1
    groups[Self.base(row), default: []].append(
      Line(record: record, invoice: Array(row.invoice), line: line, place: place))
    count += 1
  }

  /// The lines with the keys that they take, in the order of the file.
  ///
  /// Those that are stored take the keys of their equals; the others, from the smallest amount, the keys that are left.
  mutating func takeAll(_ transaction: ImportTransaction) throws -> [(line: Line, key: [UInt8])] {
    var taken: [(line: Line, key: [UInt8])] = []
    for (base, lines) in groups {
      var open = lines.sorted { ($0.record.amountNanos, $0.line) < ($1.record.amountNanos, $1.line) }
      var left: [[UInt8]] = []
      for place in lines.map(\.place) {
        let key = place == 1 ? base : base + KeyReading.mark(place)
        let equal = try open.firstIndex { line in
          try key.withUnsafeBytes { try transaction.holds(line.record, key: $0) } == true
        }
        if let equal { taken.append((open.remove(at: equal), key)) } else { left.append(key) }
      }
      taken += zip(open, left).map { ($0, $1) }
    }
    self = EqualLines()
    return taken.sorted { $0.line.line < $1.line.line }
  }

  private static func base(_ row: TranslatedInvoice) -> [UInt8] { Array(row.key.prefix(row.baseLength)) }
}
