internal import GRDB
internal import Queries
internal import TriageModel

/// The price book of a database in one transaction: takes prices and knows those that are there.
///
/// A price that gives way to one of a later import stays in the table, out of force, until that import is taken back.
final class PriceTable {
  private struct Overlap: Hashable {
    var importID: Int64
    var other: Int64
    var fate: String
  }

  private let db: Database
  private let path: String
  /// Whether other prices are in force than before.
  private(set) var hasChanged = false
  private var overlaps: [Overlap: Int64] = [:]

  init(db: Database, path: String) {
    self.db = db
    self.path = path
  }

  func insert(
    _ row: PriceRow, importID: Int64, onConflict: ConflictPolicy
  ) throws -> ImportTransaction.PriceFate {
    guard let found = try find(row) else {
      try checkBeforeChange()
      try store(row, importID: importID)
      return .new
    }
    let holder: Int64 = try found.value("import_id")
    if try Self.isSame(row, found) {
      countOverlap(importID, holder, "repeated")
      return .repeated
    }
    guard onConflict == .replace else {
      if onConflict == .keep { countOverlap(importID, holder, "kept") }
      return .conflict
    }
    try checkBeforeChange()
    if holder == importID {
      try db.execute(sql: "DELETE FROM prices WHERE id = ?", arguments: [try found.value("id") as Int64])
    } else {
      countOverlap(importID, holder, "replaced")
      try db.execute(
        sql: "UPDATE prices SET replaced_by = ? WHERE id = ?", arguments: [importID, try found.value("id") as Int64])
    }
    try store(row, importID: importID)
    return .replaced
  }

  /// Keeps what came of the prices that were taken: overlaps, and control totals where the book has changed.
  func flush() throws {
    let overlap = try SQLStatement(db, Query.writeCountOverlap.sql)
    let order = overlaps.sorted {
      ($0.key.importID, $0.key.other, $0.key.fate) < ($1.key.importID, $1.key.other, $1.key.fate)
    }
    for (found, rows) in order {
      overlap.bind(found.importID, at: 1)
      overlap.bind(found.other, at: 2)
      overlap.bind(found.fate, at: 3)
      overlap.bind(rows, at: 4)
      try overlap.run()
    }
    overlaps = [:]
    if hasChanged { try PriceTotals(db: db, path: path).keep() }
  }

  private func find(_ row: PriceRow) throws -> Row? {
    try Row.fetchOne(
      db, sql: Query.writeFindPrice.sql,
      arguments: [
        row.model, row.provider ?? "", row.tierStart, Int64(row.mode.rawValue), row.effectiveFrom.nanosSinceEpoch,
      ])
  }

  private static func isSame(_ row: PriceRow, _ found: Row) throws -> Bool {
    try found.value("input_picos") as Int64? == row.inputPicos
      && found.value("cached_picos") as Int64? == row.cachedPicos
      && found.value("cache_write_picos") as Int64? == row.cacheWritePicos
      && found.value("long_write_picos") as Int64? == row.longWritePicos
      && found.value("output_picos") as Int64? == row.outputPicos
      && found.value("reasoning_picos") as Int64? == row.reasoningPicos
      && found.value("effective_to_ns") as Int64? == row.effectiveTo?.nanosSinceEpoch
  }

  /// A price that was changed from outside would count as stored once new totals are kept.
  private func checkBeforeChange() throws {
    if !hasChanged {
      try PriceTotals(db: db, path: path).check()
      try PriceTotals(db: db, path: path).checkIndex()
    }
    hasChanged = true
  }

  private func store(_ row: PriceRow, importID: Int64) throws {
    try db.execute(
      sql: Query.writeInsertPrice.sql,
      arguments: [
        importID, row.provider, row.model, row.tierStart, Int64(row.mode.rawValue), row.effectiveFrom.nanosSinceEpoch,
        row.effectiveTo?.nanosSinceEpoch, row.inputPicos, row.cachedPicos, row.cacheWritePicos, row.longWritePicos,
        row.outputPicos, row.reasoningPicos, row.source, row.catalogue, row.checkedOn,
      ])
  }

  /// A row that an earlier import holds rests on that import; rows of one import do not rest on each other.
  private func countOverlap(_ importID: Int64, _ other: Int64, _ fate: String) {
    guard importID != other else { return }
    overlaps[Overlap(importID: importID, other: other, fate: fate), default: 0] += 1
  }
}
