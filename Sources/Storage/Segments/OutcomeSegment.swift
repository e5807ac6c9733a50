/// Outcome rows to and from a segment: every distinct row that was ever imported, whichever of a task is in force.
enum OutcomeSegment {
  /// Reads the rows of a stored segment whose task's hash is wanted.
  ///
  /// - Parameter wanted: nil = all rows.
  static func read(
    _ blobs: SegmentBlobs, wanted: ((UInt64) -> Bool)? = nil, into records: inout [OutcomeRecord],
    arena: inout ByteBuffer
  ) throws(ByteReading.Damaged) {
    let control = try ControlColumns(blobs.control, of: .outcomes)
    var reading = ByteReading(blobs.figures)
    let count = try reading.count(limit: 1 << 24)
    guard count == control.count else { throw ByteReading.Damaged() }
    let taskCount = try reading.count(limit: count)
    let hashes = try reading.run(taskCount * 8)
    var columns: [PackedColumn.View] = []
    for _ in 0..<8 { columns.append(try PackedColumn.View(&reading, count: count)) }
    var textReading = ByteReading(blobs.texts)
    let taskPlaces = try PackedTexts.read(&textReading, count: taskCount, into: &arena)
    let pairPlaces = try PackedTexts.read(&textReading, count: count, into: &arena)
    for row in 0..<count {
      guard let task = Int(exactly: columns[0][row]), task >= 0, task < taskCount else { throw ByteReading.Damaged() }
      let hash = hashes.loadUnaligned(fromByteOffset: task * 8, as: UInt64.self).littleEndian
      if let wanted, !wanted(hash) { continue }
      var record = record(row, columns, control)
      record.taskHash = hash
      record.taskID = taskPlaces[task]
      record.pairID = pairPlaces[row]
      records.append(record)
    }
  }

  private static func record(
    _ row: Int, _ columns: [PackedColumn.View], _ control: ControlColumns
  ) -> OutcomeRecord {
    var record = OutcomeRecord()
    func name(_ index: Int) -> Int32 { Int32(truncatingIfNeeded: columns[index][row]) }
    record.importID = Int32(truncatingIfNeeded: control.importID[row])
    record.completedNanos = columns[1][row]
    record.worker = name(2)
    record.department = name(3)
    record.category = name(4)
    record.tool = name(5)
    record.complexity = UInt8(truncatingIfNeeded: columns[6][row])
    record.succeededMillionths = columns[7][row]
    record.valueNanos = control.amount[row]
    record.savedMillis = control.counts[0][row]
    record.reviewMillis = control.counts[1][row]
    record.reworkMillis = control.counts[2][row]
    if columns[7].isPresent(row) { record.present.insert(.succeeded) }
    if control.amount.isPresent(row) { record.present.insert(.value) }
    if control.counts[0].isPresent(row) { record.present.insert(.saved) }
    if control.counts[1].isPresent(row) { record.present.insert(.review) }
    if control.counts[2].isPresent(row) { record.present.insert(.rework) }
    return record
  }
}

extension OutcomeRecord: SegmentRow {
  static func appendControl(to columns: inout SegmentRowColumns<OutcomeRecord>) {
    columns.optional(.value, scaled: true) { $0.valueNanos }
    columns.optional(.saved) { $0.savedMillis }
    columns.optional(.review) { $0.reviewMillis }
    columns.optional(.rework) { $0.reworkMillis }
  }

  static func appendColumns(to columns: inout SegmentRowColumns<OutcomeRecord>) {
    columns.number(scaled: true) { $0.completedNanos }
    columns.number { Int64($0.worker) }
    columns.number { Int64($0.department) }
    columns.number { Int64($0.category) }
    columns.number { Int64($0.tool) }
    columns.number { Int64($0.complexity) }
    columns.optional(.succeeded) { $0.succeededMillionths }
  }

  static var textCount: Int { 1 }

  @inline(__always)
  func text(_ number: Int) -> TextPlace { pairID }

  static func read(
    _ blobs: SegmentBlobs, wanted: ((UInt64) -> Bool)?, into records: inout [OutcomeRecord], arena: inout ByteBuffer
  ) throws(ByteReading.Damaged) {
    try OutcomeSegment.read(blobs, wanted: wanted, into: &records, arena: &arena)
  }
}
