import Foundation
import Testing
import TriageModel

@testable import Storage

@Suite("Rows that files of traces name and do not count lie packed, and come back as they were")
struct AbsentParentTests {
  private func withDatabase(_ body: (TriageDatabase) throws -> Void) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "roi-triage-\(UUID().uuidString).db")
    defer { try? FileManager.default.removeItem(at: url) }
    try body(TriageDatabase(path: url.path(), create: true))
  }

  /// Adds an import of traces that keeps some rows; gives its number.
  private func load(_ parents: [AbsentParent], into database: TriageDatabase) throws -> Int64 {
    try database.write(workers: .kept) { transaction in
      let id = try transaction.begin(LedgerEntry(kind: .usage, fileName: "t.csv", toolVersion: "test"))
      try transaction.record(parents, importID: id)
      return id
    }
  }

  private func kept(_ database: TriageDatabase, besides importID: Int64 = 0) throws -> [Int64: [AbsentParent]] {
    try database.write(workers: .kept) { transaction in
      Dictionary(
        uniqueKeysWithValues: try transaction.absentParents(besides: importID).map { ($0.importID, $0.parents) })
    }
  }

  private let samples = [
    AbsentParent(key: 3, below: 5), AbsentParent(key: 1, above: 3),
    AbsentParent(key: 7, above: 1, below: 5, isPassedOver: true, input: 300, output: 20, costNanos: 30_000_000),
    AbsentParent(key: 8, isPassedOver: true),
  ]

  /// Every number as small and as large as it can be.
  private let extremes = [
    AbsentParent(
      key: .max, above: .max, below: 1 << 63, isPassedOver: true, input: .max, output: .max, costNanos: .min),
    AbsentParent(
      key: 0, above: 1, below: .max, isPassedOver: true, input: .min, output: -1, costNanos: .max),
    AbsentParent(key: 1 << 63 - 1),
  ]

  @Test("Links, passed-over rows and extreme numbers come back in their order; no rows take none")
  func roundTrip() throws {
    try withDatabase { database in
      let ids = try [samples, [], extremes, [samples[2]]].map { try load($0, into: database) }
      #expect(try kept(database) == [ids[0]: samples, ids[2]: extremes, ids[3]: [samples[2]]])
      #expect(try kept(database, besides: ids[2]) == [ids[0]: samples, ids[3]: [samples[2]]])
      try database.checkStoredRows()
    }
  }

  @Test("Bytes of no row and of random rows give back what was put in", arguments: 0..<20 as Range<UInt64>)
  func bytes(seed: UInt64) throws {
    var random = SeededNumbers(seed)
    let parents = (0..<random.below(100) * Int(min(seed, 1))).map { _ in
      AbsentParent(
        key: random.next(), above: random.next() >> UInt64(random.below(64)), below: UInt64(random.below(2)),
        isPassedOver: random.below(2) == 1, input: Int64(bitPattern: random.next()) >> Int64(random.below(64)),
        output: Int64(random.below(9)), costNanos: Int64(bitPattern: random.next()))
    }
    var buffer = ByteBuffer()
    AbsentParentRun.append(parents, to: &buffer)
    #expect(try AbsentParentRun.read(buffer.bytes, rows: Int64(parents.count)) == parents)
    #expect(throws: ByteReading.Damaged.self) {
      try AbsentParentRun.read(buffer.bytes, rows: Int64(parents.count) + 1)
    }
    let cut = UnsafeRawBufferPointer(rebasing: buffer.bytes.dropLast())
    #expect(throws: ByteReading.Damaged.self) { try AbsentParentRun.read(cut, rows: Int64(parents.count)) }
  }

  @Test("An import that is taken back keeps nothing for later files")
  func takenBack() throws {
    try withDatabase { database in
      let ids = try [samples, extremes].map { try load($0, into: database) }
      try database.undo(importID: ids[0])
      #expect(try kept(database) == [ids[1]: extremes])
    }
  }

  @Test("A changed bit, another checksum or another count is refused by name, by an import and by a check")
  func damage() throws {
    for change in ["bytes = zeroblob(length(bytes))", "checksum = checksum + 1", "rows = rows + 1"] {
      try withDatabase { database in
        _ = try load(samples, into: database)
        try database.write(workers: .kept) { transaction in
          try SQLStatement(transaction.db, "UPDATE absent_parents SET \(change)").run()
        }
        let damaged = StorageError.damaged(
          path: database.path, detail: "what is kept of the rows above others in traces is not as it was written")
        #expect(throws: damaged) { try kept(database) }
        #expect(throws: damaged) { try database.checkStoredRows() }
      }
    }
  }

  @Test("Damaged bytes are an error or other rows, never a crash", arguments: 0..<200 as Range<UInt64>)
  func damagedBytes(seed: UInt64) {
    var random = SeededNumbers(seed)
    var buffer = ByteBuffer()
    AbsentParentRun.append(samples + extremes, to: &buffer)
    var bytes = Array(buffer.bytes)
    for _ in 0..<1 + random.below(4) { bytes[random.below(bytes.count)] = UInt8(truncatingIfNeeded: random.next()) }
    bytes.withUnsafeBytes { buffer in _ = try? AbsentParentRun.read(buffer, rows: 7) }
  }
}
