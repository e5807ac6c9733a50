import Testing

@testable import Storage

@Suite("Requests are recognised by their keys")
struct RequestMatchingTests {
  private func key(
    _ key: UInt64, body: UInt64 = 1, task: UInt64 = 5, sequence: UInt32 = .max, importID: Int32 = 1, check: UInt32 = 0
  ) -> RequestKey {
    RequestKey(key: key, check: check, body: body, task: task, sequence: sequence, importID: importID)
  }

  @Test("New, repeated, shared and conflicting rows are told apart")
  func fates() {
    let stored = [key(10), key(20), key(30)]
    let arriving = [
      key(10, sequence: 0, importID: 2), key(20, task: 6, sequence: 1, importID: 2),
      key(30, body: 2, sequence: 2, importID: 2), key(40, sequence: 3, importID: 2), key(40, sequence: 4, importID: 3),
    ]
    let result = RequestMatching(policy: .keep).match(arriving, stored: stored)
    #expect(result.kept.map(\.sequence) == [3])
    #expect(result.dropped == [0, 1, 2, 4])
    #expect(result.repeats == [.init(importID: 2, ofImport: 1): 1, .init(importID: 3, ofImport: 2): 1])
    #expect(result.shared.map(\.arriving.sequence) == [1])
    #expect(result.conflicts.map(\.arriving.sequence) == [2])
  }

  @Test("Replacing takes the later row and lets the earlier one go")
  func replace() {
    let arriving = [key(7, body: 2, sequence: 0, importID: 2), key(7, body: 3, sequence: 1, importID: 2)]
    let result = RequestMatching(policy: .replace).match(arriving, stored: [key(7)])
    #expect(result.kept.map(\.body) == [3])
    #expect(result.dropped == [0])
    #expect(result.conflicts.map(\.held.sequence) == [.max, 0])
  }

  @Test("Two ids that share a hash are two requests")
  func collision() {
    let arriving = [key(7, body: 2, sequence: 0, check: 1), key(7, body: 2, sequence: 1, check: 2)]
    let result = RequestMatching(policy: .refuse).match(arriving, stored: [key(7, check: 3)])
    #expect(result.kept.map(\.sequence) == [0, 1])
    #expect(result.conflicts.isEmpty && result.dropped.isEmpty)
  }

  @Test("Keys come out of a run as they went in")
  func runs() throws {
    var random = SeededNumbers(1)
    let keys = (0..<500).map { _ in
      key(
        random.next() >> 1, body: random.next(), task: random.next() >> 1, importID: Int32(random.below(9)),
        check: UInt32(truncatingIfNeeded: random.next()))
    }
    var buffer = ByteBuffer()
    KeyRun.append(keys[...], to: &buffer)
    var back: [RequestKey] = []
    try KeyRun.read(buffer.bytes, into: &back)
    #expect(back.map { "\($0)" } == keys.map { "\($0)" })
  }

  @Test("Keys are sorted, those of one request in the order of their rows")
  func order() {
    var random = SeededNumbers(3)
    let keys = (0..<3000).map { row in
      key(UInt64(random.below(900)) << 40 | 5, body: random.next(), sequence: UInt32(row), importID: 3)
    }
    var buffer = ByteBuffer()
    var origins = RowOrigins()
    for key in keys {
      key.append(to: &buffer)
      origins.add(sequence: key.sequence, line: key.sequence + 2, importID: key.importID)
    }
    let expected = keys.sorted { ($0.key, $0.sequence) < ($1.key, $1.sequence) }
    #expect(RequestKey.sorted(in: buffer, origins: origins).map { "\($0)" } == expected.map { "\($0)" })
  }
}
