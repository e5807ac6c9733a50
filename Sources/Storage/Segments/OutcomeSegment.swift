/// Outcome rows to and from a segment: every distinct row that was ever imported, whichever of a task is in force.
enum OutcomeSegment {
  /// The columns that control totals are made of.
  struct ControlColumns {
    let count: Int
    let imports: PackedColumn.View
    let value: PackedColumn.View
    let saved: PackedColumn.View
    let review: PackedColumn.View
    let rework: PackedColumn.View
  }

  static func columns(_ bytes: UnsafeRawBufferPointer) throws(ByteReading.Damaged) -> ControlColumns {
    var reading = ByteReading(bytes)
    let count = try reading.count(limit: 1 << 24)
    _ = try reading.run(try reading.count(limit: count) * 8)
    var columns: [PackedColumn.View] = []
    for _ in 0..<13 { columns.append(try PackedColumn.View(&reading, count: count)) }
    return ControlColumns(
      count: count, imports: columns[1], value: columns[9], saved: columns[10], review: columns[11],
      rework: columns[12])
  }

  /// Reads the rows of a stored segment whose task's hash is wanted.
  ///
  /// - Parameter wanted: nil = all rows.
  static func read(
    figures bytes: UnsafeRawBufferPointer, texts: UnsafeRawBufferPointer, wanted: ((UInt64) -> Bool)? = nil,
    into records: inout [OutcomeRecord], arena: inout ByteBuffer
  ) throws(ByteReading.Damaged) {
    var reading = ByteReading(bytes)
    let count = try reading.count(limit: 1 << 24)
    let taskCount = try reading.count(limit: count)
    let hashes = try reading.run(taskCount * 8)
    var columns: [PackedColumn.View] = []
    for _ in 0..<13 { columns.append(try PackedColumn.View(&reading, count: count)) }
    var textReading = ByteReading(texts)
    let taskPlaces = try PackedTexts.read(&textReading, count: taskCount, into: &arena)
    let pairPlaces = try PackedTexts.read(&textReading, count: count, into: &arena)
    records.reserveCapacity(records.count + count)
    for row in 0..<count {
      guard let task = Int(exactly: columns[0][row]), task >= 0, task < taskCount else { throw ByteReading.Damaged() }
      let hash = hashes.loadUnaligned(fromByteOffset: task * 8, as: UInt64.self).littleEndian
      if let wanted, !wanted(hash) { continue }
      var record = record(row, columns)
      record.taskHash = hash
      record.taskID = taskPlaces[task]
      record.pairID = pairPlaces[row]
      records.append(record)
    }
  }

  private static func record(_ row: Int, _ columns: [PackedColumn.View]) -> OutcomeRecord {
    var record = OutcomeRecord()
    func name(_ index: Int) -> Int32 { Int32(truncatingIfNeeded: columns[index][row]) }
    record.importID = name(1)
    record.completedNanos = columns[2][row]
    record.worker = name(3)
    record.department = name(4)
    record.category = name(5)
    record.tool = name(6)
    record.complexity = UInt8(truncatingIfNeeded: columns[7][row])
    record.succeededMillionths = columns[8][row]
    record.valueNanos = columns[9][row]
    record.savedMillis = columns[10][row]
    record.reviewMillis = columns[11][row]
    record.reworkMillis = columns[12][row]
    let flags: [(OutcomeRecord.Presence, Int)] = [
      (.succeeded, 8), (.value, 9), (.saved, 10), (.review, 11), (.rework, 12),
    ]
    for (flag, column) in flags where columns[column].isPresent(row) { record.present.insert(flag) }
    return record
  }
}

extension OutcomeRecord: SegmentRow {
  static func appendColumns(to columns: inout SegmentRowColumns<OutcomeRecord>) {
    columns.number(scaled: true) { $0.completedNanos }
    columns.number { Int64($0.worker) }
    columns.number { Int64($0.department) }
    columns.number { Int64($0.category) }
    columns.number { Int64($0.tool) }
    columns.number { Int64($0.complexity) }
    columns.optional(.succeeded) { $0.succeededMillionths }
    columns.optional(.value, scaled: true) { $0.valueNanos }
    columns.optional(.saved) { $0.savedMillis }
    columns.optional(.review) { $0.reviewMillis }
    columns.optional(.rework) { $0.reworkMillis }
  }

  static var texts: [(OutcomeRecord) -> TextPlace] { [{ $0.pairID }] }

  static func read(
    figures: UnsafeRawBufferPointer, texts: UnsafeRawBufferPointer, wanted: ((UInt64) -> Bool)?,
    into records: inout [OutcomeRecord], arena: inout ByteBuffer
  ) throws(ByteReading.Damaged) {
    try OutcomeSegment.read(figures: figures, texts: texts, wanted: wanted, into: &records, arena: &arena)
  }
}
