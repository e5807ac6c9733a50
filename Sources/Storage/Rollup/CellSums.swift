/// Sums by key in an open hash table, whose keys say themselves where they belong.
///
/// A dictionary spends more on hashing a key of eight small numbers than the addition costs.
struct CellSums<Key: CellKey, Sum> {
  private var keys: [Key] = []
  private var sums: [Sum] = []
  /// Positions in `keys`, −1 = free.
  private var slots = [Int32](repeating: -1, count: 64)

  var isEmpty: Bool { keys.isEmpty }

  /// Position of a key's sum, which begins as `start`.
  @inline(__always)
  mutating func place(_ key: Key, start: @autoclosure () -> Sum) -> Int {
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: key.mixed) & mask
    while slots[slot] >= 0 {
      let place = Int(slots[slot])
      if keys[place] == key { return place }
      slot = (slot &+ 1) & mask
    }
    return insert(key, start(), slot)
  }

  @inline(never)
  private mutating func insert(_ key: Key, _ sum: Sum, _ slot: Int) -> Int {
    keys.append(key)
    sums.append(sum)
    slots[slot] = Int32(truncatingIfNeeded: keys.count - 1)
    if keys.count * 2 > slots.count { grow() }
    return keys.count - 1
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (place, key) in keys.enumerated() {
      var slot = Int(truncatingIfNeeded: key.mixed) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(truncatingIfNeeded: place)
    }
  }

  /// The sum at a position that `place` gave.
  @inline(__always)
  subscript(place: Int) -> Sum {
    get { sums[place] }
    _modify { yield &sums[place] }
  }

  /// All keys with their sums, in the order in which they came first.
  var all: Zip2Sequence<[Key], [Sum]> { zip(keys, sums) }
}

/// A key that mixes itself into one word.
protocol CellKey: Equatable {
  var mixed: UInt64 { get }
}
