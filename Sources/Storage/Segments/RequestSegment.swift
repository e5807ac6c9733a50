/// Usage rows to and from a segment.
enum RequestSegment {
  /// Makes a segment of rows that are in the order of their tasks.
  ///
  /// - Parameter order: positions in `records`.
  static func make(
    kind: Segment.Kind = .requests, _ records: UnsafeBufferPointer<RequestRecord>, order: ArraySlice<Int32>,
    arena: borrowing ByteBuffer
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
    PackedTexts.append(count: count, to: &texts) { arena.text(rows[$0].requestID) }
    PackedTexts.append(count: count, to: &texts) { arena.text(rows[$0].parentID) }
    texts.append(UInt64(0))
    var imports = (first: Int32.max, last: Int32.min)
    for row in rows {
      imports.first = min(imports.first, row.importID)
      imports.last = max(imports.last, row.importID)
    }
    return Segment(
      kind: kind, rows: count, firstTask: tasks.hashes.first ?? 0, lastTask: tasks.hashes.last ?? 0,
      firstImport: imports.first, lastImport: imports.last, figures: figures, texts: texts)
  }

  private static func appendColumns(
    _ rows: [RequestRecord], _ tasks: SegmentTasks, _ figures: inout ByteBuffer
  ) {
    var columns = SegmentColumns(count: rows.count)
    rows.withUnsafeBufferPointer { rows in
      func number(_ value: (borrowing RequestRecord) -> Int64) { columns.append(to: &figures) { value(rows[$0]) } }
      func optional(
        _ flag: RequestRecord.Presence, scaled: Bool = false, _ value: (borrowing RequestRecord) -> Int64
      ) {
        columns.append(
          to: &figures, scaled: scaled, isPresent: { rows[$0].present.contains(flag) }, { value(rows[$0]) })
      }
      columns.append(to: &figures) { tasks.taskOfRow[$0] }
      number { Int64($0.importID) }
      columns.append(to: &figures, scaled: true) { rows[$0].atNanos }
      number { Int64($0.worker) }
      number { Int64($0.department) }
      number { Int64($0.category) }
      number { Int64($0.provider) }
      number { Int64($0.model) }
      number { Int64($0.status.rawValue) }
      number { $0.requests }
      optional(.input) { $0.inputTokens }
      optional(.cached) { $0.cachedTokens }
      optional(.cacheWrite) { $0.cacheWriteTokens }
      optional(.output) { $0.outputTokens }
      optional(.reasoning) { $0.reasoningTokens }
      optional(.cost, scaled: true) { $0.reportedCostNanos }
    }
  }

  /// The columns of a stored segment, for reading single rows and fields.
  struct Figures {
    let count: Int
    let taskHashes: UnsafeRawBufferPointer
    let taskOfRow: PackedColumn.View
    let importID: PackedColumn.View
    let atNanos: PackedColumn.View
    let names: [PackedColumn.View]
    let status: PackedColumn.View
    let requests: PackedColumn.View
    let tokens: [PackedColumn.View]
    let cost: PackedColumn.View

    init(_ bytes: UnsafeRawBufferPointer) throws(ByteReading.Damaged) {
      var reading = ByteReading(bytes)
      count = try reading.count(limit: 1 << 24)
      let taskCount = try reading.count(limit: count)
      taskHashes = try reading.run(taskCount * 8)
      taskOfRow = try PackedColumn.View(&reading, count: count)
      importID = try PackedColumn.View(&reading, count: count)
      atNanos = try PackedColumn.View(&reading, count: count)
      var names: [PackedColumn.View] = []
      for _ in 0..<5 { names.append(try PackedColumn.View(&reading, count: count)) }
      self.names = names
      status = try PackedColumn.View(&reading, count: count)
      requests = try PackedColumn.View(&reading, count: count)
      var tokens: [PackedColumn.View] = []
      for _ in 0..<5 { tokens.append(try PackedColumn.View(&reading, count: count)) }
      self.tokens = tokens
      cost = try PackedColumn.View(&reading, count: count)
    }

    var taskCount: Int { taskHashes.count / 8 }

    @inline(__always)
    func taskHash(_ task: Int) -> UInt64 {
      taskHashes.loadUnaligned(fromByteOffset: task * 8, as: UInt64.self).littleEndian
    }
  }

  /// Reads the rows of a stored segment whose task's hash is wanted.
  ///
  /// - Parameter wanted: nil = all rows.
  static func read(
    figures bytes: UnsafeRawBufferPointer, texts: UnsafeRawBufferPointer, wanted: ((UInt64) -> Bool)? = nil,
    into records: inout [RequestRecord], arena: inout ByteBuffer
  ) throws(ByteReading.Damaged) {
    let figures = try Figures(bytes)
    var isWanted = [Bool](repeating: true, count: figures.taskCount)
    if let wanted {
      for task in 0..<figures.taskCount { isWanted[task] = wanted(figures.taskHash(task)) }
      guard isWanted.contains(true) else { return }
    }
    var reading = ByteReading(texts)
    let taskPlaces = try PackedTexts.read(&reading, count: figures.taskCount, into: &arena)
    let idPlaces = try PackedTexts.read(&reading, count: figures.count, into: &arena)
    let parentPlaces = try PackedTexts.read(&reading, count: figures.count, into: &arena)
    records.reserveCapacity(records.count + figures.count)
    for row in 0..<figures.count {
      guard let task = Int(exactly: figures.taskOfRow[row]), isWanted.indices.contains(task) else {
        throw ByteReading.Damaged()
      }
      guard isWanted[task] else { continue }
      var record = record(row, figures)
      record.taskHash = figures.taskHash(task)
      record.taskID = taskPlaces[task]
      record.requestID = idPlaces[row]
      record.parentID = parentPlaces[row]
      records.append(record)
    }
  }

  private static func record(_ row: Int, _ figures: Figures) -> RequestRecord {
    var record = RequestRecord()
    func name(_ index: Int) -> Int32 { Int32(truncatingIfNeeded: figures.names[index][row]) }
    record.importID = Int32(truncatingIfNeeded: figures.importID[row])
    record.atNanos = figures.atNanos[row]
    record.worker = name(0)
    record.department = name(1)
    record.category = name(2)
    record.provider = name(3)
    record.model = name(4)
    record.status = RequestStatus(rawValue: UInt8(truncatingIfNeeded: figures.status[row])) ?? .blank
    record.requests = figures.requests[row]
    record.inputTokens = figures.tokens[0][row]
    record.cachedTokens = figures.tokens[1][row]
    record.cacheWriteTokens = figures.tokens[2][row]
    record.outputTokens = figures.tokens[3][row]
    record.reasoningTokens = figures.tokens[4][row]
    record.reportedCostNanos = figures.cost[row]
    if figures.tokens[0].isPresent(row) { record.present.insert(.input) }
    if figures.tokens[1].isPresent(row) { record.present.insert(.cached) }
    if figures.tokens[2].isPresent(row) { record.present.insert(.cacheWrite) }
    if figures.tokens[3].isPresent(row) { record.present.insert(.output) }
    if figures.tokens[4].isPresent(row) { record.present.insert(.reasoning) }
    if figures.cost.isPresent(row) { record.present.insert(.cost) }
    return record
  }
}
