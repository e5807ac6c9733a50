internal import TriageModel

/// Adds bill lines up by provider, model, kind and span of months.
struct InvoiceSums {
  private struct Key: Hashable {
    var provider: Int32
    var model: Int32
    var kind: UInt8
    var firstMonth: Int32
    var lastMonth: Int32
  }

  private struct Sum {
    var key: Key
    var rows: Int128 = 0
    var amountNanos: Int128 = 0
    var roundingNanos: Int128 = 0
    var listNanos: Int128 = 0
    var listed: Int128 = 0
    var startNanos = Int64.max
    var endNanos = Int64.min
  }

  private let zone: ReportingZone
  private var places: [Key: Int] = [:]
  private var sums: [Sum] = []
  /// Of the last line: neighbours mostly share them.
  private var (start, length) = (Int64.max, Int64.max)
  private var months: (first: Int32, last: Int32) = (0, 0)
  private var place: Int?

  /// - Parameter zone: where months are counted.
  init(zone: ReportingZone) { self.zone = zone }

  mutating func add(_ figures: InvoiceSegment.Figures) throws(ByteReading.Damaged) {
    for row in 0..<figures.count {
      let record = try figures.record(row)
      setMonths(record)
      let key = Key(
        provider: record.provider, model: record.model, kind: record.kind.number, firstMonth: months.first,
        lastMonth: months.last)
      let place = place(of: key)
      sums[place].rows += 1
      sums[place].amountNanos += Int128(record.amountNanos)
      sums[place].roundingNanos += Int128(InvoiceRow.roundingNanos(ofAmount: record.amountNanos))
      sums[place].startNanos = min(sums[place].startNanos, record.startNanos)
      sums[place].endNanos = max(sums[place].endNanos, record.endNanos)
      if let listed = record.listNanos {
        sums[place].listNanos += Int128(listed)
        sums[place].listed += 1
      }
    }
  }

  private mutating func setMonths(_ record: InvoiceRecord) {
    let ofRecord = record.endNanos &- record.startNanos
    guard record.startNanos != start || ofRecord != length else { return }
    (start, length) = (record.startNanos, ofRecord)
    let found = InvoiceRow.months(
      from: Instant(nanosSinceEpoch: record.startNanos), to: Instant(nanosSinceEpoch: record.endNanos), in: zone)
    months = (Int32(truncatingIfNeeded: found.first.index), Int32(truncatingIfNeeded: found.last.index))
  }

  private mutating func place(of key: Key) -> Int {
    if let place, sums[place].key == key { return place }
    let found = places[key] ?? sums.count
    if found == sums.count {
      places[key] = found
      sums.append(Sum(key: key))
    }
    place = found
    return found
  }

  /// The cells in the order of their names, kinds and months.
  func cells(_ names: NameTexts) -> [InvoiceCell] {
    func order(_ sum: Sum) -> (Int32, Int32, Int, Int32, Int32) {
      let kind = Self.kinds.firstIndex(of: InvoiceRow.Kind(number: Int64(sum.key.kind)) ?? .usage) ?? 0
      return (
        names.rank(Int64(sum.key.provider)), names.rank(Int64(sum.key.model)), kind, sum.key.firstMonth,
        sum.key.lastMonth
      )
    }
    return sums.sorted { order($0) < order($1) }.map { sum in
      InvoiceCell(
        provider: names[Int64(sum.key.provider)] ?? "", model: names[Int64(sum.key.model)],
        kind: InvoiceRow.Kind(number: Int64(sum.key.kind)) ?? .usage,
        firstMonth: Month(index: Int(sum.key.firstMonth)), lastMonth: Month(index: Int(sum.key.lastMonth)),
        rows: sum.rows, amountNanos: sum.amountNanos, roundingNanos: sum.roundingNanos,
        listNanos: sum.listed == sum.rows ? sum.listNanos : nil,
        start: Instant(nanosSinceEpoch: sum.startNanos), end: Instant(nanosSinceEpoch: sum.endNanos))
    }
  }

  /// By name.
  private static let kinds = InvoiceRow.Kind.allCases.sorted { $0.rawValue < $1.rawValue }
}
