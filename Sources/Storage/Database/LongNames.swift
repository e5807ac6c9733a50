/// An open hash table from long names to numbers. The names lie in one run of bytes.
struct LongNames {
  private struct Slot {
    /// 0 = the slot is free.
    var hash: UInt64 = 0
    var start = 0
    var count = 0
    var id: Int32 = 0
  }

  private var slots = [Slot](repeating: Slot(), count: 64)
  private var used = 0
  private var texts: [UInt8] = []
  /// Another one in each run, so that nobody can make names that collide.
  private let hash = ByteHash(seed: UInt64.random(in: 1...UInt64.max))

  func find(_ bytes: UnsafeRawBufferPointer) -> Int32? {
    let wanted = hash.hash(bytes)
    var index = place(wanted)
    while slots[index].hash != 0 {
      let slot = slots[index]
      if slot.hash == wanted, slot.count == bytes.count, isEqual(slot, bytes) { return slot.id }
      index = (index + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds a name that is not there yet.
  mutating func insert(_ bytes: UnsafeRawBufferPointer, id: Int32) {
    if used * 2 >= slots.count { grow() }
    put(Slot(hash: hash.hash(bytes), start: texts.count, count: bytes.count, id: id))
    texts.append(contentsOf: bytes)
    used += 1
  }

  private func isEqual(_ slot: Slot, _ bytes: UnsafeRawBufferPointer) -> Bool {
    texts.withUnsafeBytes { texts in
      Bytes.areEqual(UnsafeRawBufferPointer(rebasing: texts[slot.start..<slot.start + slot.count]), bytes)
    }
  }

  private func place(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) & (slots.count - 1) }

  private mutating func put(_ slot: Slot) {
    var index = place(slot.hash)
    while slots[index].hash != 0 { index = (index + 1) & (slots.count - 1) }
    slots[index] = slot
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    for slot in old where slot.hash != 0 { put(slot) }
  }
}
