/// A set of row sequences, one bit each.
struct BitSet: Sendable {
  private var words: [UInt64] = []
  private(set) var isEmpty = true

  mutating func insert(_ element: UInt32) {
    let word = Int(element >> 6)
    if word >= words.count { words += [UInt64](repeating: 0, count: word + 1 - words.count + words.count / 2) }
    words[word] |= 1 << UInt64(element & 63)
    isEmpty = false
  }

  mutating func remove(_ element: UInt32) {
    let word = Int(element >> 6)
    if word < words.count { words[word] &= ~(1 << UInt64(element & 63)) }
  }

  @inline(__always)
  func contains(_ element: UInt32) -> Bool {
    let word = Int(element >> 6)
    return word < words.count && words[word] >> UInt64(element & 63) & 1 == 1
  }
}
