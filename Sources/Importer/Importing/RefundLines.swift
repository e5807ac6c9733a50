internal import Storage
internal import TriageModel

/// Bill lines below zero of exports whose lines have a key each: a refund has the key of the charge that it takes back,
/// and both count. They wait for the end of the file, where it is known whether the charge stands in it, too.
struct RefundLines {
  struct Line {
    var record: InvoiceRecord
    var key: [UInt8]
    var invoice: [UInt8]
    /// Of the file.
    var line: Int
  }

  private(set) var waiting: [Line] = []
  /// Hash of the key of each line that charges something, in the order of the file.
  private var charges: [(hash: UInt64, line: Int)] = []
  /// The last line of each key among the first `indexed` charges: made when it is first asked for.
  private var lines: [UInt64: Int] = [:]
  private var indexed = 0
  /// A file of more keeps the others as they come.
  private static let limit = 100_000

  /// What stands behind the key of a refund whose charge is there, too.
  static let mark = Array("|refund".utf8)

  /// Takes a refund; false where there are too many.
  mutating func add(_ row: TranslatedInvoice, _ record: InvoiceRecord, line: Int) -> Bool {
    guard record.amountNanos < 0, waiting.count < Self.limit else { return false }
    waiting.append(Line(record: record, key: Array(row.key), invoice: Array(row.invoice), line: line))
    return true
  }

  /// Notes a charge.
  mutating func note(_ key: TranslatedInvoice.Bytes, line: Int) {
    charges.append((StableHash.hash(key), line))
  }

  /// The last line noted so far that has a key; nil where there is none.
  mutating func charge(of key: TranslatedInvoice.Bytes) -> Int? {
    for charge in charges[indexed...] { lines[charge.hash] = charge.line }
    indexed = charges.count
    return lines[StableHash.hash(key)]
  }
}
