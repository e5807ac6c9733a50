internal import Storage
internal import TriageModel

/// Bill lines below zero of exports whose lines have a key each: a refund has the key of the charge that it takes back,
/// and both count, as do several refunds of one key. They wait for the end of the file, where it is known whether the
/// charge stands in it, too.
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
  /// Refunds that share a key with others of the file, and their sum.
  private var several = 0
  private var severalNanos: Int128 = 0
  /// A file of more keeps the others as they come.
  private static let limit = 100_000

  /// What stands behind the key of a refund whose charge is there, too.
  private static let mark = Array("|refund".utf8)

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

  /// All lines, in the order of the file, with the keys that they take.
  ///
  /// Those that are stored take the keys of their equals, the others those that are left; equal lines have one key.
  mutating func keyed(_ transaction: ImportTransaction) throws -> [Line] {
    var keyed = waiting
    for (key, places) in Dictionary(grouping: waiting.indices, by: { waiting[$0].key }) {
      var firsts: [Int64: Int] = [:]
      for place in places where firsts[waiting[place].record.amountNanos] == nil {
        firsts[waiting[place].record.amountNanos] = place
      }
      let open = firsts.values.sorted { waiting[$0].record.amountNanos < waiting[$1].record.amountNanos }
      if open.count > 1 {
        several += open.count
        severalNanos += open.reduce(0) { $0 + Int128(waiting[$1].record.amountNanos) }
      }
      for (place, taken) in try keys(key, open, transaction) { keyed[place].key = taken }
      for place in places {
        if let first = firsts[waiting[place].record.amountNanos] { keyed[place].key = keyed[first].key }
      }
    }
    return keyed
  }

  /// The key of each of some lines that differ and have one key.
  private mutating func keys(
    _ key: [UInt8], _ lines: [Int], _ transaction: ImportTransaction
  ) throws -> [(place: Int, key: [UInt8])] {
    func holds(_ place: Int, _ key: [UInt8]) throws -> Bool? {
      try key.withUnsafeBytes { try transaction.holds(waiting[place].record, key: $0) }
    }
    guard let first = lines.first else { return [] }
    // A refund that is there in the place of a charge was brought without one.
    let isInPlace = try lines.contains { try holds($0, key) == true }
    let isApart =
      try key.withUnsafeBufferPointer { charge(of: $0) } != nil || (!isInPlace && holds(first, key + Self.mark) != nil)
    var (open, left, taken) = (lines, [[UInt8]](), [(place: Int, key: [UInt8])]())
    var number: Int64 = 0
    while true {
      let slot = Self.slot(number, key, isApart: isApart)
      number += 1
      guard try number <= lines.count || holds(first, slot) != nil else { break }
      if let equal = try open.firstIndex(where: { try holds($0, slot) == true }) {
        taken.append((open.remove(at: equal), slot))
      } else {
        left.append(slot)
      }
    }
    return taken + zip(open, left).map { ($0, $1) }
  }

  /// Where the refunds of a key lie: in its own place only where no charge has it.
  private static func slot(_ number: Int64, _ key: [UInt8], isApart: Bool) -> [UInt8] {
    let place = isApart ? number + 1 : number
    return place == 0 ? key : key + mark + (place == 1 ? [] : KeyReading.mark(place))
  }

  /// Says that several refunds of one key count; nil where there are none.
  func note(file: String) -> Diagnostic? {
    guard several > 0 else { return nil }
    return Diagnostic(
      severity: .warning, code: "several-refunds", position: SourcePosition(file: file),
      message:
        "\(several) refunds share the key of another one, \(Money(nanos: severalNanos).decimalText) USD together; "
        + "each of them counts",
      remedy:
        "If the file was put together from exports that overlap, import each of them by itself, the newer one with "
        + "--on-conflict replace.")
  }
}
