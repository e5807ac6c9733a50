import Importer
import Testing
import TriageModel

@testable import Storage

@Suite("The price book has control totals, like all other rows")
struct PriceTotalsTests {
  private let header =
    "model,provider,effective_from,effective_to,input_usd_per_mtok,cached_input_usd_per_mtok,output_usd_per_mtok,source\n"
  private let big = "big,acme,2026-07-01T00:00:00Z,,3,,15,list\n"
  private let dearer = "big,acme,2026-07-01T00:00:00Z,,4,0.4,20,list\n"
  private let small = "small,,2026-07-01T00:00:00Z,2026-10-01T00:00:00Z,1,0.1,5,\n"

  /// A change of each column, two changes of equal and opposite amount, and rows in each other's place.
  private static let changes = [
    "provider = NULL WHERE id = 1", "provider = '' WHERE id = 2", "model = 'bigger' WHERE id = 1",
    "tier_start = 1 WHERE id = 1", "mode = 1 WHERE id = 2", "effective_from_ns = effective_from_ns + 1 WHERE id = 1",
    "effective_to_ns = NULL WHERE id = 2", "input_picos = input_picos + 1 WHERE id = 2",
    "cached_picos = 0 WHERE id = 1", "cache_write_picos = 1", "long_write_picos = 0",
    "output_picos = output_picos - 1 WHERE id = 1", "reasoning_picos = 0 WHERE id = 2", "source = '' WHERE id = 2",
    "source = NULL WHERE id = 1", "catalogue = 'litellm'", "checked_on = '2026-07-01' WHERE id = 2",
    "input_picos = 4000000 - input_picos", "id = 3 WHERE id = 1",
  ]

  @Test("One price that was changed from outside is refused by name, in a report and in a check", arguments: changes)
  func changed(change: String) throws {
    let book = try LoadedPriceBook()
    try book.load("p.csv", header + big + small)
    try book.check()
    try book.change("UPDATE prices SET \(change)")
    let refusal = StorageError.controlTotal(
      path: book.database.path, check: "of import 1", detail: "a price is not as it was stored")
    #expect(throws: refusal) { try book.database.runChecks() }
    #expect(throws: refusal) { try PendingChecks(path: book.database.path).finish() }
    // A later book would make the changed price a stored one.
    #expect(throws: refusal) { try book.load("q.csv", header + big.replacing("big", with: "other")) }
  }

  @Test("A price that is gone, one that is moved to another import, and a total that is gone are refused by name")
  func gone() throws {
    for (change, id, expected, found) in [
      ("DELETE FROM prices WHERE id = 1", 1, 1, 0), ("DELETE FROM price_totals WHERE import_id = 2", 2, 0, 1),
      ("UPDATE prices SET import_id = 1 WHERE id = 2", 1, 1, 2),
    ] {
      let book = try LoadedPriceBook()
      try book.load("p.csv", header + big)
      try book.load("q.csv", header + small)
      try book.check()
      try book.change(change)
      #expect(
        throws: StorageError.controlTotal(
          path: book.database.path, check: "of import \(id)",
          detail: "price rows: expected \(expected), found \(found)")
      ) { try book.database.runChecks() }
    }
  }

  @Test("Totals tie after a repeated book, after prices that take the place of others, and after each is taken back")
  func laterImports() throws {
    let book = try LoadedPriceBook()
    let first = try book.load("p.csv", header + big + small)
    let again = try book.load("again.csv", header + small + big)
    try book.check()
    let second = try book.load("q.csv", header + dearer, onConflict: .replace)
    try book.check()
    #expect(try book.inputs == ["big 4", "small 1"])
    try book.database.undo(importID: second)
    try book.check()
    #expect(try book.inputs == ["big 3", "small 1"])
    try book.database.undo(importID: again)
    try book.database.undo(importID: first)
    try book.check()
    #expect(try book.inputs == [])
  }

  @Test("A price that gave way is covered as well: changed from outside, it is not put in force again")
  func replaced() throws {
    for change in ["input_picos = input_picos + 1 WHERE id = 1", "replaced_by = 3 WHERE id = 1"] {
      let book = try LoadedPriceBook()
      try book.load("p.csv", header + big + small)
      let second = try book.load("q.csv", header + dearer, onConflict: .replace)
      let third = try book.load("r.csv", header + big.replacing("big", with: "other"))
      try book.check()
      try book.change("UPDATE prices SET \(change)")
      let refusal = StorageError.controlTotal(
        path: book.database.path, check: "of import 1", detail: "a price is not as it was stored")
      #expect(throws: refusal) { try book.database.runChecks() }
      #expect(throws: refusal) { try book.database.undo(importID: change.hasPrefix("input") ? second : third) }
      #expect(try book.inputs == ["big 4", "other 3", "small 1"])
    }
  }

  @Test("Totals tie after two books of one run, the later of which takes the place of the earlier")
  func oneRun() throws {
    let book = try LoadedPriceBook()
    var options = ImportOptions()
    options.onConflict = .replace
    let files = try [("p.csv", big + small), ("q.csv", dearer)].map { name, rows in
      ImportFile(path: try book.workspace.write(name, header + rows))
    }
    _ = try Importer(toolVersion: "test", options: options).run(files, into: book.database)
    try book.check()
    #expect(try book.inputs == ["big 4", "small 1"])
  }
}
