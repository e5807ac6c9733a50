internal import TriageModel

/// Usage rows between reading and storing, in few bytes: each says only how it differs from the one before.
///
/// A record is: sixteen numbers, the traits of a request that has any, the texts. Rows of one task mostly follow each
/// other and share their names; the task's id stands in the first of them alone. The first record of a block differs
/// from an empty one, so that a block is read by itself.
struct RequestCoding {
  private enum Flag {
    /// The task is that of the record before.
    static let sameTask: UInt64 = 1
    /// The time is not a whole number of milliseconds.
    static let fineTime: UInt64 = 2
    static let traits: UInt64 = 4
    static let firstOfBlock: UInt64 = 8
    /// Where the state of the row begins, and where its import.
    static let stateShift: UInt64 = 4
    static let importShift: UInt64 = 16
  }

  private static let nanosPerMilli: Int64 = 1_000_000

  private var before = RequestRecord()
  private var state: UInt64 = 0
  private var lengths: UInt64 = 0

  @inline(__always)
  private static func state(_ record: borrowing RequestRecord) -> UInt64 {
    UInt64(record.present.rawValue) | UInt64(record.status.rawValue) << 6 | UInt64(record.charge.rawValue) << 8
  }

  // MARK: Writing

  /// Appends a row; an empty buffer begins a block.
  @inline(__always)
  mutating func append(
    _ record: borrowing RequestRecord, requestID: UnsafeRawBufferPointer, taskID: UnsafeRawBufferPointer,
    parentID: UnsafeRawBufferPointer, to buffer: inout ByteBuffer
  ) {
    var flags: UInt64 = 0
    if buffer.count == 0 {
      self = RequestCoding()
      flags = Flag.firstOfBlock
    }
    buffer.reserve(NumberCoding.mostBytes + requestID.count + taskID.count + parentID.count)
    let isSameTask = isSameTask(record.taskHash, taskID, buffer)
    if isSameTask { flags |= Flag.sameTask }
    if record.traitBits != 0 { flags |= Flag.traits }
    let elapsed = record.atNanos &- before.atNanos
    let millis = elapsed / Self.nanosPerMilli
    let isFine = millis &* Self.nanosPerMilli != elapsed
    if isFine { flags |= Flag.fineTime }
    let newState = Self.state(record)
    flags |= (newState ^ state) << Flag.stateShift
    state = newState
    var writer = NumberCoding.Writer(&buffer)
    writer.put(flags | UInt64(UInt32(bitPattern: record.importID ^ before.importID)) << Flag.importShift, &buffer)
    writer.put(UInt64(record.sequence &- before.sequence), &buffer)
    writer.put(record.worker ^ before.worker, &buffer)
    writer.put(record.department ^ before.department, &buffer)
    writer.put(record.category ^ before.category, &buffer)
    writer.put(record.provider ^ before.provider, &buffer)
    writer.put(record.model ^ before.model, &buffer)
    writer.put(UInt64(bitPattern: record.inputTokens), &buffer)
    writer.put(UInt64(bitPattern: record.cachedTokens), &buffer)
    writer.put(UInt64(bitPattern: record.cacheWriteTokens), &buffer)
    writer.put(UInt64(bitPattern: record.outputTokens), &buffer)
    writer.put(UInt64(bitPattern: record.reasoningTokens), &buffer)
    writer.put(NumberCoding.zigzag(record.reportedCostNanos), &buffer)
    writer.put(UInt64(bitPattern: record.requests ^ before.requests), &buffer)
    writer.put(NumberCoding.zigzag(isFine ? elapsed : millis), &buffer)
    let newLengths = NumberCoding.lengths(requestID.count, parentID.count, taskID.count)
    writer.put(newLengths ^ lengths, &buffer)
    lengths = newLengths
    writer.finish(&buffer)
    if record.traitBits != 0 { buffer.appendReserved(UInt64(bitPattern: record.traitBits), width: 8) }
    buffer.appendReserved(requestID)
    if !isSameTask {
      before.taskID = TextPlace(start: buffer.count, count: taskID.count)
      before.taskHash = record.taskHash
      buffer.appendReserved(taskID)
    }
    buffer.appendReserved(parentID)
    remember(record)
  }

