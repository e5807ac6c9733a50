import Testing

@testable import Analysis

@Suite("Work on several threads")
struct ConcurrentWorkTests {
  private struct Failed: Error, Equatable {
    let item: Int
  }

  @Test("Results come in the order of the items, however long each takes")
  func order() throws {
    let items = Array(0..<500)
    let results = try ConcurrentWork.map(items) { item in
      (0..<(item % 7) * 1000).reduce(item) { sum, step in sum &+ step &- step }
    }
    #expect(results == items)
  }

  @Test("No item gives no result")
  func nothing() throws {
    #expect(try ConcurrentWork.map([Int]()) { $0 }.isEmpty)
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
