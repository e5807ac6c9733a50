/// A row's key, and then those of the rows above it as far as links lead: none is looked up before it is asked for.
struct KeysAbove: Sequence, IteratorProtocol {
  private let links: [UInt64: UInt64]
  private let first: UInt64
  private var last: UInt64?
  private var left: Int

  /// - Parameters:
  ///   - links: what stands above each key; they can lead back to where they began.
  ///   - limit: of keys, the first one included.
  init(from key: UInt64, _ links: [UInt64: UInt64], limit: Int) {
    self.links = links
    first = key
    left = limit
  }

  @inline(__always)
  mutating func next() -> UInt64? {
    guard left > 0 else { return nil }
    left -= 1
    guard let below = last else {
      last = first
      return first
    }
    guard let above = links[below] else {
      left = 0
      return nil
    }
    last = above
    return above
  }
}
