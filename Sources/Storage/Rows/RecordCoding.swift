internal import TriageModel

/// Rows between reading and storing, in few bytes: sixteen numbers, each in as many bytes as it needs, then texts.
///
/// A record is: eight bytes with the width of each number, four bits each; the numbers; the traits of a request that
/// has any; the texts.
enum RecordCoding {
  private static let headBytes = 8
  /// Says in the first number of a request that its traits follow the numbers.
  private static let traitsFlag: UInt64 = 1 << 42

  @inline(__always)
  private static func zigzag(_ value: Int64) -> UInt64 { UInt64(bitPattern: (value << 1) ^ (value >> 63)) }

  @inline(__always)
  private static func unzigzag(_ value: UInt64) -> Int64 {
    Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  /// Writes numbers one after the other and keeps their widths.
  private struct Writer {
    private var widths: UInt64 = 0
    private var shift: UInt64 = 0

    @inline(__always)
    mutating func put(_ value: UInt64, _ buffer: inout ByteBuffer) {
      let width = (71 - value.leadingZeroBitCount) >> 3
      buffer.appendReserved(value, width: width)
      widths |= UInt64(width) << shift
      shift += 4
    }

    @inline(__always)
    mutating func put(name: Int32, _ buffer: inout ByteBuffer) { put(UInt64(UInt32(bitPattern: name)), &buffer) }

    func finish(at start: Int, _ buffer: inout ByteBuffer) { buffer.replace(at: start, with: widths) }
  }

  /// Reads numbers one after the other.
  private struct Reader {
    private var widths: UInt64
    private(set) var place: UnsafeRawPointer

    private static let masks: [UInt64] = [
      0, 0xFF, 0xFFFF, 0xFF_FFFF, 0xFFFF_FFFF, 0xFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF, 0xFF_FFFF_FFFF_FFFF, UInt64.max,
    ]

    @inline(__always)
    init(_ record: UnsafeRawPointer) {
      widths = record.loadUnaligned(as: UInt64.self).littleEndian
      place = record + headBytes
    }

    @inline(__always)
    mutating func number() -> UInt64 {
      let width = Int(widths & 15)
      widths >>= 4
      let mask = width >= 8 ? UInt64.max : (1 << UInt64(width &* 8)) &- 1
      let value = place.loadUnaligned(as: UInt64.self).littleEndian & mask
      place += width
      return value
    }

    /// Eight bytes behind the numbers.
    mutating func wholeNumber() -> UInt64 {
      defer { place += 8 }
      return place.loadUnaligned(as: UInt64.self).littleEndian
    }

    @inline(__always)
    mutating func name() -> Int32 { Int32(truncatingIfNeeded: number()) }
  }

  @inline(__always)
  private static func lengths(_ a: Int, _ b: Int, _ c: Int) -> UInt64 {
    UInt64(a) | UInt64(b) << 21 | UInt64(c) << 42
  }

  // MARK: Requests

  static func append(
    _ record: RequestRecord, requestID: UnsafeRawBufferPointer, taskID: UnsafeRawBufferPointer,
    parentID: UnsafeRawBufferPointer, to buffer: inout ByteBuffer
  ) {
    let texts = requestID.count + taskID.count + parentID.count
    buffer.reserve(headBytes + 17 * 8 + texts + 8)
    let start = buffer.count
    buffer.appendReserved(0, width: 8)
    var writer = Writer()
    var flags = UInt64(record.present.rawValue) | UInt64(record.status.rawValue) << 6
    flags |= UInt64(record.charge.rawValue) << 8
    if record.traitBits != 0 { flags |= traitsFlag }
    writer.put(flags | UInt64(UInt32(bitPattern: record.importID)) << 10, &buffer)
    writer.put(UInt64(record.sequence), &buffer)
    writer.put(name: record.worker, &buffer)
    writer.put(name: record.department, &buffer)
    writer.put(name: record.category, &buffer)
    writer.put(name: record.provider, &buffer)
    writer.put(name: record.model, &buffer)
    writer.put(UInt64(bitPattern: record.inputTokens), &buffer)
    writer.put(UInt64(bitPattern: record.cachedTokens), &buffer)
    writer.put(UInt64(bitPattern: record.cacheWriteTokens), &buffer)
    writer.put(UInt64(bitPattern: record.outputTokens), &buffer)
    writer.put(UInt64(bitPattern: record.reasoningTokens), &buffer)
    writer.put(zigzag(record.reportedCostNanos), &buffer)
    writer.put(UInt64(bitPattern: record.requests), &buffer)
    writer.put(zigzag(record.atNanos), &buffer)
    writer.put(lengths(requestID.count, taskID.count, parentID.count), &buffer)
    writer.finish(at: start, &buffer)
    if record.traitBits != 0 { buffer.appendReserved(UInt64(bitPattern: record.traitBits), width: 8) }
    buffer.appendReserved(requestID)
    buffer.appendReserved(taskID)
    buffer.appendReserved(parentID)
  }

  /// Reads all records of a buffer; their texts stay where they are in it.
  ///
  /// - Parameter hash: of task ids.
  static func requests(in buffer: borrowing ByteBuffer, hash: ByteHash, into records: inout [RequestRecord]) {
    var offset = 0
    while offset < buffer.count {
      var reader = Reader(buffer.memory + offset)
      var record = RequestRecord()
      let head = reader.number()
      record.present = RequestRecord.Presence(rawValue: UInt8(head & 0x3F))
      record.status = RequestStatus(rawValue: UInt8(head >> 6 & 3)) ?? .blank
      record.charge = RequestCharge(rawValue: UInt8(head >> 8 & 3)) ?? .own
      record.importID = Int32(truncatingIfNeeded: head >> 10)
      record.sequence = UInt32(truncatingIfNeeded: reader.number())
      record.worker = reader.name()
      record.department = reader.name()
      record.category = reader.name()
      record.provider = reader.name()
      record.model = reader.name()
      record.inputTokens = Int64(bitPattern: reader.number())
      record.cachedTokens = Int64(bitPattern: reader.number())
      record.cacheWriteTokens = Int64(bitPattern: reader.number())
      record.outputTokens = Int64(bitPattern: reader.number())
      record.reasoningTokens = Int64(bitPattern: reader.number())
      record.reportedCostNanos = unzigzag(reader.number())
      record.requests = Int64(bitPattern: reader.number())
      record.atNanos = unzigzag(reader.number())
      let lengths = reader.number()
      if head & traitsFlag != 0 { record.traitBits = Int64(bitPattern: reader.wholeNumber()) }
      var place = reader.place - UnsafeRawPointer(buffer.memory)
      record.requestID = TextPlace(start: place, count: Int(lengths & 0x1F_FFFF))
      place += Int(record.requestID.count)
      record.taskID = TextPlace(start: place, count: Int(lengths >> 21 & 0x1F_FFFF))
      place += Int(record.taskID.count)
      record.parentID = TextPlace(start: place, count: Int(lengths >> 42))
      if record.taskID.count > 0 { record.taskHash = hash.hash(buffer.text(record.taskID)) }
      offset = place + Int(record.parentID.count)
      records.append(record)
    }
  }

  // MARK: Outcomes

  static func append(
    _ record: OutcomeRecord, taskID: UnsafeRawBufferPointer, pairID: UnsafeRawBufferPointer,
    to buffer: inout ByteBuffer
  ) {
    buffer.reserve(headBytes + 16 * 8 + taskID.count + pairID.count + 8)
    let start = buffer.count
    buffer.appendReserved(0, width: 8)
    var writer = Writer()
    let flags = UInt64(record.present.rawValue) | UInt64(record.complexity) << 5
    writer.put(flags | UInt64(UInt32(bitPattern: record.importID)) << 8, &buffer)
    writer.put(UInt64(record.sequence), &buffer)
    writer.put(name: record.worker, &buffer)
    writer.put(name: record.department, &buffer)
    writer.put(name: record.category, &buffer)
    writer.put(name: record.tool, &buffer)
    writer.put(UInt64(bitPattern: record.succeededMillionths), &buffer)
    writer.put(zigzag(record.valueNanos), &buffer)
    writer.put(zigzag(record.savedMillis), &buffer)
    writer.put(UInt64(bitPattern: record.reviewMillis), &buffer)
    writer.put(UInt64(bitPattern: record.reworkMillis), &buffer)
    writer.put(zigzag(record.completedNanos), &buffer)
    writer.put(lengths(taskID.count, pairID.count, 0), &buffer)
    writer.finish(at: start, &buffer)
    buffer.appendReserved(taskID)
    buffer.appendReserved(pairID)
  }

  /// Reads all records of a buffer; their texts stay where they are in it.
  ///
  /// - Parameter hash: of task ids.
  static func outcomes(in buffer: borrowing ByteBuffer, hash: ByteHash, into records: inout [OutcomeRecord]) {
    var offset = 0
    while offset < buffer.count {
      var reader = Reader(buffer.memory + offset)
      var record = OutcomeRecord()
      let head = reader.number()
      record.present = OutcomeRecord.Presence(rawValue: UInt8(head & 0x1F))
      record.complexity = UInt8(head >> 5 & 7)
      record.importID = Int32(truncatingIfNeeded: head >> 8)
      record.sequence = UInt32(truncatingIfNeeded: reader.number())
      record.worker = reader.name()
      record.department = reader.name()
      record.category = reader.name()
      record.tool = reader.name()
      record.succeededMillionths = Int64(bitPattern: reader.number())
      record.valueNanos = unzigzag(reader.number())
      record.savedMillis = unzigzag(reader.number())
      record.reviewMillis = Int64(bitPattern: reader.number())
      record.reworkMillis = Int64(bitPattern: reader.number())
      record.completedNanos = unzigzag(reader.number())
      let lengths = reader.number()
      var place = reader.place - UnsafeRawPointer(buffer.memory)
      record.taskID = TextPlace(start: place, count: Int(lengths & 0x1F_FFFF))
      place += Int(record.taskID.count)
      record.pairID = TextPlace(start: place, count: Int(lengths >> 21 & 0x1F_FFFF))
      record.taskHash = hash.hash(buffer.text(record.taskID))
      offset = place + Int(record.pairID.count)
      records.append(record)
    }
  }
}
