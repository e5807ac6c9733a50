/// Outcome rows to and from a segment: every distinct row that was ever imported, whichever of a task is in force.
enum OutcomeSegment {
  /// Makes a segment of rows that are in the order of their tasks.
  ///
  /// - Parameter order: positions in `records`.
  static func make(
    _ records: UnsafeBufferPointer<OutcomeRecord>, order: ArraySlice<Int32>, arena: borrowing ByteBuffer
  ) -> Segment {
    // Gathered once, so that each column then reads neighbours.
    let rows = order.map { records[Int($0)] }
    let count = rows.count
    var figures = ByteBuffer(capacity: count * 48)
    var texts = ByteBuffer(capacity: count * 32)
    let tasks = SegmentTasks(count: count, arena: arena) { (rows[$0].taskHash, rows[$0].taskID) }
    figures.append(UInt64(count))
    figures.append(UInt64(tasks.hashes.count))
    for hash in tasks.hashes { figures.append(hash) }
    appendColumns(rows, tasks, &figures)
    figures.append(UInt64(0))
    PackedTexts.append(count: tasks.places.count, to: &texts) { arena.text(tasks.places[$0]) }
    PackedTexts.append(count: count, to: &texts) { arena.text(rows[$0].pairID) }
    texts.append(UInt64(0))
    var imports = (first: Int32.max, last: Int32.min)
    for row in rows {
      imports.first = min(imports.first, row.importID)
      imports.last = max(imports.last, row.importID)
    }
    return Segment(
      kind: .outcomes, rows: count, firstTask: tasks.hashes.first ?? 0, lastTask: tasks.hashes.last ?? 0,
      firstImport: imports.first, lastImport: imports.last, figures: figures, texts: texts)
  }

  private static func appendColumns(
    _ rows: [OutcomeRecord], _ tasks: SegmentTasks, _ figures: inout ByteBuffer
  ) {
    var columns = SegmentColumns(count: rows.count)
    rows.withUnsafeBufferPointer { rows in
      func number(_ value: (borrowing OutcomeRecord) -> Int64) { columns.append(to: &figures) { value(rows[$0]) } }
      func optional(
        _ flag: OutcomeRecord.Presence, scaled: Bool = false, _ value: (borrowing OutcomeRecord) -> Int64
      ) {
        columns.append(
          to: &figures, scaled: scaled, isPresent: { rows[$0].present.contains(flag) }, { value(rows[$0]) })
      }
      columns.append(to: &figures) { tasks.taskOfRow[$0] }
      number { Int64($0.importID) }
      columns.append(to: &figures, scaled: true) { rows[$0].completedNanos }
      number { Int64($0.worker) }
      number { Int64($0.department) }
      number { Int64($0.category) }
      number { Int64($0.tool) }
      number { Int64($0.complexity) }
      optional(.succeeded) { $0.succeededMillionths }
      optional(.value, scaled: true) { $0.valueNanos }
      optional(.saved) { $0.savedMillis }
      optional(.review) { $0.reviewMillis }
      optional(.rework) { $0.reworkMillis }
    }
  }

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
