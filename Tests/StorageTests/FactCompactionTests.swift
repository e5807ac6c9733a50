import Foundation
import GRDB
import Testing
import TriageModel

@testable import Storage

@Suite("Short runs of facts become long ones")
struct FactCompactionTests {
  private static func facts(_ count: Int, _ category: Int32, seed: UInt64) -> [StoredFact] {
    var random = SeededNumbers(seed)
    return (0..<count).map { _ in
      StoredFact(
        key: TaskCellNumbers(
          month: Int32(random.below(3)), department: Int32(random.below(4)), category: category,
          tool: Int32(random.below(2)), complexity: UInt8(random.below(6)), costState: .priced, basis: .minutes,
          succeeded: .yes),
        sign: random.below(9) == 0 ? -1 : 1, worker: Int32(random.below(100)), pair: UInt64(random.below(2)) << 63,
        figures: Figures(
          v: Int64(random.below(1 << 40)) - 1 << 39, k: Int64(random.below(1 << 30)), r: Int64(random.below(1000)),
          w: 0,
          p: 1_000_000))
    }
  }

  private func stored(_ db: Database, _ category: Int32) throws -> [[StoredFact]] {
    try Data.fetchAll(db, sql: "SELECT bytes FROM fact_runs WHERE category = ? ORDER BY id", arguments: [category]).map
    {
      bytes in
      try bytes.withUnsafeBytes { try StoredFactRun.facts($0, category: category) }
    }
  }

  private func withDatabase(_ body: (Database) throws -> Void) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "roi-triage-\(UUID().uuidString).db")
    defer { try? FileManager.default.removeItem(at: url) }
    try TriageDatabase(path: url.path(), create: true).close()
    try DatabaseQueue(path: url.path()).write(body)
  }

  private func sorted(_ facts: [StoredFact]) -> [String] { facts.map { "\($0)" }.sorted() }

  @Test("Runs of a category that are short and many are brought together; no fact is lost, changed or made twice")
  func together() throws {
    try withDatabase { db in
      try db.execute(sql: "INSERT INTO names (id, kind, name) VALUES (1, 'category', 'a'), (2, 'category', 'b')")
      let writer = RollupWriter(db: db)
      let long = Self.facts(100, 1, seed: 1)
      let short = (0..<5).map { Self.facts(30, 1, seed: UInt64(10 + $0)) }
      let few = (0..<3).map { Self.facts(10, 2, seed: UInt64(20 + $0)) }
      for facts in [long] + short { try writer.add(facts: facts, category: 1) }
      for facts in few { try writer.add(facts: facts, category: 2) }
      try FactCompaction(writer: writer, enough: 100).run()
      let runs = try stored(db, 1)
      // What was long stays; four short runs are enough for another long one.
      #expect(runs.map(\.count) == [100, 120, 30])
      #expect(sorted(runs[0]) == sorted(long))
      #expect(sorted(runs[1] + runs[2]) == sorted(short.flatMap(\.self)))
      #expect(try stored(db, 2).map(\.count) == [10, 10, 10])
      try FactCompaction(writer: writer, enough: 100).run()
      #expect(try stored(db, 1).map(\.count) == [100, 120, 30])
    }
  }

  @Test("A run that is not as it was written is not written again as if it were")
  func damaged() throws {
    try withDatabase { db in
      try db.execute(sql: "INSERT INTO names (id, kind, name) VALUES (1, 'category', 'a')")
      let writer = RollupWriter(db: db)
      for seed in 1...4 { try writer.add(facts: Self.facts(5, 1, seed: UInt64(seed)), category: 1) }
      try db.execute(sql: "UPDATE fact_runs SET checksum = checksum + 1 WHERE id = 3")
      #expect(throws: StorageError.self) { try FactCompaction(writer: writer, enough: 100).run() }
    }
  }
}
