internal import TriageModel

/// Usage rows between reading and storing, in few bytes: each says only how it differs from the one
///
/// A record is: sixteen numbers, the traits of a request that has any, the texts. Rows of one task mostly follow each
/// other and share their names; the task's id stands in the first of them alone. The first record of a block differs
/// from an empty one, so that a block is read by itself.
struct RequestCoding {
  private enum Flag {
    /// The task is that of the record
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

  /// Of the record before, packed close: each partition has one of its own.
  private var taskHash: UInt64 = 0
  private var atNanos: Int64 = 0
  private var requests: Int64 = 1
  private var lengths: UInt64 = 0
  private var state: UInt64 = 0
  private var taskID = TextPlace()
  private var sequence = UInt32.max
  private var importID: Int32 = 0
  private var worker: Int32 = 0
  private var department: Int32 = 0
  private var category: Int32 = 0
  private var provider: Int32 = 0
  private var model: Int32 = 0

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
    let elapsed = record.atNanos &- atNanos
    let millis = elapsed / Self.nanosPerMilli
    let isFine = millis &* Self.nanosPerMilli != elapsed
    if isFine { flags |= Flag.fineTime }
    let newState = Self.state(record)
    flags |= (newState ^ state) << Flag.stateShift
    state = newState
    var writer = NumberCoding.Writer(&buffer)
    writer.put(flags | UInt64(UInt32(bitPattern: record.importID ^ importID)) << Flag.importShift, &buffer)
    writer.put(UInt64(record.sequence &- sequence), &buffer)
    writer.put(record.worker ^ worker, &buffer)
    writer.put(record.department ^ department, &buffer)
    writer.put(record.category ^ category, &buffer)
    writer.put(record.provider ^ provider, &buffer)
    writer.put(record.model ^ model, &buffer)
    writer.put(UInt64(bitPattern: record.inputTokens), &buffer)
    writer.put(UInt64(bitPattern: record.cachedTokens), &buffer)
    writer.put(UInt64(bitPattern: record.cacheWriteTokens), &buffer)
    writer.put(UInt64(bitPattern: record.outputTokens), &buffer)
    writer.put(UInt64(bitPattern: record.reasoningTokens), &buffer)
    writer.put(NumberCoding.zigzag(record.reportedCostNanos), &buffer)
    writer.put(UInt64(bitPattern: record.requests ^ requests), &buffer)
    writer.put(NumberCoding.zigzag(isFine ? elapsed : millis), &buffer)
    let newLengths = NumberCoding.lengths(requestID.count, parentID.count, taskID.count)
    writer.put(newLengths ^ lengths, &buffer)
    lengths = newLengths
    writer.finish(&buffer)
    if record.traitBits != 0 { buffer.appendReserved(UInt64(bitPattern: record.traitBits), width: 8) }
    buffer.appendReserved(requestID)
    if !isSameTask {
      self.taskID = TextPlace(start: buffer.count, count: taskID.count)
      taskHash = record.taskHash
      buffer.appendReserved(taskID)
    }
    buffer.appendReserved(parentID)
    remember(record)
  }

  @inline(__always)
  private func isSameTask(_ taskHash: UInt64, _ taskID: UnsafeRawBufferPointer, _ buffer: borrowing ByteBuffer) -> Bool
  {
    guard taskHash == self.taskHash, taskID.count == Int(self.taskID.count) else { return false }
    return Bytes.areEqual(taskID, buffer.text(self.taskID))
  }

  @inline(__always)
  private mutating func remember(_ record: borrowing RequestRecord) {
    importID = record.importID
    sequence = record.sequence
    worker = record.worker
    department = record.department
    category = record.category
    provider = record.provider
    model = record.model
    requests = record.requests
    atNanos = record.atNanos
  }

  // MARK: Reading

  /// Reads all records of some blocks; their texts stay where they are in the buffer.
  ///
  /// - Parameter hash: of task ids.
  static func requests(in buffer: borrowing ByteBuffer, hash: ByteHash, into records: inout [RequestRecord]) {
    var record = RequestRecord()
    var (state, lengths): (UInt64, UInt64) = (0, 0)
    var offset = 0
    while offset < buffer.count {
      var reader = NumberCoding.Reader(buffer.memory + offset)
      let head = reader.number()
      if head & Flag.firstOfBlock != 0 {
        record = RequestRecord()
        (state, lengths) = (0, 0)
      }
      state ^= head >> Flag.stateShift & 0x3FF
      record.present = RequestRecord.Presence(rawValue: UInt8(state & 0x3F))
      record.status = RequestStatus(rawValue: UInt8(state >> 6 & 3)) ?? .blank
      record.charge = RequestCharge(rawValue: UInt8(state >> 8 & 3)) ?? .own
      record.importID ^= Int32(truncatingIfNeeded: head >> Flag.importShift)
      readNumbers(&reader, &record, isFine: head & Flag.fineTime != 0)
      lengths ^= reader.number()
      record.traitBits = head & Flag.traits != 0 ? Int64(bitPattern: reader.wholeNumber()) : 0
      var place = reader.place - UnsafeRawPointer(buffer.memory)
      record.requestID = TextPlace(start: place, count: Int(lengths & 0x1F_FFFF))
      place += Int(record.requestID.count)
      if head & Flag.sameTask == 0 {
        record.taskID = TextPlace(start: place, count: Int(lengths >> 42))
        place += Int(record.taskID.count)
        record.taskHash = record.taskID.count > 0 ? hash.hash(buffer.text(record.taskID)) : 0
      }
      record.parentID = TextPlace(start: place, count: Int(lengths >> 21 & 0x1F_FFFF))
      offset = place + Int(record.parentID.count)
      records.append(record)
    }
  }

  /// Reads all numbers between the first one and the lengths; `record` is the one before.
  @inline(__always)
  private static func readNumbers(_ reader: inout NumberCoding.Reader, _ record: inout RequestRecord, isFine: Bool) {
    record.sequence &+= UInt32(truncatingIfNeeded: reader.number())
    record.worker ^= reader.narrow()
    record.department ^= reader.narrow()
    record.category ^= reader.narrow()
    record.provider ^= reader.narrow()
    record.model ^= reader.narrow()
    record.inputTokens = Int64(bitPattern: reader.number())
    record.cachedTokens = Int64(bitPattern: reader.number())
    record.cacheWriteTokens = Int64(bitPattern: reader.number())
    record.outputTokens = Int64(bitPattern: reader.number())
    record.reasoningTokens = Int64(bitPattern: reader.number())
    record.reportedCostNanos = NumberCoding.unzigzag(reader.number())
    record.requests ^= Int64(bitPattern: reader.number())
    let elapsed = NumberCoding.unzigzag(reader.number())
    record.atNanos &+= isFine ? elapsed : elapsed &* nanosPerMilli
  }
}
