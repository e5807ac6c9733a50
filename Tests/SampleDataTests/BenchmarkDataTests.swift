import SampleData
import Testing

@Suite("The benchmark data is repeatable and fits together at any size")
struct BenchmarkDataTests {
  private func text(_ file: SampleFile, rows: Int = 20_000, seed: UInt64 = 3) -> String {
    var bytes: [UInt8] = []
    BenchmarkData(rows: rows, seed: seed).write(file) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func rows(_ file: SampleFile, rows: Int = 20_000) -> [[Substring]] {
    text(file, rows: rows).split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
  }

  @Test("The same seed gives the same bytes, another seed others", arguments: [SampleFile.usage, .outcomes])
  func seeds(file: SampleFile) {
    #expect(text(file) == text(file))
    #expect(text(file) != text(file, seed: 4))
  }

  @Test(
    "There are as many rows as asked for, and a fifth of them outcomes", arguments: [0, 1, 4, 5, 1279, 1281, 20_000])
  func counts(count: Int) {
    #expect(rows(.usage, rows: count).count == count)
    #expect(rows(.outcomes, rows: count).count == count / 5)
  }

  @Test("Ids are unique, token counts agree, and time does not run backwards")
  func usage() throws {
    var ids: Set<Substring> = []
    var last: Substring = ""
    for fields in rows(.usage) {
      try #require(fields.count == 17)
      #expect(ids.insert(fields[0]).inserted)
      #expect(last <= fields[3])
      last = fields[3]
      let input = try #require(Int(fields[9]))
      let output = try #require(Int(fields[12]))
      #expect((Int(fields[10]) ?? 0) + (Int(fields[11]) ?? 0) <= input)
      #expect((Int(fields[13]) ?? 0) <= output)
      #expect(fields[2].isEmpty || ids.contains(fields[2]))
    }
  }

  @Test("A request's worker, department and category are those of its task; software has no usage")
  func tasks() throws {
    var outcomes: [Substring: [Substring]] = [:]
    for fields in rows(.outcomes) {
      try #require(fields.count == 12)
      #expect(outcomes.updateValue(fields, forKey: fields[0]) == nil)
      #expect("2026-07-01" <= fields[1] && fields[1] < "2026-10-01")
    }
    var withOutcome = 0
    for fields in rows(.usage) {
      guard let outcome = outcomes[fields[1]] else { continue }
      withOutcome += 1
      #expect(Array(fields[4...6]) == Array(outcome[2...4]))
      #expect(fields[8] == outcome[6])
      #expect(outcome[6] != "flow-engine")
    }
    #expect(withOutcome > 18_000 && withOutcome < 20_000)
  }

  @Test("All categories, departments, tools and complexities occur")
  func variety() {
    let rows = rows(.outcomes)
    #expect(Set(rows.map { $0[3] }).count == 8)
    #expect(Set(rows.map { $0[4] }).count == 12)
    #expect(Set(rows.map { $0[5] }).count == 5)
    #expect(Set(rows.map { $0[6] }).count == 3)
  }
}
