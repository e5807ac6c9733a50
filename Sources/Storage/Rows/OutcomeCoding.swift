internal import TriageModel

/// Outcome rows between reading and storing, in few bytes: sixteen numbers, then the texts.
enum OutcomeCoding {
  static func append(
    _ record: OutcomeRecord, taskID: UnsafeRawBufferPointer, pairID: UnsafeRawBufferPointer,
    to buffer: inout ByteBuffer
  ) {
    buffer.reserve(NumberCoding.mostBytes + taskID.count + pairID.count)
    var writer = NumberCoding.Writer(&buffer)
    let flags = UInt64(record.present.rawValue) | UInt64(record.complexity) << 5
    writer.put(flags | UInt64(UInt32(bitPattern: record.importID)) << 8, &buffer)
    writer.put(UInt64(record.sequence), &buffer)
    writer.put(record.worker, &buffer)
    writer.put(record.department, &buffer)
    writer.put(record.category, &buffer)
    writer.put(record.tool, &buffer)
    writer.put(UInt64(bitPattern: record.succeededMillionths), &buffer)
    writer.put(NumberCoding.zigzag(record.valueNanos), &buffer)
    writer.put(NumberCoding.zigzag(record.savedMillis), &buffer)
    writer.put(UInt64(bitPattern: record.reviewMillis), &buffer)
    writer.put(UInt64(bitPattern: record.reworkMillis), &buffer)
    writer.put(NumberCoding.zigzag(record.completedNanos), &buffer)
    writer.put(NumberCoding.lengths(taskID.count, pairID.count, 0), &buffer)
    writer.finish(&buffer)
    buffer.appendReserved(taskID)
    buffer.appendReserved(pairID)
  }

  /// Reads all records of a buffer; their texts stay where they are in it.
  ///
  /// - Parameter hash: of task ids.
  static func outcomes(in buffer: borrowing ByteBuffer, hash: ByteHash, into records: inout [OutcomeRecord]) {
    var offset = 0
    while offset < buffer.count {
      var reader = NumberCoding.Reader(buffer.memory + offset)
      var record = OutcomeRecord()
      let head = reader.number()
      record.present = OutcomeRecord.Presence(rawValue: UInt8(head & 0x1F))
      record.complexity = UInt8(head >> 5 & 7)
      record.importID = Int32(truncatingIfNeeded: head >> 8)
      record.sequence = UInt32(truncatingIfNeeded: reader.number())
      record.worker = reader.narrow()
      record.department = reader.narrow()
      record.category = reader.narrow()
      record.tool = reader.narrow()
      record.succeededMillionths = Int64(bitPattern: reader.number())
      record.valueNanos = NumberCoding.unzigzag(reader.number())
      record.savedMillis = NumberCoding.unzigzag(reader.number())
      record.reviewMillis = Int64(bitPattern: reader.number())
      record.reworkMillis = Int64(bitPattern: reader.number())
      record.completedNanos = NumberCoding.unzigzag(reader.number())
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