  @inline(__always)
  private func isSameTask(_ taskHash: UInt64, _ taskID: UnsafeRawBufferPointer, _ buffer: borrowing ByteBuffer) -> Bool
  {
    guard taskHash == before.taskHash, taskID.count == Int(before.taskID.count) else { return false }
    return Bytes.areEqual(taskID, buffer.text(before.taskID))
  }

  @inline(__always)
  private mutating func remember(_ record: borrowing RequestRecord) {
    before.importID = record.importID
    before.sequence = record.sequence
    before.worker = record.worker
    before.department = record.department
    before.category = record.category
    before.provider = record.provider
    before.model = record.model
    before.requests = record.requests
    before.atNanos = record.atNanos
  }

  // MARK: Reading

  /// Reads all records of some blocks; their texts stay where they are in the buffer.
  ///
  /// - Parameter hash: of task ids.
  static func requests(in buffer: borrowing ByteBuffer, hash: ByteHash, into records: inout [RequestRecord]) {
    var coding = RequestCoding()
    var offset = 0
    while offset < buffer.count { records.append(coding.next(in: buffer, at: &offset, hash: hash)) }
  }

  @inline(__always)
  private mutating func next(in buffer: borrowing ByteBuffer, at offset: inout Int, hash: ByteHash) -> RequestRecord {
    var reader = NumberCoding.Reader(buffer.memory + offset)
    let head = reader.number()
    if head & Flag.firstOfBlock != 0 { self = RequestCoding() }
    state ^= head >> Flag.stateShift & 0x3FF
    before.present = RequestRecord.Presence(rawValue: UInt8(state & 0x3F))
    before.status = RequestStatus(rawValue: UInt8(state >> 6 & 3)) ?? .blank
    before.charge = RequestCharge(rawValue: UInt8(state >> 8 & 3)) ?? .own
    before.importID ^= Int32(truncatingIfNeeded: head >> Flag.importShift)
    before.sequence &+= UInt32(truncatingIfNeeded: reader.number())
    before.worker ^= reader.narrow()
    before.department ^= reader.narrow()
    before.category ^= reader.narrow()
    before.provider ^= reader.narrow()
    before.model ^= reader.narrow()
    before.inputTokens = Int64(bitPattern: reader.number())
    before.cachedTokens = Int64(bitPattern: reader.number())
    before.cacheWriteTokens = Int64(bitPattern: reader.number())
    before.outputTokens = Int64(bitPattern: reader.number())
    before.reasoningTokens = Int64(bitPattern: reader.number())
    before.reportedCostNanos = NumberCoding.unzigzag(reader.number())
    before.requests ^= Int64(bitPattern: reader.number())
    let elapsed = NumberCoding.unzigzag(reader.number())
    before.atNanos &+= head & Flag.fineTime != 0 ? elapsed : elapsed &* Self.nanosPerMilli
    lengths ^= reader.number()
    before.traitBits = head & Flag.traits != 0 ? Int64(bitPattern: reader.wholeNumber()) : 0
    var place = reader.place - UnsafeRawPointer(buffer.memory)
    before.requestID = TextPlace(start: place, count: Int(lengths & 0x1F_FFFF))
    place += Int(before.requestID.count)
    if head & Flag.sameTask == 0 {
      before.taskID = TextPlace(start: place, count: Int(lengths >> 42))
      place += Int(before.taskID.count)
      before.taskHash = before.taskID.count > 0 ? hash.hash(buffer.text(before.taskID)) : 0
    }
    before.parentID = TextPlace(start: place, count: Int(lengths >> 21 & 0x1F_FFFF))
    offset = place + Int(before.parentID.count)
    return before
  }
}
