import Testing

@testable import TriageModel

@Suite("Task facts in packed columns")
struct FactRunTests {
  private static func key(_ tool: String) -> TaskCellKey {
    TaskCellKey(
      month: Month(year: 2026, month: 7), department: nil, category: "work", complexity: 1, tool: tool,
      costState: .priced, valueBasis: .measured, succeeded: .yes)
  }

  private static let facts = [
    TaskFacts.Fact(keyIndex: 0, sign: 1, worker: 7, pair: 0, figures: Figures(v: 1, k: 2, r: 300, w: 70_000, p: 5)),
    TaskFacts.Fact(
      keyIndex: 1, sign: -1, worker: 0, pair: .max, figures: Figures(v: .min, k: .max, r: -1, w: 1 << 40, p: 0)),
    TaskFacts.Fact(
      keyIndex: 1, sign: 1, worker: 9, pair: 0, figures: Figures(v: .max, k: 0, r: 0, w: 0, p: 1_000_000)),
  ]

  @Test("Facts come out as they went in")
  func unpacked() {
    #expect(TaskFacts(keys: [Self.key("big"), Self.key("small")], facts: Self.facts).facts == Self.facts)
    #expect(TaskFacts().facts.isEmpty)
    // Nobody knows what a fact without a key is about.
    #expect(TaskFacts(keys: [Self.key("big")], facts: Self.facts).facts == [Self.facts[0]])
  }

  @Test("The facts of another spelling keep their keys")
  func appended() {
    var all = TaskFacts(keys: [Self.key("big")], facts: [Self.facts[0]])
    all.append(TaskFacts(keys: [Self.key("big"), Self.key("small")], facts: Self.facts))
    #expect(all.facts.map(\.keyIndex) == [0, 1, 2, 2])
    #expect(all.keys.map(\.tool) == ["big", "big", "small"])
  }

  @Test("The largest magnitude of a column is found, and bounded by its head")
  func largest() throws {
    let run = try #require(FactRun(Self.facts, keyCount: 2))
    #expect(run.largest(run.columns.figures.r) == 300)
    #expect(run.largest(run.columns.figures.k) == UInt64(Int64.max))
    #expect(run.largest(run.columns.figures.v) == Int64.min.magnitude)
    #expect(run.largest(run.columns.figures.w) == 1 << 40)
    for column in run.columns.all { #expect(run.largest(column) <= column.largestPossible) }
  }

  @Test("A run whose columns leave its bytes, or whose facts have no key, is none")
  func damaged() throws {
    let run = try #require(FactRun(Self.facts, keyCount: 2))
    let zeros = [UInt8](repeating: 0, count: 8)
    #expect(FactRun(count: 3, columns: run.columns, bytes: zeros, places: [0, 1]) == nil)
    #expect(FactRun(Self.facts, keyCount: 1) == nil)
    var columns = run.columns
    columns.key = FactColumn(base: -1, width: 0, offset: 0)
    #expect(FactRun(count: 3, columns: columns, bytes: [UInt8](repeating: 0, count: 500), places: [0, 1]) == nil)
  }
}
