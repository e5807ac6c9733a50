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
  /// The last line of each key that charges something, in an open table of the hashes; a hash of 0 = the slot is free.
  private var slots: [(hash: UInt64, line: Int)] = []
  private var used = 0
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

  /// Notes a charge, and gives the line above that has its key.
  mutating func note(_ key: TranslatedInvoice.Bytes, line: Int) -> Int? {
    if used * 4 >= slots.count * 3 { grow() }
    let hash = max(1, StableHash.hash(key))
    let slot = slot(of: hash)
    let earlier = slots[slot].hash == 0 ? nil : slots[slot].line
    if earlier == nil { used += 1 }
    slots[slot] = (hash, line)
    return earlier
  }

  /// The line of the charge that has a refund's key; nil where the file has none.
  func charge(of refund: Line) -> Int? {
    guard !slots.isEmpty else { return nil }
    let place = slots[slot(of: refund.key.withUnsafeBufferPointer { max(1, StableHash.hash($0)) })]
    return place.hash == 0 ? nil : place.line
  }

  private func slot(of hash: UInt64) -> Int {
    let mask = slots.count &- 1
    var place = Int(truncatingIfNeeded: hash) & mask
    while slots[place].hash != 0, slots[place].hash != hash { place = (place &+ 1) & mask }
    return place
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: (0, 0), count: max(1024, old.count * 2))
    for entry in old where entry.hash != 0 { slots[slot(of: entry.hash)] = entry }
  }
}
