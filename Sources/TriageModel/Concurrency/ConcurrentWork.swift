internal import Dispatch
internal import Synchronization

/// Spreads independent pieces of work over the cores.
public enum ConcurrentWork {
  /// The results in the order of `items`, whatever order they came in.
  ///
  /// - Throws: what `body` throws for the first item that fails, in the order of `items`.
  public static func map<Item: Sendable, Value: Sendable, Failure>(
    _ items: [Item], _ body: @escaping @Sendable (Item) throws(Failure) -> Value
  ) throws(Failure) -> [Value] {
    try map(items, body, beside: { () throws(Failure) in }).values
  }

  /// The same, while the caller does other work first and then helps.
  ///
  /// - Throws: what the other work throws before what an item does.
  public static func map<Item: Sendable, Value: Sendable, Other, Failure>(
    _ items: [Item], _ body: @escaping @Sendable (Item) throws(Failure) -> Value,
    beside other: () throws(Failure) -> Other
  ) throws(Failure) -> (other: Other, values: [Value]) {
    let board = Board<Value, Failure>(count: items.count)
    let takeItems: @Sendable () -> Void = {
      while let index = board.next() {
        let item = items[index]
        board.put(Result { () throws(Failure) in try body(item) }, at: index)
      }
    }
    for _ in items.prefix(3) { DispatchQueue.global().async(execute: takeItems) }
    let found = Result { () throws(Failure) in try other() }
    takeItems()
    board.wait()
    return (try found.get(), try board.values())
  }

  /// Who takes what, and what came of it.
  private final class Board<Value: Sendable, Failure: Error>: Sendable {
    private struct State {
      var next = 0
      var running = 0
      var hasFailed = false
      var results: [Result<Value, Failure>?]

      var isDone: Bool { running == 0 && (hasFailed || next == results.count) }
    }

    private let state: Mutex<State>
    /// One signal, once nobody has any work left: helpers that have not begun by then are not waited for.
    private let done = DispatchSemaphore(value: 0)

    init(count: Int) {
      state = Mutex(State(results: Array(repeating: nil, count: count)))
      if count == 0 { done.signal() }
    }

    /// The next item that nobody has taken; none after a failure.
    func next() -> Int? {
      state.withLock { state in
        guard !state.hasFailed, state.next < state.results.count else { return nil }
        state.next += 1
        state.running += 1
        return state.next - 1
      }
    }

    func put(_ result: Result<Value, Failure>, at index: Int) {
      let isDone = state.withLock { state in
        state.results[index] = result
        state.running -= 1
        if case .failure = result { state.hasFailed = true }
        return state.isDone
      }
      if isDone { done.signal() }
    }

    func wait() { done.wait() }

    /// Items are taken in order, so that all before the first failure have a result.
    func values() throws(Failure) -> [Value] {
      var values: [Value] = []
      for result in state.withLock({ $0.results }) {
        guard let result else { break }
        values.append(try result.get())
      }
      return values
    }
  }
}
