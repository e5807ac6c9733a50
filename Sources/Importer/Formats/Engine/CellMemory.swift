/// Memory for the cells of one row, so that a row can be handed on without copying them.
///
/// Owns its memory; slots are given out by `CellRow` alone, which reserves each of them first.
final class CellMemory {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  private(set) var cells: UnsafeMutablePointer<Bytes>
  private var capacity = 64

  init() {
    cells = .allocate(capacity: capacity)
    cells.initialize(repeating: Bytes(start: nil, count: 0), count: capacity)
  }

  deinit { cells.deallocate() }

  /// Makes room for so many cells.
  func reserve(_ count: Int) {
    guard count > capacity else { return }
    let larger = UnsafeMutablePointer<Bytes>.allocate(capacity: capacity * 2)
    larger.initialize(repeating: Bytes(start: nil, count: 0), count: capacity * 2)
    cells.deallocate()
    cells = larger
    capacity *= 2
  }
}
