/// Gives the keys that it is asked for their numbers: 0 for the first one, 1 for the next new one, and so on.
///
/// An open table, so that a row costs no hash of the standard library.
struct NumberTable<Key: Equatable> {
  private(set) var keys: [Key] = []
  /// A key's number and one; 0 = the slot is free.
  private var slots: [UInt32] = []
  private var hashes: [UInt64] = []

  /// The number of a key, which is new where it equals the count of keys before.
  ///
  /// - Parameter hash: the same for equal keys.
  @inline(__always)
  mutating func number(of key: Key, hash: UInt64) -> Int {
    if keys.count * 2 >= slots.count { grow() }
    let slot = slot(of: key, hash)
    if slots[slot] == 0 {
      keys.append(key)
      hashes.append(hash)
      slots[slot] = UInt32(truncatingIfNeeded: keys.count)
    }
    return Int(slots[slot]) - 1
  }

  @inline(__always)
  private func slot(of key: Key, _ hash: UInt64) -> Int {
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0, keys[Int(slots[slot]) - 1] != key { slot = (slot &+ 1) & mask }
    return slot
  }

  @inline(never)
  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: max(1024, slots.count * 2))
    let mask = slots.count - 1
    for (number, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(truncatingIfNeeded: number + 1)
    }
  }
}
