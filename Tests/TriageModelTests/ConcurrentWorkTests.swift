import Testing

import TriageModel

@Suite("Work on several threads")
struct ConcurrentWorkTests {
  private struct Failed: Error, Equatable {
    let item: Int
  }

  @Test("Results come in the order of the items, however long each takes")
  func order() {
    let items = Array(0..<500)
    let results = ConcurrentWork.map(items) { item in
      (0..<(item % 7) * 1000).reduce(item) { sum, step in sum &+ step &- step }
    }
    #expect(results == items)
  }

  @Test("No item gives no result")
  func nothing() {
    #expect(ConcurrentWork.map([Int]()) { $0 }.isEmpty)
  }

  @Test("The caller's own work comes back beside the results, and its failure before theirs")
  func beside() throws {
    let both = ConcurrentWork.map([1, 2, 3], { $0 * 2 }, beside: { "own" })
    #expect(both.other == "own" && both.values == [2, 4, 6])
    #expect(throws: Failed(item: -1)) {
      try ConcurrentWork.map(
        [1], { item throws(Failed) in throw Failed(item: item) },
        beside: { () throws(Failed) in throw Failed(item: -1) })
    }
  }

  @Test("Of several failures the first in the order of the items is thrown", arguments: 0..<20)
  func failure(_ round: Int) throws {
    let first = 3 + round
    #expect(throws: Failed(item: first)) {
      try ConcurrentWork.map(Array(0..<100)) { item in
        if item >= first { throw Failed(item: item) }
        return item
      }
    }
  }
}
