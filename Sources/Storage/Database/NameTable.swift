internal import GRDB

/// Interns names for one transaction: each is stored once per kind and referred to by its number.
public final class NameTable {
  public enum Kind: String, Sendable, CaseIterable {
    case worker, department, category, provider, model, tool
  }

  private let db: Database
  private var tables: [Table]
  /// Texts as files have them → texts as they are stored, for workers.
  private let storedWorker: ((UnsafeRawBufferPointer) -> String)?

  /// - Parameter storedWorker: the keyed hash of a worker id; nil = ids are stored as they are.
  init(db: Database, storedWorker: ((UnsafeRawBufferPointer) -> String)?) throws {
    self.db = db
    self.storedWorker = storedWorker
    tables = Kind.allCases.map { _ in Table() }
    let rows = try Row.fetchCursor(db, sql: "SELECT id, kind, name FROM names")
    while let row = try rows.next() {
      guard let kind = Kind(rawValue: row["kind"]), let place = Kind.allCases.firstIndex(of: kind) else { continue }
      if kind == .worker, storedWorker != nil { continue }
      var name: String = row["name"]
      let id: Int32 = row["id"]
      name.withUTF8 { tables[place].insert(UnsafeRawBufferPointer($0), id: id) }
    }
  }

  /// The number of a name, given out when the name is new; 0 for blank.
  public func id(_ kind: Kind, _ bytes: UnsafeRawBufferPointer) throws -> Int32 {
    guard bytes.count > 0 else { return 0 }
    let place = Self.place(kind)
    if let id = tables[place].find(bytes) { return id }
    let text = String(decoding: bytes, as: UTF8.self)
    let name = kind == .worker ? storedWorker?(bytes) ?? text : text
    let id = try stored(kind, name)
    tables[place].insert(bytes, id: id)
    return id
  }

  /// The number of a name.
  public func id(_ kind: Kind, _ name: String?) throws -> Int32 {
    guard var name else { return 0 }
    return try name.withUTF8 { try id(kind, UnsafeRawBufferPointer($0)) }
  }

  @inline(__always)
  private static func place(_ kind: Kind) -> Int {
    switch kind {
    case .worker: 0
    case .department: 1
    case .category: 2
    case .provider: 3
    case .model: 4
    case .tool: 5
    }
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

  /// An open hash table from bytes to numbers, with the last hit in front.
  private struct Table {
    private struct Slot {
      var hash: UInt64 = 0
      var place = TextPlace()
      var id: Int32 = 0
    }

    private var arena = StoredTexts()
    private var slots = [Slot](repeating: Slot(), count: 64)
    private var count = 0
    private var last = Slot()
    private static let hash = ByteHash(seed: 11)

    mutating func find(_ bytes: UnsafeRawBufferPointer) -> Int32? {
      let hash = Self.hash.hash(bytes)
      if last.hash == hash, arena.isEqual(last.place, bytes) { return last.id }
      var index = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[index].hash != 0 {
        if slots[index].hash == hash, arena.isEqual(slots[index].place, bytes) {
          last = slots[index]
          return slots[index].id
        }
        index = (index + 1) & (slots.count - 1)
      }
      return nil
    }

    mutating func insert(_ bytes: UnsafeRawBufferPointer, id: Int32) {
      if count * 2 >= slots.count { grow() }
      put(Slot(hash: Self.hash.hash(bytes), place: arena.append(bytes), id: id))
      count += 1
    }

    private mutating func put(_ slot: Slot) {
      var index = Int(truncatingIfNeeded: slot.hash) & (slots.count - 1)
      while slots[index].hash != 0 { index = (index + 1) & (slots.count - 1) }
      slots[index] = slot
    }

    private mutating func grow() {
      let old = slots
      slots = [Slot](repeating: Slot(), count: old.count * 2)
      for slot in old where slot.hash != 0 { put(slot) }
    }
  }

  /// The texts of a table.
  private final class StoredTexts {
    private var buffer = ByteBuffer()

    func append(_ bytes: UnsafeRawBufferPointer) -> TextPlace {
      let place = TextPlace(start: buffer.count, count: bytes.count)
      buffer.append(bytes)
      return place
    }

    func isEqual(_ place: TextPlace, _ bytes: UnsafeRawBufferPointer) -> Bool {
      let text = buffer.text(place)
      return text.count == bytes.count && Bytes.areEqual(text, bytes)
    }
  }
}
