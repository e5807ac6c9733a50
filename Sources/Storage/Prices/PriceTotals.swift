internal import GRDB
internal import Queries

/// The control totals of the price book: of each import the number of its rows, and a checksum over all their fields in
/// the order in which they were stored, so that no two changes cancel.
struct PriceTotals {
  let db: Database
  let path: String

  private struct Total: Equatable {
    var rows: Int64 = 0
    var checksum: UInt64 = 0
  }

  /// Derives the totals from the stored prices and compares them with those that were kept.
  ///
  /// - Throws: `StorageError.controlTotal` for the first import that differs.
  func check() throws {
    let (found, expected) = (try derived(), try kept())
    for id in Set(found.keys).union(expected.keys).sorted() where found[id] != expected[id] {
      let (found, expected) = (found[id]?.rows ?? 0, expected[id]?.rows ?? 0)
      throw StorageError.controlTotal(
        path: path, check: "of import \(id)",
        detail: found == expected
          ? "a price is not as it was stored" : "price rows: expected \(expected), found \(found)")
    }
  }

  /// Compares the index that finds a price with the prices: reports do without it, imports do not.
  ///
  /// - Throws: `StorageError.damaged` where it says something else.
  func checkIndex() throws {
    guard try String.fetchOne(db, sql: "PRAGMA integrity_check('prices')") == "ok" else {
      throw StorageError.damaged(path: path, detail: "the index of the prices is not that of the prices")
    }
  }

  /// Keeps the totals of the prices as they are.
  ///
  /// An import that replaces prices changes those of earlier imports, too. To be called only where `check` passed
  /// before the change, as a price that was changed from outside would count as stored from then on.
  func keep() throws {
    try db.execute(sql: "DELETE FROM price_totals")
    let insert = try SQLStatement(db, Query.writeInsertPriceTotal.sql)
    for (id, total) in try derived().sorted(by: { $0.key < $1.key }) {
      insert.bind(id, at: 1)
      insert.bind(total.rows, at: 2)
      insert.bind(Int64(bitPattern: total.checksum), at: 3)
      try insert.run()
    }
  }

  /// Removes all prices of an import that is taken back, and puts those in force again that it replaced. Where there are
  /// none, prices of other imports are not looked at.
  ///
  /// - Throws: `StorageError.controlTotal` where it replaced prices, and stored ones are not as they were written.
  func takeBack(importID: Int64) throws {
    let hasReplaced = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM prices WHERE replaced_by = ?)", arguments: [importID])
    if hasReplaced == true { try check() }
    try db.execute(sql: "DELETE FROM prices WHERE import_id = ?", arguments: [importID])
    try db.execute(sql: "DELETE FROM price_totals WHERE import_id = ?", arguments: [importID])
    guard hasReplaced == true else { return }
    try db.execute(sql: "UPDATE prices SET replaced_by = NULL WHERE replaced_by = ?", arguments: [importID])
    try keep()
  }

  private func kept() throws -> [Int64: Total] {
    var totals: [Int64: Total] = [:]
    let read = try SQLStatement(db, Query.readPriceTotals.sql)
    while try read.step() {
      totals[read.int(0)] = Total(rows: read.int(1), checksum: UInt64(bitPattern: read.int(2)))
    }
    return totals
  }

  private func derived() throws -> [Int64: Total] {
    var totals: [Int64: Total] = [:]
    // Rows of one import mostly lie together.
    var (current, total): (Int64?, Total) = (nil, Total())
    let read = try SQLStatement(db, Query.readPriceFields.sql)
    while try read.step() {
      let id = read.int(0)
      if id != current {
        if let current { totals[current] = total }
        (current, total) = (id, totals[id] ?? Total())
      }
      total.rows += 1
      total.checksum = read.folded(into: total.checksum, from: 1)
    }
    if let current { totals[current] = total }
    return totals
  }
}
