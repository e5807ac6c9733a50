internal import Dispatch
internal import Synchronization

/// Spreads independent pieces of work over the cores.
enum ConcurrentWork {
  /// The results in the order of `items`, whatever order they came in.
  ///
  /// - Throws: what `body` throws for the first item that fails, in the order of `items`.
  static func map<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ body: @Sendable (Item) throws -> Result
  ) throws -> [Result] {
    let board = Board<Result>(count: items.count)
    DispatchQueue.concurrentPerform(iterations: min(items.count, 4)) { _ in
      while let index = board.next() { board.put(Swift.Result { try body(items[index]) }, at: index) }
    }
    return try board.results()
  }

  /// Who takes what, and what came of it.
  private final class Board<Value: Sendable>: Sendable {
    private struct State {
      var next = 0
      var hasFailed = false
      var results: [Swift.Result<Value, any Error>?]
    }

    private let state: Mutex<State>

    init(count: Int) { state = Mutex(State(results: Array(repeating: nil, count: count))) }

    /// The next item that nobody has taken; none after a failure.
    func next() -> Int? {
      state.withLock { state in
        guard !state.hasFailed, state.next < state.results.count else { return nil }
        state.next += 1
        return state.next - 1
      }
    }

    func put(_ result: Swift.Result<Value, any Error>, at index: Int) {
      state.withLock { state in
        state.results[index] = result
        if case .failure = result { state.hasFailed = true }
      }
    }

    /// Items are taken in order, so that all before the first failure have a result.
    func results() throws -> [Value] {
      try state.withLock { state in try state.results.compactMap { try $0?.get() } }
    }
  }
}
