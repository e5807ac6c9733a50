internal import TriageModel

/// Usage rows to and from a segment.
enum RequestSegment {
  /// The columns of a stored segment, for reading single rows and fields.
  struct Figures {
    let count: Int
    let taskHashes: UnsafeRawBufferPointer
    let taskOfRow: PackedColumn.View
    let importID: PackedColumn.View
    let atNanos: PackedColumn.View
    let names: [PackedColumn.View]
    /// The status, and above its two bits the charge.
    let status: PackedColumn.View
    let requests: PackedColumn.View
    /// Input, cached, cache write, output, reasoning.
    let tokens: [PackedColumn.View]
    let cost: PackedColumn.View
    /// Nil where no row has any.
    let traits: PackedColumn.View?

    init(_ blobs: SegmentBlobs) throws(ByteReading.Damaged) {
      let control = try ControlColumns(blobs.control, of: .requests)
      (importID, cost) = (control.importID, control.amount)
      var reading = ByteReading(blobs.figures)
      count = try reading.count(limit: 1 << 24)
      guard count == control.count else { throw ByteReading.Damaged() }
      let taskCount = try reading.count(limit: count)
      taskHashes = try reading.run(taskCount * 8)
      taskOfRow = try PackedColumn.View(&reading, count: count)
      atNanos = try PackedColumn.View(&reading, count: count)
      var names: [PackedColumn.View] = []
      for _ in 0..<5 { names.append(try PackedColumn.View(&reading, count: count)) }
      self.names = names
      status = try PackedColumn.View(&reading, count: count)
      requests = try PackedColumn.View(&reading, count: count)
      let cached = try PackedColumn.View(&reading, count: count)
      let cacheWrite = try PackedColumn.View(&reading, count: count)
      let reasoning = try PackedColumn.View(&reading, count: count)
      tokens = [control.counts[0], cached, cacheWrite, control.counts[1], reasoning]
      // Behind the last column lie eight spare bytes.
      traits = reading.left > 8 ? try PackedColumn.View(&reading, count: count) : nil
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
    _ blobs: SegmentBlobs, wanted: ((UInt64) -> Bool)? = nil, into records: inout [RequestRecord],
    arena: inout ByteBuffer
  ) throws(ByteReading.Damaged) {
    let figures = try Figures(blobs)
    var isWanted = [Bool](repeating: true, count: figures.taskCount)
    if let wanted {
      for task in 0..<figures.taskCount { isWanted[task] = wanted(figures.taskHash(task)) }
      guard isWanted.contains(true) else { return }
    }
    var reading = ByteReading(blobs.texts)
    let taskPlaces = try PackedTexts.read(&reading, count: figures.taskCount, into: &arena)
    let idPlaces = try PackedTexts.read(&reading, count: figures.count, into: &arena)
    let parentPlaces = try PackedTexts.read(&reading, count: figures.count, into: &arena)
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

  static func record(_ row: Int, _ figures: Figures) -> RequestRecord {
    var record = RequestRecord()
    func name(_ index: Int) -> Int32 { Int32(truncatingIfNeeded: figures.names[index][row]) }
    record.importID = Int32(truncatingIfNeeded: figures.importID[row])
    record.atNanos = figures.atNanos[row]
    record.worker = name(0)
    record.department = name(1)
    record.category = name(2)
    record.provider = name(3)
    record.model = name(4)
    let status = UInt8(truncatingIfNeeded: figures.status[row])
    record.status = RequestStatus(rawValue: status & 3) ?? .blank
    record.charge = RequestCharge(rawValue: status >> 2) ?? .own
    record.requests = figures.requests[row]
    record.inputTokens = figures.tokens[0][row]
    record.cachedTokens = figures.tokens[1][row]
    record.cacheWriteTokens = figures.tokens[2][row]
    record.outputTokens = figures.tokens[3][row]
    record.reasoningTokens = figures.tokens[4][row]
    record.reportedCostNanos = figures.cost[row]
    if let traits = figures.traits { record.traitBits = traits[row] }
    if figures.tokens[0].isPresent(row) { record.present.insert(.input) }
    if figures.tokens[1].isPresent(row) { record.present.insert(.cached) }
    if figures.tokens[2].isPresent(row) { record.present.insert(.cacheWrite) }
    if figures.tokens[3].isPresent(row) { record.present.insert(.output) }
    if figures.tokens[4].isPresent(row) { record.present.insert(.reasoning) }
    if figures.cost.isPresent(row) { record.present.insert(.cost) }
    return record
  }
}

extension RequestRecord: SegmentRow {
  static func appendControl(to columns: inout SegmentRowColumns<RequestRecord>) {
    columns.optional(.cost, scaled: true) { $0.reportedCostNanos }
    columns.optional(.input) { $0.inputTokens }
    columns.optional(.output) { $0.outputTokens }
  }

  static func appendColumns(to columns: inout SegmentRowColumns<RequestRecord>) {
    columns.number(scaled: true) { $0.atNanos }
    columns.number { Int64($0.worker) }
    columns.number { Int64($0.department) }
    columns.number { Int64($0.category) }
    columns.number { Int64($0.provider) }
    columns.number { Int64($0.model) }
    columns.number { Int64($0.status.rawValue | $0.charge.rawValue << 2) }
    columns.number { $0.requests }
    columns.optional(.cached) { $0.cachedTokens }
    columns.optional(.cacheWrite) { $0.cacheWriteTokens }
    columns.optional(.reasoning) { $0.reasoningTokens }
    columns.numberWhereAny { $0.traitBits }
  }

  static var textCount: Int { 2 }

  @inline(__always)
  func text(_ number: Int) -> TextPlace { number == 0 ? requestID : parentID }

  static func read(
    _ blobs: SegmentBlobs, wanted: ((UInt64) -> Bool)?, into records: inout [RequestRecord], arena: inout ByteBuffer
  ) throws(ByteReading.Damaged) {
    try RequestSegment.read(blobs, wanted: wanted, into: &records, arena: &arena)
  }
}
