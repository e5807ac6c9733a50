internal import GRDB

/// Interns names for one transaction: each is stored once per kind and referred to by its number.
public final class NameTable {
  public enum Kind: String, Sendable, CaseIterable {
    case worker, department, category, provider, model, tool
  }

  private let db: Database
  private let workers = Table()
  private let departments = Table()
  private let categories = Table()
  private let providers = Table()
  private let models = Table()
  private let tools = Table()
  /// Texts as files have them → texts as they are stored, for workers.
  private let storedWorker: ((UnsafeRawBufferPointer) -> String)?

  /// - Parameter storedWorker: the keyed hash of a worker id; nil = ids are stored as they are.
  init(db: Database, storedWorker: ((UnsafeRawBufferPointer) -> String)?) throws {
    self.db = db
    self.storedWorker = storedWorker
    let rows = try Row.fetchCursor(db, sql: "SELECT id, kind, name FROM names")
    while let row = try rows.next() {
      guard let kind = Kind(rawValue: try row.value("kind")) else { continue }
      if kind == .worker, storedWorker != nil { continue }
      var name: String = try row.value("name")
      let id: Int32 = try row.value("id")
      name.withUTF8 { table(kind).insert(UnsafeRawBufferPointer($0), id: id) }
    }
  }

  /// The number of a name, given out when the name is new; 0 for blank.
  @inline(__always)
  public func id(_ kind: Kind, _ bytes: UnsafeRawBufferPointer) throws -> Int32 {
    guard bytes.count > 0 else { return 0 }
    if let id = table(kind).find(bytes) { return id }
    return try newID(kind, bytes)
  }

  /// The number of a name.
  public func id(_ kind: Kind, _ name: String?) throws -> Int32 {
    guard var name else { return 0 }
    return try name.withUTF8 { try id(kind, UnsafeRawBufferPointer($0)) }
  }

  @inline(__always)
  private func table(_ kind: Kind) -> Table {
    switch kind {
    case .worker: workers
    case .department: departments
    case .category: categories
    case .provider: providers
    case .model: models
    case .tool: tools
    }
  }

  @inline(never)
  private func newID(_ kind: Kind, _ bytes: UnsafeRawBufferPointer) throws -> Int32 {
    let text = String(decoding: bytes, as: UTF8.self)
    let name = kind == .worker ? storedWorker?(bytes) ?? text : text
    let id = try stored(kind, name)
    table(kind).insert(bytes, id: id)
    return id
  }

  private func stored(_ kind: Kind, _ name: String) throws -> Int32 {
    let known = try Int32.fetchOne(
      db, sql: "SELECT id FROM names WHERE kind = ? AND name = ?", arguments: [kind.rawValue, name])
    if let known { return known }
    try db.execute(sql: "INSERT INTO names (kind, name) VALUES (?, ?)", arguments: [kind.rawValue, name])
    guard let id = Int32(exactly: db.lastInsertedRowID) else {
      throw StorageError.overflow(what: "the number of names")
    }
    return id
  }

  /// An open hash table from bytes to numbers. Sixteen bytes of a name lie in its slot, which settles most look-ups.
  private final class Table {
    private struct Slot {
      var first: UInt64 = 0
      var second: UInt64 = 0
      /// Length of the name; 0 = the slot is free.
      var count: UInt32 = 0
      var id: Int32 = 0
    }

    private var slots: UnsafeMutablePointer<Slot>
    private var slotCount = 64
    private var used = 0
    /// Names beyond sixteen bytes.
    private var long = LongNames()

    init() {
      slots = .allocate(capacity: slotCount)
      slots.initialize(repeating: Slot(), count: slotCount)
    }

    deinit { slots.deallocate() }

    @inline(__always)
    func find(_ bytes: UnsafeRawBufferPointer) -> Int32? {
      guard bytes.count <= 16 else { return findLong(bytes) }
      let (first, second) = Self.words(bytes)
      let (slots, slotCount) = (slots, slotCount)
      var index = Self.place(first, second, slotCount)
      while slots[index].count != 0 {
        if slots[index].first == first, slots[index].second == second, Int(slots[index].count) == bytes.count {
          return slots[index].id
        }
        index = (index &+ 1) & (slotCount &- 1)
      }
      return nil
    }

    @inline(never)
    private func findLong(_ bytes: UnsafeRawBufferPointer) -> Int32? { long.find(bytes) }

    func insert(_ bytes: UnsafeRawBufferPointer, id: Int32) {
      guard bytes.count <= 16 else {
        long.insert(bytes, id: id)
        return
      }
      if used * 2 >= slotCount { grow() }
      let (first, second) = Self.words(bytes)
      put(Slot(first: first, second: second, count: UInt32(bytes.count), id: id))
      used += 1
    }

    private func put(_ slot: Slot) {
      var index = Self.place(slot.first, slot.second, slotCount)
      while slots[index].count != 0 { index = (index + 1) & (slotCount - 1) }
      slots[index] = slot
    }

    private func grow() {
      let (old, oldCount) = (slots, slotCount)
      slotCount *= 2
      slots = .allocate(capacity: slotCount)
      slots.initialize(repeating: Slot(), count: slotCount)
      for index in 0..<oldCount where old[index].count != 0 { put(old[index]) }
      old.deallocate()
    }

    @inline(__always)
    private static func place(_ first: UInt64, _ second: UInt64, _ count: Int) -> Int {
      let product = (first ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: second ^ 0xD6E8_FEB8_6659_FD93)
      return Int(truncatingIfNeeded: product.high ^ product.low) & (count &- 1)
    }

    /// The bytes as two words, zeros behind them; 1 to 16 bytes.
    @inline(__always)
    private static func words(_ bytes: UnsafeRawBufferPointer) -> (UInt64, UInt64) {
      let count = bytes.count
      if count >= 8 {
        let first = bytes.loadUnaligned(as: UInt64.self).littleEndian
        // The last eight bytes; with the length they and the first ones settle the name.
        return (first, bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self).littleEndian)
      }
      if count >= 4 {
        let first = bytes.loadUnaligned(as: UInt32.self).littleEndian
        let second = bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self).littleEndian
        return (UInt64(first), UInt64(second))
      }
      return (UInt64(bytes[0]), UInt64(bytes[count / 2]) << 8 | UInt64(bytes[count - 1]))
    }
  }
}
