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
    let run = try #require(FactRun(Self.facts))
    #expect(run.largest(run.columns.figures.r) == 300)
    #expect(run.largest(run.columns.figures.k) == UInt64(Int64.max))
    #expect(run.largest(run.columns.figures.v) == Int64.min.magnitude)
    #expect(run.largest(run.columns.figures.w) == 1 << 40)
    for column in run.columns.all { #expect(run.largest(column) <= column.largestPossible) }
  }

  @Test("The facts of a key lie together, in the order in which they came")
  func byKey() throws {
    let run = try #require(FactRun([Self.facts[2], Self.facts[0], Self.facts[1]]))
    #expect(run.keys == [FactRun.KeyFacts(key: 0, facts: 0..<1), FactRun.KeyFacts(key: 1, facts: 1..<3)])
    #expect(run.facts == [Self.facts[0], Self.facts[2], Self.facts[1]])
    #expect(run.count == 3 && !run.isAddingOnly)
    #expect(try #require(FactRun([Self.facts[0], Self.facts[2]])).isAddingOnly)
  }

  @Test("A run whose columns leave its bytes, or the facts of a key the columns or each other, is none")
  func damaged() throws {
    let run = try #require(FactRun(Self.facts))
    let bytes = [UInt8](repeating: 0, count: 500)
    func isRun(_ keys: [(key: Int, facts: Range<Int>)], bytes: [UInt8]) -> Bool {
      FactRun(
        length: 3, columns: run.columns, bytes: bytes, keys: keys.map { FactRun.KeyFacts(key: $0.key, facts: $0.facts) }
      ) != nil
    }
    #expect(isRun([(0, 0..<1), (7, 1..<3)], bytes: bytes))
    #expect(isRun([(1, 2..<3)], bytes: bytes))
    #expect(!isRun([(0, 0..<1), (7, 1..<3)], bytes: [UInt8](repeating: 0, count: 8)))
    #expect(!isRun([(0, 0..<1), (1, 1..<4)], bytes: bytes))
    #expect(!isRun([(0, 0..<2), (1, 1..<3)], bytes: bytes))
    #expect(!isRun([(-1, 0..<1)], bytes: bytes))
  }
}
