import Importer
import Testing
import TriageModel

@testable import Storage

/// A database, what is loaded into it, and what is changed from outside.
struct LoadedPriceBook {
  let workspace: Workspace
  let database: TriageDatabase

  init() throws {
    workspace = try Workspace()
    database = try workspace.database()
  }

  /// Imports a file; gives the number of the import.
  @discardableResult
  func load(_ name: String, _ text: String, onConflict: ConflictPolicy = .refuse) throws -> Int64 {
    var options = ImportOptions()
    options.onConflict = onConflict
    let file = ImportFile(path: try workspace.write(name, text))
    return try Importer(toolVersion: "test", options: options).run([file], into: database)[0].entry.id
  }

  func change(_ sql: String) throws {
    try database.write(workers: .kept) { transaction in try SQLStatement(transaction.db, sql).run() }
  }

  func check() throws {
    try database.runChecks()
    try PendingChecks(path: database.path).finish()
  }

  /// Inputs in USD per million tokens by model.
  var inputs: [String] {
    get throws { try database.prices().map { "\($0.model) \($0.inputPicos / 1_000_000)" } }
  }

  /// All prices in force or not, their control totals, what rests on what, and what usage costs.
  var state: [String] {
    get throws {
      try database.write(workers: .kept) { transaction in
        var lines: [String] = []
        for sql in [
          "SELECT json_array(id, import_id, model, effective_from_ns, input_picos, replaced_by) FROM prices ORDER BY id",
          "SELECT json_array(import_id, rows, checksum) FROM price_totals ORDER BY import_id",
          "SELECT json_array(import_id, of_import_id, fate, rows) FROM import_overlaps ORDER BY 1",
          "SELECT json_array(month, model, cost_nanos, unpriced_rows) FROM model_cells ORDER BY 1",
        ] {
          let read = try SQLStatement(transaction.db, sql)
          while try read.step() { lines.append(read.text(0) ?? "") }
        }
        return lines
      }
    }
  }
}
