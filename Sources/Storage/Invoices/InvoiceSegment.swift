internal import TriageModel

/// Bill lines to and from a segment: packed numbers in one blob, texts in the other.
enum InvoiceSegment {
  /// Lines of a full segment.
  static let length = 2048

  // MARK: Writing

  static func append(
    _ records: [InvoiceRecord], _ arena: borrowing ByteBuffer, figures: inout ByteBuffer, texts: inout ByteBuffer
  ) {
    figures.append(UInt64(records.count))
    var columns = SegmentColumns(count: records.count)
    columns.append(to: &figures) { Int64(records[$0].provider) }
    columns.append(to: &figures) { Int64(records[$0].model) }
    columns.append(to: &figures) { Int64(records[$0].kind.number) }
    columns.append(to: &figures, scaled: true) { records[$0].startNanos }
    // How long the lines are: mostly all of them are as long.
    columns.append(to: &figures, scaled: true) { records[$0].endNanos &- records[$0].startNanos }
    columns.append(to: &figures, scaled: true) { records[$0].amountNanos }
    columns.append(
      to: &figures, scaled: true, isPresent: { records[$0].listNanos != nil }, { records[$0].listNanos ?? 0 })
    PackedTexts.append(count: records.count, to: &texts) { arena.text(records[$0].key) }
    PackedTexts.append(count: records.count, to: &texts) { arena.text(records[$0].invoiceID) }
    // Columns are read in words, the last of them beyond its end.
    figures.append(0 as UInt64)
  }

  // MARK: Reading

  /// The numbers of a segment, with random access.
  struct Figures {
    let count: Int
    let provider, model, kind, start, length, amount, list: PackedColumn.View

    init(_ bytes: UnsafeRawBufferPointer) throws(ByteReading.Damaged) {
      var reading = ByteReading(bytes)
      count = try reading.count(limit: 1 << 24)
      provider = try PackedColumn.View(&reading, count: count)
      model = try PackedColumn.View(&reading, count: count)
      kind = try PackedColumn.View(&reading, count: count)
      start = try PackedColumn.View(&reading, count: count)
      length = try PackedColumn.View(&reading, count: count)
      amount = try PackedColumn.View(&reading, count: count)
      list = try PackedColumn.View(&reading, count: count)
      guard reading.left >= 8 else { throw ByteReading.Damaged() }
    }

    /// The line of a row, without its texts.
    func record(_ row: Int) throws(ByteReading.Damaged) -> InvoiceRecord {
      guard let kind = InvoiceRow.Kind(number: kind[row]) else { throw ByteReading.Damaged() }
      var record = InvoiceRecord()
      record.provider = Int32(truncatingIfNeeded: provider[row])
      record.model = Int32(truncatingIfNeeded: model[row])
      record.kind = kind
      record.startNanos = start[row]
      record.endNanos = start[row] &+ length[row]
      record.amountNanos = amount[row]
      record.listNanos = list.isPresent(row) ? list[row] : nil
      return record
    }
  }

  /// Reads all lines of a segment, their texts into `arena`.
  static func read(
    figures: UnsafeRawBufferPointer, texts: UnsafeRawBufferPointer, into arena: inout ByteBuffer
  ) throws(ByteReading.Damaged) -> [InvoiceRecord] {
    let figures = try Figures(figures)
    var reading = ByteReading(texts)
    let keys = try PackedTexts.read(&reading, count: figures.count, into: &arena)
    let invoices = try PackedTexts.read(&reading, count: figures.count, into: &arena)
    var records: [InvoiceRecord] = []
    records.reserveCapacity(figures.count)
    for row in 0..<figures.count {
      var record = try figures.record(row)
      record.key = keys[row]
      record.invoiceID = invoices[row]
      records.append(record)
    }
    return records
  }
}
