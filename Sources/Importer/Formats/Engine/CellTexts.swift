/// Remembers what was made of the cells that were seen, up to a limit.
///
/// Owns the texts: what it gave out holds as long as it lives.
final class CellTexts {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  private static let limit = 10_000
  private static let cellBytes = 256
  private static let slotCount = 1 << 15

  private let arena = TextArena()
  private var known: [(cell: Bytes, text: Bytes)] = []
  /// Number of a known cell and one; 0 = the slot is free. Made with the first cell.
  private var slots: [UInt16] = []

  /// What was made of a cell; nil where it is not known.
  func text(of cell: Bytes) -> Bytes? {
    guard !slots.isEmpty else { return nil }
    var place = Self.place(cell)
    while slots[place] != 0 {
      let found = known[Int(slots[place]) - 1]
      if Self.areEqual(found.cell, cell) { return found.text }
      place = (place + 1) & (Self.slotCount - 1)
    }
    return nil
  }

  /// Remembers a cell that is not known.
  func remember(_ cell: Bytes, _ text: Bytes) {
    guard known.count < Self.limit, cell.count <= Self.cellBytes, text.count <= Self.cellBytes else { return }
    if slots.isEmpty { slots = [UInt16](repeating: 0, count: Self.slotCount) }
    known.append((copy(cell), copy(text)))
    var place = Self.place(cell)
    while slots[place] != 0 { place = (place + 1) & (Self.slotCount - 1) }
    slots[place] = UInt16(known.count)
  }

  private func copy(_ bytes: Bytes) -> Bytes {
    arena.begin(limit: bytes.count)
    arena.append(bytes)
    return arena.end()
  }

  private static func place(_ cell: Bytes) -> Int {
    var state: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in cell { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return Int(truncatingIfNeeded: state ^ state >> 32) & (slotCount - 1)
  }

  private static func areEqual(_ left: Bytes, _ right: Bytes) -> Bool {
    guard left.count == right.count else { return false }
    guard let first = left.baseAddress, let second = right.baseAddress else { return true }
    return ByteSearch.areEqual(first, second, count: left.count)
  }
}
