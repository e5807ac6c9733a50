import Testing
import TriageModel

@testable import Storage

@Suite("Facts wait by category")
struct FactsByCategoryTests {
  private func fact(_ category: Int32, _ worker: Int32) -> StoredFact {
    let key = TaskCellNumbers(
      month: 1, department: 0, category: category, tool: 1, complexity: 0, costState: .priced, basis: .measured,
      succeeded: .yes)
    return StoredFact(key: key, sign: 1, worker: worker, pair: 0, figures: Figures(v: 0, k: 0, r: 0, w: 0, p: 0))
  }

  @Test("Only lists that are long enough are taken, in the order of their categories, and none twice")
  func taking() {
    var facts = FactsByCategory()
    for worker in 1...5 { facts.add(fact(900, Int32(worker))) }
    facts.add([fact(7, 1), fact(7, 2), fact(7, 3)])
    facts.add([])
    facts.add(fact(8, 1))
    #expect(
      facts.take(atLeast: 3).map { "\($0.category): \($0.facts.map(\.worker))" } == [
        "7: [1, 2, 3]", "900: [1, 2, 3, 4, 5]",
      ])
    facts.add(fact(7, 9))
    #expect(facts.take(atLeast: 1).map { "\($0.category): \($0.facts.map(\.worker))" } == ["7: [9]", "8: [1]"])
    #expect(facts.take(atLeast: 1).isEmpty)
  }
}
