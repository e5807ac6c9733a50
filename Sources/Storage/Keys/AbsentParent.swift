internal import GRDB

/// A row of a trace that a file's rows name as the one above them and that the file does not count: it is in another file,
/// or it was passed over as the sum of rows below it.
public struct AbsentParent: Hashable, Sendable {
  /// `requestKey` of the row's id.
  public var key: UInt64
  /// What the file's rows below it come to.
  public var input: Int64
  public var output: Int64
  public var costNanos: Int64
  public var rows: Int64
  /// What else is known of them, in bits that the reader of traces gives a meaning.
  public var flags: Int64
  /// A hash of their model.
  public var model: UInt64

  public init(
    key: UInt64, input: Int64, output: Int64, costNanos: Int64, rows: Int64, flags: Int64, model: UInt64
  ) {
    self.key = key
    self.input = input
    self.output = output
    self.costNanos = costNanos
    self.rows = rows
    self.flags = flags
    self.model = model
  }

  private static let divider: Character = "/"

  fileprivate var text: String {
    let numbers = [input, output, costNanos, rows, flags].map { String($0, radix: 36) }
    let hashes = [key, model].map { String($0, radix: 36) }
    return (hashes + numbers).joined(separator: String(Self.divider))
  }

  fileprivate init?(text: Substring) {
    let parts = text.split(separator: Self.divider)
    let hashes = parts.prefix(2).compactMap { UInt64($0, radix: 36) }
    let numbers = parts.dropFirst(2).compactMap { Int64($0, radix: 36) }
    guard hashes.count == 2, numbers.count == 5 else { return nil }
    self.init(
      key: hashes[0], input: numbers[0], output: numbers[1], costNanos: numbers[2], rows: numbers[3],
      flags: numbers[4], model: hashes[1])
  }
}

/// A request in force of another import.
public struct StoredRequest: Sendable {
  public var key: UInt64
  public var record: RequestRecord
  public var requestID: String
}

extension ImportTransaction {
  /// The hash by which a request with this id is known again; ids that share one are taken for one here.
  public func requestKey(_ id: UnsafeRawBufferPointer) -> UInt64 { hash.hash(id) }

  /// What hashes ids as `requestKey` does.
  public var requestHash: ByteHash { hash }

  /// Keeps the rows that a file of traces names and does not count.
  public func record(_ parents: [AbsentParent], importID: Int64) throws {
    guard !parents.isEmpty else { return }
    try DatabaseSettings.set("parents/\(importID)", parents.map(\.text).joined(separator: " "), db)
  }

  /// What was kept so of all other imports in force, in their order.
  public func absentParents(besides importID: Int64) throws -> [(importID: Int64, parents: [AbsentParent])] {
    let rows = try Row.fetchAll(
      db,
      sql: "SELECT i.id, s.value FROM imports AS i JOIN settings AS s ON s.name = 'parents/' || i.id "
        + "WHERE i.undone = 0 AND i.id <> ? ORDER BY i.id", arguments: [importID])
    return rows.map { row in
      let text: String = row["value"]
      return (row["id"], text.split(separator: " ").compactMap(AbsentParent.init(text:)))
    }
  }

  /// The requests in force with some keys that another import brought, by time and id.
  ///
  /// Those of the same run are among them once `complete` has stored them.
  public func storedRequests(keys: Set<UInt64>, besides importID: Int64) throws -> [StoredRequest] {
    guard !keys.isEmpty else { return [] }
    let wanted = keys.sorted().map { key in
      RequestKey(key: key, check: 0, body: 0, task: 0, sequence: .max, importID: 0)
    }
    let found = try KeyStore(db: db).keys(near: wanted).filter { key in
      keys.contains(key.key) && Int64(key.importID) != importID
    }
    guard !found.isEmpty else { return [] }
    return try RowLookup(db: db, spill: rows.spill, hash: hash, parts: []).requests(found).sorted {
      ($0.record.atNanos, $0.requestID) < ($1.record.atNanos, $1.requestID)
    }
  }
}
