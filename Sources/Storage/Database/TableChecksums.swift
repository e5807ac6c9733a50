internal import GRDB
internal import Queries

/// Checksums of all that is stored in columns of its own, and not packed, but for prices, which have `PriceTotals`.
///
/// SQLite does not notice a changed number, and few of them add up to anything that is kept elsewhere.
struct TableChecksums {
  /// What is compared.
  enum Extent: String {
    /// What a report reads.
    case read = "checksums/read/"
    /// That, and what finds rows that are there already.
    case stored = "checksums/"
  }

  let db: Database
  let path: String

  /// - Throws: `StorageError.damaged` for the first table that is not as it was written.
  func check(_ extent: Extent) throws {
    var kept: [String: Int64] = [:]
    let read = try SQLStatement(db, Query.readChecksums.sql)
    while try read.step() {
      if let name = read.text(0) { kept[name] = read.int(1) }
    }
    for query in queries(extent) where kept[name(query)] != (try checksum(query)) {
      throw StorageError.damaged(path: path, detail: "the \(name(query)) are not as they were written")
    }
  }

  /// Keeps the checksums of the tables as they are: to be called only where `check` passed before they were changed.
  func keep() throws {
    let put = try SQLStatement(db, Query.writePutChecksum.sql)
    for query in queries(.stored) {
      put.bind(name(query), at: 1)
      put.bind(try checksum(query), at: 2)
      try put.run()
    }
  }

  private func queries(_ extent: Extent) -> [Query] { Query.all.filter { $0.name.hasPrefix(extent.rawValue) } }

  /// `checksums/read/spend_cells` → `spend cells`.
  private func name(_ query: Query) -> String {
    (query.name.split(separator: "/").last ?? "").split(separator: "_").joined(separator: " ")
  }

  private func checksum(_ query: Query) throws -> Int64 {
    let read = try SQLStatement(db, query.sql)
    var state: UInt64 = 0
    while try read.step() { state = read.folded(into: state) }
    return Int64(bitPattern: state >> 1)
  }
}
