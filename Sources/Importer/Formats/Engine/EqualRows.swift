internal import Storage
internal import TriageModel

/// Tells apart the rows of a file that have one key: each is the first, the second, … of its key.
///
/// The same rows in another file have the same places, so that they are known again.
struct EqualRows {
  /// Hashes of all keys in an open table; 0 = the slot is free.
  private var slots: [UInt64] = []
  private var used = 0
  /// How many rows the keys have that came more than once, by the hash.
  private var counts: [UInt64: Int64] = [:]
  /// Another one in every run, so that nobody can make keys that collide.
  private let hash = ByteHash(seed: UInt64.random(in: UInt64.min...UInt64.max))
  /// Rows that are not the first of their key.
  private(set) var repeatedRows: Int64 = 0

  /// The place of a row among those of its key, from 1.
  mutating func place(of key: UnsafeBufferPointer<UInt8>) -> Int64 {
    place(ofHash: hash.hash(UnsafeRawBufferPointer(key)))
  }

  /// The place of a row among those whose key has the same hash, which is not 0, from 1.
  mutating func place(ofHash hash: UInt64) -> Int64 {
    if used * 4 >= slots.count * 3 { grow() }
    let slot = slot(of: hash)
    if slots[slot] == 0 {
      slots[slot] = hash
      used += 1
      return 1
    }
    let place = counts[hash, default: 1] + 1
    counts[hash] = place
    repeatedRows += 1
    return place
  }

  /// Where a hash is, or would be.
  @inline(__always)
  private func slot(of hash: UInt64) -> Int {
    let mask = slots.count &- 1
    var place = Int(truncatingIfNeeded: hash) & mask
    while slots[place] != 0, slots[place] != hash { place = (place &+ 1) & mask }
    return place
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: max(1024, old.count * 2))
    for hash in old where hash != 0 { slots[slot(of: hash)] = hash }
  }

  /// Says that rows count which look like one and the same; nil where there are none.
  func note(file: String) -> Diagnostic? {
    guard repeatedRows > 0 else { return nil }
    return Diagnostic(
      severity: .warning, code: "equal-rows", position: SourcePosition(file: file),
      message: "\(repeatedRows) \(repeatedRows == 1 ? "row has" : "rows have") the same key as one above "
        + "and \(repeatedRows == 1 ? "counts" : "count") beside it, as this export has no ids",
      remedy: "If the file was put together from exports that overlap, import each of them by itself.")
  }
}
