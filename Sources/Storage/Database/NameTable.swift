internal import GRDB

/// Interns names for one transaction: each is stored once per kind and referred to by its number.
final class NameTable {
  enum Kind: String {
    case worker, department, category, provider, model, tool, status
  }

  private var known: [Kind: [String: Int64]] = [:]

  init(db: Database) throws {
    let rows = try Row.fetchCursor(db, sql: "SELECT id, kind, name FROM names")
    while let row = try rows.next() {
      guard let kind = Kind(rawValue: row["kind"]) else { continue }
      known[kind, default: [:]][row["name"]] = row["id"]
    }
  }

  /// The number of a name, given out when the name is new; nil for blank.
  func id(_ kind: Kind, _ name: String?, _ db: Database) throws -> Int64? {
    guard let name else { return nil }
    if let id = known[kind]?[name] { return id }
    try db.execute(sql: "INSERT INTO names (kind, name) VALUES (?, ?)", arguments: [kind.rawValue, name])
    let id = db.lastInsertedRowID
    known[kind, default: [:]][name] = id
    return id
  }
}
