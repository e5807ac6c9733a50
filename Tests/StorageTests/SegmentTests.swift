import Testing

@testable import Storage

@Suite("Rows survive the spill and the segments")
struct SegmentTests {
  /// A request with random figures; texts go to the arena.
  private func request(_ random: inout SeededNumbers, _ arena: inout ByteBuffer, task: String) -> RequestRecord {
    func text(_ string: String) -> TextPlace {
      let place = TextPlace(start: arena.count, count: string.utf8.count)
      Array(string.utf8).withUnsafeBytes { arena.append($0) }
      return place
    }
    func number() -> Int64 { Int64(random.next() >> UInt64(14 + random.below(40))) % 1_000_000_000_000_001 }
    var record = RequestRecord()
    record.present = RequestRecord.Presence(rawValue: UInt8(random.below(64)))
    record.status = RequestStatus(rawValue: UInt8(random.below(3))) ?? .blank
    record.atNanos = Int64(bitPattern: random.next())
    if record.present.contains(.input) { record.inputTokens = number() }
    if record.present.contains(.cached) { record.cachedTokens = number() }
    if record.present.contains(.cacheWrite) { record.cacheWriteTokens = number() }
    if record.present.contains(.output) { record.outputTokens = number() }
    if record.present.contains(.reasoning) { record.reasoningTokens = number() }
    if record.present.contains(.cost) { record.reportedCostNanos = Int64(bitPattern: random.next()) }
    record.requests = number() + 1
    record.worker = Int32(random.below(1 << 30))
    record.department = Int32(random.below(10))
    record.model = Int32(1 + random.below(3))
    record.importID = Int32(1 + random.below(4))
    record.sequence = UInt32(random.below(1 << 31))
    record.taskID = text(task)
    record.taskHash = task.isEmpty ? 0 : ByteHash(seed: 9).hash(arena.text(record.taskID))
    record.requestID = text("req-\(random.next())")
    record.parentID = text(random.below(3) == 0 ? "parent \(random.below(9))" : "")
    return record
  }

  private func description(_ record: RequestRecord, _ arena: borrowing ByteBuffer, sequence: Bool) -> String {
    var plain = record
    plain.requestID = TextPlace()
    plain.taskID = TextPlace()
    plain.parentID = TextPlace()
    if !sequence { plain.sequence = 0 }
    let texts = [record.requestID, record.taskID, record.parentID].map { arena.string($0) ?? "-" }
    return "\(plain) \(texts)"
  }

  @Test("Requests come out of the spill as they went in", arguments: 0..<20 as Range<UInt64>)
  func spill(seed: UInt64) {
    var random = SeededNumbers(seed)
    var arena = ByteBuffer()
    let records = (0..<50).map { request(&random, &arena, task: $0 % 5 == 0 ? "" : "task-\($0 / 3)") }
    var packed = ByteBuffer()
    var coding = RequestCoding()
    for record in records {
      coding.append(
        record, requestID: arena.text(record.requestID), taskID: arena.text(record.taskID),
        parentID: arena.text(record.parentID), to: &packed)
    }
    var back: [RequestRecord] = []
    RequestCoding.requests(in: packed, hash: ByteHash(seed: 9), into: &back)
    #expect(
      back.map { description($0, packed, sequence: true) } == records.map { description($0, arena, sequence: true) })
  }

  @Test(
    "Requests come out of a segment as they went in, in the order of their tasks", arguments: 0..<20 as Range<UInt64>)
  func segment(seed: UInt64) throws {
    var random = SeededNumbers(seed)
    var arena = ByteBuffer()
    let records = (0..<1 + random.below(300)).map { request(&random, &arena, task: "task-\($0 / 3)") }
    let order = TaskOrder.sorted(count: records.count) { records[$0].taskHash }
    let segment = records.withUnsafeBufferPointer { Segment.make(kind: .requests, $0, order: order[...], arena: arena) }
    var back: [RequestRecord] = []
    var texts = ByteBuffer()
    try RequestSegment.read(segment.blobs, into: &back, arena: &texts)
    #expect(
      back.map { description($0, texts, sequence: false) }
        == order.map { description(records[Int($0)], arena, sequence: false) })
    let wanted = records[0].taskHash
    var some: [RequestRecord] = []
    try RequestSegment.read(segment.blobs, wanted: { $0 == wanted }, into: &some, arena: &texts)
    #expect(some.count == records.count { $0.taskHash == wanted })
    #expect(segment.firstTask == back.first?.taskHash && segment.lastTask == back.last?.taskHash)
  }

  @Test(
    "The order of tasks is that of their hashes, and equal ones stay in their order",
    arguments: [0, 1, 2, 63, 64, 65, 5000])
  func order(count: Int) {
    var random = SeededNumbers(UInt64(count))
    let hashes = (0..<count).map { _ in random.below(3) == 0 ? UInt64(random.below(9)) : random.next() >> 1 }
    let sorted = TaskOrder.sorted(count: count) { hashes[$0] }
    let expected = hashes.indices.sorted { (hashes[$0], $0) < (hashes[$1], $1) }
    #expect(sorted.map { Int($0) } == expected)
  }

  @Test("A checksum notices any changed bit")
  func checksum() {
    var random = SeededNumbers(4)
    let bytes = (0..<777).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    let whole = bytes.withUnsafeBytes { BlockHash.checksum($0) }
    for bit in stride(from: 0, to: bytes.count * 8, by: 7) {
      var changed = bytes
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(changed.withUnsafeBytes { BlockHash.checksum($0) } != whole)
    }
  }
}
