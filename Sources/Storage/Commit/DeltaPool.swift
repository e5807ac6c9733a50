internal import Synchronization

/// A rollup delta and a price list for each thread that works on a commit.
final class DeltaPool: Sendable {
  private let free: Mutex<[Entry]>
  private let pricing: Pricing

  private struct Entry: Sendable {
    var delta: RollupDelta
    var pricing: Pricing
  }

  init(pricing: Pricing) {
    self.pricing = pricing
    free = Mutex([])
  }

  /// Lends a delta that no other thread has.
  func withDelta<Result>(_ body: (inout (RollupDelta, Pricing)) throws -> Result) rethrows -> Result {
    let entry = free.withLock { $0.popLast() } ?? Entry(delta: RollupDelta(), pricing: pricing)
    var pair = (entry.delta, entry.pricing)
    let result = try body(&pair)
    let back = Entry(delta: pair.0, pricing: pair.1)
    free.withLock { $0.append(back) }
    return result
  }

  /// All that was added, once the work is done.
  func total() throws(StorageError) -> RollupDelta {
    let entries = free.withLock { list in
      let all = list
      list = []
      return all
    }
    var total = RollupDelta()
    for entry in entries { try total.merge(entry.delta) }
    total.flush()
    return total
  }
}
