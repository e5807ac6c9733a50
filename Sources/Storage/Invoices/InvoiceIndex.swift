/// Recognises the bill lines that are there already by two hashes of their key, as requests are.
///
/// Entries lie in one list, their numbers in an open hash table: some forty bytes for a line.
struct InvoiceIndex {
  struct Entry {
    /// Hash of the key.
    var key: UInt64
    /// Hash of the rest of the line.
    var body: UInt64
    /// A second hash of the key: only keys that agree in both are one.
    var check: UInt32
    var importID: Int32
    /// Where the line lies: the segment by its place in the order in which they came, and its row there.
    var segment: Int32
    var row: Int32
  }

  private(set) var entries: ContiguousArray<Entry> = []
  /// Number of an entry and one; 0 = the slot is free.
  private var slots: ContiguousArray<UInt32> = ContiguousArray(repeating: 0, count: 1 << 10)

  /// The number of the entry of a key; nil where there is none.
  @inline(__always)
  func find(_ key: UInt64, _ check: UInt32) -> Int? {
    let mask = slots.count &- 1
    var place = Int(truncatingIfNeeded: key) & mask
    while slots[place] != 0 {
      let number = Int(slots[place]) &- 1
      if entries[number].key == key, entries[number].check == check { return number }
      place = (place &+ 1) & mask
    }
    return nil
  }

  /// Takes the entry of a key that has none.
  mutating func insert(_ entry: Entry) {
    if entries.count * 4 >= slots.count * 3 { grow() }
    entries.append(entry)
    put(entry.key, UInt32(truncatingIfNeeded: entries.count))
  }

  mutating func replace(_ number: Int, with entry: Entry) { entries[number] = entry }

  private mutating func put(_ key: UInt64, _ number: UInt32) {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: key) & mask
    while slots[place] != 0 { place = (place + 1) & mask }
    slots[place] = number
  }

  private mutating func grow() {
    slots = ContiguousArray(repeating: 0, count: slots.count * 2)
    for (number, entry) in entries.enumerated() { put(entry.key, UInt32(truncatingIfNeeded: number + 1)) }
  }
}
