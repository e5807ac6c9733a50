import Testing

@testable import Storage

@Suite("Rows handed to another thread are those that one thread would have packed")
struct RowHandoverTests {
  private static let hash = ByteHash(seed: 7)

  private func bytes(_ spill: RowSpill) throws -> (requests: [UInt8], outcomes: [UInt8]) {
    var requests = ByteBuffer()
    var outcomes = ByteBuffer()
    try spill.readRequests(0..<PartitionedSpill.count, into: &requests, isLast: false)
    try spill.readOutcomes(0..<PartitionedSpill.count, into: &outcomes, isLast: false)
    return (Array(requests.bytes), Array(outcomes.bytes))
  }

  private func text(_ text: String, _ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    try Array(text.utf8).withUnsafeBytes(body)
  }

  @Test("In their order, whatever the number of batches", arguments: [0, 1, 1023, 1024, 1025, 7000])
  func order(rows: Int) throws {
    let direct = RowSpill(path: "/nonexistent/triage.db", hash: Self.hash)
    let handover = RowHandover(spill: RowSpill(path: "/nonexistent/triage.db", hash: Self.hash))
    var random = SeededNumbers(UInt64(rows))
    for row in 0..<rows {
      var request = RequestRecord()
      request.inputTokens = Int64(random.below(100_000))
      request.atNanos = Int64(row)
      let parent = random.below(3) == 0 ? "p\(row)" : ""
      try text("r\(row)") { id in
        try text("t\(random.below(500))") { task in
          try text(parent) { parent in
            var copy = request
            try direct.append(&copy, requestID: id, taskID: task, parentID: parent, line: UInt32(row))
            try handover.append(request, requestID: id, taskID: task, parentID: parent, line: UInt32(row))
            guard row % 5 == 0 else { return }
            var outcome = OutcomeRecord()
            outcome.completedNanos = Int64(row)
            try handover.append(outcome, taskID: task, pairID: parent)
            try direct.append(&outcome, taskID: task, pairID: parent)
          }
        }
      }
    }
    try handover.finish()
    let (one, other) = (try bytes(direct), try bytes(handover.spill))
    #expect(one.requests == other.requests && one.outcomes == other.outcomes)
    #expect(handover.spill.requestCount == UInt32(rows))
  }

  @Test("Very long texts make small batches")
  func longTexts() throws {
    let handover = RowHandover(spill: RowSpill(path: "/nonexistent/triage.db", hash: Self.hash))
    let long = String(repeating: "x", count: 300_000)
    for row in 0..<20 {
      try text("\(row)\(long)") { id in
        try text("t") { task in
          try handover.append(
            RequestRecord(), requestID: id, taskID: task, parentID: .init(start: nil, count: 0), line: 1)
        }
      }
    }
    try handover.finish()
    #expect(handover.spill.requestCount == 20)
    #expect(try bytes(handover.spill).requests.count > 20 * 300_000)
  }

  @Test("What goes wrong on the other thread is thrown, at the latest at the end")
  func failure() throws {
    let handover = RowHandover(
      spill: RowSpill(path: "/nonexistent/triage.db", hash: Self.hash, memoryBytes: 0))
    #expect(throws: StorageError.self) {
      for row in 0..<50_000 {
        try text("r\(row)") { id in
          try text("t") { task in
            try handover.append(
              RequestRecord(), requestID: id, taskID: task, parentID: .init(start: nil, count: 0), line: 1)
          }
        }
      }
      try handover.finish()
    }
  }

  @Test("Whoever goes on after a failure hears of it again, and no memory is written twice")
  func failureAgain() throws {
    let handover = RowHandover(
      spill: RowSpill(path: "/nonexistent/triage.db", hash: Self.hash, memoryBytes: 0))
    var failures = 0
    for row in 0..<50_000 {
      do {
        try text("r\(row)") { id in
          try handover.append(
            RequestRecord(), requestID: id, taskID: id, parentID: .init(start: nil, count: 0), line: 1)
        }
      } catch {
        failures += 1
      }
    }
    #expect(throws: StorageError.self) { try handover.finish() }
    #expect(failures > 10)
  }

  @Test("A full batch says so and takes no more; stored or not, it is empty afterwards")
  func batch() throws {
    var batch = RowBatch()
    let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
    for row in 0..<RowBatch.rows + 5 {
      let isFull = batch.isFull
      #expect(isFull == (row >= RowBatch.rows))
      batch.append(RequestRecord(), requestID: nothing, taskID: nothing, parentID: nothing, line: UInt32(row))
    }
    let spill = RowSpill(path: "/nonexistent/triage.db", hash: Self.hash)
    try batch.store(in: spill)
    #expect(spill.requestCount == UInt32(RowBatch.rows))
    try batch.store(in: spill)
    #expect(spill.requestCount == UInt32(RowBatch.rows), "no row twice")
    for row in 0..<RowBatch.rows {
      batch.append(RequestRecord(), requestID: nothing, taskID: nothing, parentID: nothing, line: UInt32(row))
    }
    let broken = RowSpill(path: "/nonexistent/triage.db", hash: Self.hash, memoryBytes: 0)
    var failure: StorageError?
    do throws(StorageError) { try batch.store(in: broken) } catch { failure = error }
    #expect(failure != nil)
    let isFull = batch.isFull
    #expect(!isFull)
  }
}
