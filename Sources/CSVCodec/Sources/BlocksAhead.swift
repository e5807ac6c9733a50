internal import Dispatch
internal import Synchronization

/// Blocks that one thread fills, some of them ahead, and another one uses up and gives back, in order.
final class BlocksAhead<Block: Sendable>: Sendable {
  private let filled = DispatchSemaphore(value: 0)
  // Starts at 0: a semaphore that ends below its first value traps.
  private let free = DispatchSemaphore(value: 0)
  private let finished = DispatchSemaphore(value: 0)
  private let isCancelled = Atomic<Bool>(false)
  private let blocks: Mutex<Blocks>

  private struct Blocks: Sendable {
    var spare: [Block]
    var ready: [Block] = []
  }

  init(_ blocks: [Block]) {
    self.blocks = Mutex(Blocks(spare: blocks))
    for _ in blocks { free.signal() }
  }

  /// Begins to fill blocks on a thread of its own, until `fill` says that one was the last. To be called once.
  func start(_ label: String, fill: @escaping @Sendable (inout Block) -> Bool) {
    DispatchQueue(label: label).async {
      defer { self.finished.signal() }
      while true {
        self.free.wait()
        guard !self.isCancelled.load(ordering: .acquiring), var block = self.blocks.withLock({ $0.spare.popLast() })
        else { return }
        let isLast = fill(&block)
        self.blocks.withLock { $0.ready.append(block) }
        self.filled.signal()
        if isLast { return }
      }
    }
  }

  /// The next filled block; not to be called behind the last one.
  func next() -> Block {
    filled.wait()
    return blocks.withLock { $0.ready.removeFirst() }
  }

  /// Gives back a block that was used.
  func giveBack(_ block: Block) {
    blocks.withLock { $0.spare.append(block) }
    free.signal()
  }

  /// Ends the thread, whatever it has done so far.
  ///
  /// - Returns: all blocks that were not taken, or given back.
  @discardableResult
  func stop() -> [Block] {
    isCancelled.store(true, ordering: .releasing)
    free.signal()
    finished.wait()
    return blocks.withLock { $0.spare + $0.ready }
  }
}
