internal import Dispatch
internal import Synchronization

/// Reads a source on a thread of its own, some blocks ahead, so that reading, hashing and unpacking overlap with what
/// the caller does with the bytes.
///
/// The source belongs to the thread until its end was reached or this object is gone.
public final class ReadAheadSource: ByteSource {
  private static let blockBytes = 1 << 20
  private static let blocks = 3

  private struct Block: @unchecked Sendable {
    let memory: UnsafeMutableRawBufferPointer
    var count = 0
  }

  /// What the two threads share.
  private final class Shared: @unchecked Sendable {
    let filled = DispatchSemaphore(value: 0)
    // Starts at 0: a semaphore that ends below its first value traps.
    let free = DispatchSemaphore(value: 0)
    let finished = DispatchSemaphore(value: 0)
    let results = Mutex<[Result<Block, ByteSourceError>]>([])
    let spare = Mutex<[Block]>([])
    let isCancelled = Atomic<Bool>(false)
    var source: any ByteSource

    init(_ source: any ByteSource) {
      self.source = source
      spare.withLock { list in
        for _ in 0..<ReadAheadSource.blocks {
          list.append(Block(memory: .allocate(byteCount: ReadAheadSource.blockBytes, alignment: 16)))
        }
      }
      for _ in 0..<ReadAheadSource.blocks { free.signal() }
    }

    /// Runs on the reading thread.
    func readAll() {
      defer { finished.signal() }
      while true {
        free.wait()
        guard !isCancelled.load(ordering: .acquiring), var block = spare.withLock({ $0.popLast() }) else { return }
        let result: Result<Block, ByteSourceError>
        do throws(ByteSourceError) {
          block.count = try source.read(into: block.memory)
          result = .success(block)
        } catch {
          spare.withLock { $0.append(block) }
          result = .failure(error)
        }
        results.withLock { $0.append(result) }
        filled.signal()
        if case .success(let block) = result, block.count > 0 { continue }
        return
      }
    }
  }

  private let shared: Shared
  private var current: Block?
  private var offset = 0
  private var ended = false

  public init(_ source: any ByteSource) {
    shared = Shared(source)
    let shared = shared
    DispatchQueue(label: "triage.read-ahead").async { shared.readAll() }
  }

  deinit {
    shared.isCancelled.store(true, ordering: .releasing)
    shared.free.signal()
    shared.finished.wait()
    current?.memory.deallocate()
    for block in shared.spare.withLock({ $0 }) { block.memory.deallocate() }
    for case .success(let block) in shared.results.withLock({ $0 }) { block.memory.deallocate() }
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(ByteSourceError) -> Int {
    guard !ended, buffer.count > 0 else { return 0 }
    if current == nil {
      shared.filled.wait()
      let block = try shared.results.withLock { $0.removeFirst() }.get()
      if block.count == 0 {
        ended = true
        shared.spare.withLock { $0.append(block) }
        return 0
      }
      current = block
      offset = 0
    }
    guard let block = current else { return 0 }
    let count = min(buffer.count, block.count - offset)
    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: block.memory[offset..<offset + count]))
    offset += count
    if offset == block.count {
      shared.spare.withLock { $0.append(block) }
      current = nil
      shared.free.signal()
    }
    return count
  }
}
