/// Reads a source on a thread of its own, some blocks ahead, so that reading, hashing and unpacking overlap with what
/// the caller does with the bytes.
///
/// The source belongs to the thread until its end was reached or this object is gone.
public final class ReadAheadSource: ByteSource {
  /// Small enough that a block is still near the processor when its bytes are hashed.
  private static let blockBytes = 1 << 19
  private static let blocks = 3

  private struct Block: @unchecked Sendable {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: ReadAheadSource.blockBytes, alignment: 16)
    /// 0 = the source has ended.
    var count = 0
    /// Why the source could not be read.
    var failure: ByteSourceError?
  }

  /// Belongs to the thread that reads.
  private final class Reader: @unchecked Sendable {
    private var source: any ByteSource

    init(_ source: any ByteSource) { self.source = source }

    /// - Returns: whether it was the last block.
    func fill(_ block: inout Block) -> Bool {
      do throws(ByteSourceError) {
        block.count = try source.read(into: block.memory)
      } catch {
        (block.count, block.failure) = (0, error)
      }
      return block.count == 0
    }
  }

  private let ahead = BlocksAhead((0..<ReadAheadSource.blocks).map { _ in Block() })
  private var current: Block?
  private var offset = 0
  private var ended = false

  public init(_ source: any ByteSource) {
    let reader = Reader(source)
    ahead.start("triage.read-ahead") { reader.fill(&$0) }
  }

  deinit {
    current?.memory.deallocate()
    for block in ahead.stop() { block.memory.deallocate() }
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(ByteSourceError) -> Int {
    guard !ended, buffer.count > 0 else { return 0 }
    if current == nil {
      let block = ahead.next()
      if block.count == 0 {
        ended = true
        ahead.giveBack(block)
        if let failure = block.failure { throw failure }
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
      ahead.giveBack(block)
      current = nil
    }
    return count
  }
}
