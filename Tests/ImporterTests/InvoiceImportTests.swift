import Foundation
import Importer
import Storage
import Testing
import TriageModel

@Suite("Bills are imported like every other file")
struct InvoiceImportTests {
  private static let header = "provider,invoice_id,period_start,period_end,model,amount_usd,kind,line\n"
  private static let lines = [
    "alpha,A-1,2026-07-01T00:00:00Z,2026-08-01T00:00:00Z,big,15.00,usage,1\n",
    "alpha,A-1,2026-07-01T00:00:00Z,2026-08-01T00:00:00Z,big,7.005,usage,2\n",
    "alpha,A-1,2026-07-01T00:00:00Z,2026-08-01T00:00:00Z,,-0.50,credit,\n",
  ]

  @Test("Lines add up exactly; rounded ones carry half a cent")
  func amounts() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    let entry = try workspace.loadBill(database, Self.header + Self.lines.joined())
    #expect(entry.kind == .invoices && entry.newRows == 3 && entry.stored.reportedCostNanos == 21_505_000_000)
    let cells = try DatabaseRollupSource(database).invoiceCells()
    #expect(cells.map(\.amountNanos) == [-500_000_000, 22_005_000_000])
    #expect(cells.map(\.roundingNanos) == [5_000_000, 5_000_000])
    #expect(cells.map(\.kind) == [.credit, .usage] && cells.map(\.model) == [nil, "big"])
    try database.runChecks()
  }

  @Test("The same lines again, in whatever order and file, change nothing")
  func repeated() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    _ = try workspace.loadBill(database, Self.header + Self.lines.joined())
    let again = try workspace.loadBill(database, Self.header + Self.lines.reversed().joined())
    #expect(again.repeatedRows == 3 && again.newRows == 0)
    #expect(try database.billedNanos() == 21_505_000_000)
    try database.runChecks()
  }

  @Test("A line that stands twice in a file counts once, and that is said")
  func twiceInAFile() throws {
    let workspace = try Workspace()
    let path = try workspace.write("invoices.csv", Self.header + Self.lines[0] + Self.lines[0])
    let outcome = try workspace.load(try workspace.database(), path)[0]
    #expect(outcome.entry.newRows == 1 && outcome.entry.repeatedRows == 1)
    let warning = try #require(outcome.notes.first { $0.code == "repeated-lines" })
    #expect(warning.message == "1 line is equal to one above and counts once with it")
    #expect(warning.remedy?.contains("\"line\"") == true)
  }

  @Test(
    "A row whose provider or invoice is a word for totals is refused, however whole it is", arguments: ["alpha", "A-1"])
  func totals(name: String) throws {
    let workspace = try Workspace()
    let line = Self.lines[0].replacingOccurrences(of: name, with: "Total")
    let error = #expect(throws: ImportError.self) {
      try workspace.loadBill(try workspace.database(), Self.header + Self.lines[1] + line)
    }
    #expect(error?.diagnostics.map(\.code) == ["totals-row"])
  }

  @Test("A dry run writes nothing")
  func dryRun() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    let entry = try workspace.loadBill(database, Self.header + Self.lines.joined()) { $0.isDryRun = true }
    #expect(entry.newRows == 3)
    #expect(try database.billedNanos() == 0)
    #expect(try database.inventory().imports.isEmpty)
  }

  @Test("Another amount for a line is refused, kept out, or takes its place")
  func conflict() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    _ = try workspace.loadBill(database, Self.header + Self.lines.joined())
    let other = Self.header + Self.lines[0].replacingOccurrences(of: "15.00", with: "16.00")
    let error = #expect(throws: ImportError.self) { try workspace.loadBill(database, other) }
    #expect(error?.diagnostics.map(\.code) == ["conflict"])
    #expect(try workspace.loadBill(database, other) { $0.onConflict = .keep }.keptRows == 1)
    #expect(try database.billedNanos() == 21_505_000_000)
    #expect(try workspace.loadBill(database, other) { $0.onConflict = .replace }.replacedRows == 1)
    #expect(try database.billedNanos() == 22_505_000_000)
    try database.runChecks()
    // The line that was there is gone, so that the import which took its place cannot be taken back alone.
    let kept = #expect(throws: StorageError.self) { try database.undo(importID: 3) }
    #expect(kept?.diagnostic.remedy?.contains("import the file of import 1 again with --on-conflict replace") == true)
    #expect(
      try workspace.loadBill(database, Self.header + Self.lines.joined()) { $0.onConflict = .replace }.replacedRows == 1
    )
    #expect(try database.billedNanos() == 21_505_000_000)
    try database.runChecks()
  }

  @Test("The provider that --set names holds for every line of a bill, also where the bill was read without it")
  func setProvider() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    _ = try workspace.loadBill(database, Self.header + Self.lines.joined())
    let named = try workspace.loadBill(database, Self.header + Self.lines.joined()) {
      $0.source.constants[.provider] = "beta"
      $0.onConflict = .replace
    }
    #expect(named.replacedRows == 3)
    #expect(try Set(DatabaseRollupSource(database).invoiceCells().map(\.provider)) == ["beta"])
    #expect(try database.billedNanos() == 21_505_000_000)
    try database.runChecks()
  }

  @Test("An import is taken back whole, but not one that another rests on")
  func undo() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    _ = try workspace.loadBill(database, Self.header + Self.lines[0])
    _ = try workspace.loadBill(database, Self.header + Self.lines.joined())
    #expect(throws: StorageError.self) { try database.undo(importID: 1) }
    try database.undo(importID: 2)
    #expect(try database.billedNanos() == 15_000_000_000)
    try database.runChecks()
    try database.undo(importID: 1)
    #expect(try database.billedNanos() == 0)
    try database.runChecks()
    #expect(try workspace.loadBill(database, Self.header + Self.lines.joined()).newRows == 3)
  }

  /// 5,000 lines of one cent and their number in nano-dollars, more than two segments, from some number on.
  private static func many(from first: Int, addedNanos: Int = 0) -> [String] {
    (first..<first + 5000).map { number in
      let day = number % 28 + 1
      let start = "2026-07-\(day < 10 ? "0" : "")\(day)"
      let nanos = String(10_000_000 + number + addedNanos)
      let amount = "0.\(String(repeating: "0", count: 9 - nanos.utf8.count))\(nanos)"
      return "alpha,A-1,\(start)T00:00:00Z,\(start)T12:00:00Z,big,\(amount),usage,\(number)\n"
    }
  }

  /// The same lines in another order.
  private static func mixed(_ lines: [String]) -> [String] { lines.indices.map { lines[$0 * 3571 % lines.count] } }

  @Test("Lines of many segments are known again in any order, replaced one by one, and taken back whole")
  func manySegments() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    #expect(try workspace.loadBill(database, Self.header + Self.many(from: 0).joined()).newRows == 5000)
    // Numbers 2,500 to 7,499: one half is there.
    let shuffled = Self.mixed(Self.many(from: 2500))
    let second = try workspace.loadBill(database, Self.header + shuffled.joined())
    #expect(second.repeatedRows == 2500 && second.newRows == 2500)
    // 7,500 lines of a cent and Σ 0…7,499.
    #expect(try database.billedNanos() == 75_000_000_000 + 28_121_250)
    try database.runChecks()
    let other = Self.mixed(Self.many(from: 5000, addedNanos: 7))
    let third = try workspace.loadBill(database, Self.header + other.joined()) { $0.onConflict = .replace }
    #expect(third.replacedRows == 2500 && third.newRows == 2500)
    #expect(try database.billedNanos() == 100_000_000_000 + 49_995_000 + 35_000)
    try database.runChecks()
    #expect(try database.invoices().count == 10_000)
    let keys = try database.invoices().map { Array($0.key.utf8) }
    #expect(zip(keys, keys.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
    #expect(throws: StorageError.self) { try database.undo(importID: 3) }
    #expect(try workspace.loadBill(database, Self.header + other.joined()).repeatedRows == 5000)
  }

  @Test("A replaced line of the same run leaves the ledger sound")
  func replacedInOneRun() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    var options = ImportOptions()
    options.onConflict = .replace
    let files = [
      try workspace.write("a.csv", Self.header + Self.lines.joined()),
      try workspace.write("b.csv", Self.header + Self.lines[0].replacingOccurrences(of: "15.00", with: "16.00")),
    ]
    let entries = try Importer(toolVersion: "test", options: options).run(
      files.map { ImportFile(path: $0) }, into: database
    ).map(\.entry)
    #expect(entries.map(\.stored.rows) == [2, 1])
    try database.runChecks()
  }

  @Test("Totals that the sender names are compared")
  func expectation() throws {
    let workspace = try Workspace()
    let text = Self.header + Self.lines.joined()
    let right = try workspace.loadBill(try workspace.database(), text) { $0.expectation.totalNanos = 21_505_000_000 }
    #expect(right.newRows == 3)
    let error = #expect(throws: ImportError.self) {
      try workspace.loadBill(try workspace.database("b.db"), text) { $0.expectation.totalNanos = 21_500_000_000 }
    }
    #expect(error?.diagnostics.map(\.code) == ["does-not-tie"])
  }

  @Test("Good lines are kept where bad ones are left out")
  func keepGood() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    let text = Self.header + Self.lines.joined() + "alpha,A-2,2026-08-01T00:00:00Z,2026-08-01T00:00:00Z,big,1,,\n"
    let entry = try workspace.loadBill(database, text) { $0.keepsGood = true }
    #expect(entry.newRows == 3 && entry.rejectedRows == 1)
    #expect(entry.rejectedCostNanos == 1_000_000_000 && entry.rejectedWithoutCost == 0)
    try database.runChecks()
  }

  @Test("What was left out of a bill is known in dollars, where its amount can be read")
  func leftOut() throws {
    let workspace = try Workspace()
    let text = """
      usage_date_utc,model,token_type,cost_usd
      2026-07-01,Claude Opus 5,output,0.01
      2026-07-02,Claude Opus 5,output,NaN
      2026-13-03,Claude Opus 5,output,7.77

      """
    let entry = try workspace.loadBill(try workspace.database(), text) { $0.keepsGood = true }
    #expect(entry.newRows == 1 && entry.rejectedRows == 2)
    #expect(entry.rejectedCostNanos == 7_770_000_000 && entry.rejectedWithoutCost == 1)
  }

  @Test("List prices and discounts come from the export that has them; a search has no model")
  func listPrices() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    try workspace.load(database, FormatFixture(name: "anthropic-cost").export)
    let cells = try DatabaseRollupSource(database).invoiceCells()
    let sonnet = try #require(cells.first { $0.model == "Claude Sonnet 4.5" })
    #expect(sonnet.amountNanos == 1_092_450_000_000 && sonnet.listNanos == 1_213_830_000_000)
    #expect(sonnet.rows == 3 && sonnet.roundingNanos == 15_000_000)
    #expect(cells.contains { $0.model == nil && $0.amountNanos == 50_000_000 })
    let older = try workspace.database("older.db")
    try workspace.load(older, FormatFixture(name: "anthropic-cost-older").export)
    #expect(try DatabaseRollupSource(older).invoiceCells().allSatisfy { $0.listNanos == nil })
  }

  @Test("The same bill in two formats is refused, and taken where it is said to be another one")
  func twice() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    _ = try workspace.loadBill(
      database,
      Self.header + "Anthropic,X,2026-07-01T00:00:00Z,2026-08-01T00:00:00Z,,1092.50,,\n")
    let export = ImportFile(path: FormatFixture(name: "anthropic-cost").export)
    let error = #expect(throws: ImportError.self) { try Importer(toolVersion: "test").run([export], into: database) }
    #expect(error?.diagnostics.map(\.code) == ["billed-twice"])
    var options = ImportOptions()
    options.source.isSeparateSpend = true
    _ = try Importer(toolVersion: "test", options: options).run([export], into: database)
    try database.runChecks()
  }

  @Test("Charges of other services are passed over and said")
  func otherServices() throws {
    let workspace = try Workspace()
    let outcome = try workspace.load(try workspace.database(), FormatFixture(name: "focus-1-0").export)[0]
    #expect(outcome.entry.newRows == 4)
    #expect(outcome.notes.contains { $0.message.contains("other services than AI") })
  }

  @Test("A bill that is too large to be added up in 64 bits is named so; two bills in a database are added up exactly")
  func tooLarge() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    let first = "alpha,A-1,2026-07-01T00:00:00Z,2026-08-01T00:00:00Z,big,9000000000,,1\n"
    let second = first.replacingOccurrences(of: ",1\n", with: ",2\n")
    #expect(throws: StorageError.overflow(what: "the amount of a bill")) {
      try workspace.loadBill(database, Self.header + first + second)
    }
    _ = try workspace.loadBill(database, Self.header + first)
    _ = try workspace.loadBill(database, Self.header + second)
    #expect(try database.billedNanos() == 18_000_000_000_000_000_000)
    _ = try workspace.loadBill(
      database, Self.header + "alpha,A-2,2026-07-01T00:00:00Z,2026-08-01T00:00:00Z,big,-1.5,,\n")
    #expect(try database.billedNanos() == 17_999_999_998_500_000_000)
    try database.runChecks()
  }

  @Test("A bill cut at midnights of the company's zone or of UTC covers those months, whatever zone came first")
  func months() throws {
    let workspace = try Workspace()
    let lines = [
      "berlin,A,2026-06-30T22:00:00Z,2026-07-31T22:00:00Z,,1,,\n",
      "utc,A,2026-07-01T00:00:00Z,2026-08-01T00:00:00Z,,1,,\n",
      "day,A,2026-07-01T00:00:00Z,2026-07-02T00:00:00Z,,1,,\n",
    ]
    func months(_ database: TriageDatabase) throws -> [String] {
      try DatabaseRollupSource(database).invoiceCells()
        .map { "\($0.provider) \($0.firstMonth.text) \($0.lastMonth.text)" }
    }
    let july = ["berlin 2026-07 2026-07", "day 2026-07 2026-07", "utc 2026-07 2026-07"]
    let berlin = try #require(ReportingZone("Europe/Berlin"))
    let database = try workspace.database()
    _ = try workspace.loadBill(database, Self.header + lines.joined()) { $0.zone = berlin }
    #expect(try months(database) == july)
    let newYork = try workspace.database("newyork.db")
    _ = try workspace.loadBill(newYork, Self.header + lines.joined()) { $0.zone = ReportingZone("America/New_York") }
    #expect(try months(newYork) == ["berlin 2026-06 2026-07", "day 2026-07 2026-07", "utc 2026-07 2026-07"])
    // Made anew in another zone, and filled in it afterwards.
    _ = try workspace.loadBill(newYork, Self.header + lines[0].replacingOccurrences(of: "A,", with: "B,")) {
      $0.zone = berlin
    }
    #expect(try months(newYork) == july)
    try newYork.runChecks()
  }

  @Test("A line from midnight to midnight of the offset that it is written with stands for those dates, in any zone")
  func midnightsOfAnotherOffset() throws {
    let workspace = try Workspace()
    let lines = [
      // Clocks changed in March: each end has an offset of its own.
      "berlin,A,2026-03-01T00:00:00+01:00,2026-04-01T00:00:00+02:00,,1,,\n",
      "beijing,A,2026-07-01T00:00:00+08:00,2026-07-02T00:00:00+08:00,,1,,\n",
      "hour,A,2026-07-01T00:00:00+08:00,2026-07-01T01:00:00+08:00,,1,,\n",
    ]
    let cost = """
      user_id,start_time_iso,end_time_iso,model,wallet_type,cost,currency
      u,2026-07-01T00:00:00+08:00,2026-07-02T00:00:00+08:00,m,topped_up,1,USD

      """
    for zone in ["UTC", "America/New_York", "Europe/Berlin"] {
      let database = try workspace.database("\(zone.replacingOccurrences(of: "/", with: "-")).db")
      _ = try workspace.loadBill(database, Self.header + lines.joined()) { $0.zone = ReportingZone(zone) }
      _ = try workspace.loadBill(database, cost) { $0.zone = ReportingZone(zone) }
      let months = try DatabaseRollupSource(database).invoiceCells()
        .map { "\($0.provider) \($0.firstMonth.text) \($0.lastMonth.text)" }
      #expect(
        months == [
          "beijing 2026-07 2026-07", "berlin 2026-03 2026-03", "deepseek 2026-07 2026-07", "hour 2026-06 2026-06",
        ], "\(zone)")
    }
  }

  @Test("An amount of 0 is the same in every currency, so that a blank one beside it is no matter")
  func zeroWithoutCurrency() throws {
    let workspace = try Workspace()
    let text = """
      start_time,end_time,amount_value,amount_currency,line_item
      1782864000,1782950400,0.00,,"m, input_tokens"
      1782950400,1783036800,1.50,usd,"m, input_tokens"

      """
    #expect(try workspace.loadBill(try workspace.database(), text).newRows == 2)
  }

  @Test("Hours of UTC lie in the company's month of the hour, and one over its midnight where it begins")
  func hours() throws {
    let workspace = try Workspace()
    func line(_ hour: String, _ next: String) -> String {
      "p,A,2026-07-31T\(hour):00:00Z,2026-\(next):00:00Z,,1,,\(hour)\n"
    }
    let lines = [line("17", "07-31T18"), line("18", "07-31T19"), line("19", "07-31T20"), line("23", "08-01T00")]
    func months(_ zone: String) throws -> [String] {
      let database = try workspace.database(zone.replacingOccurrences(of: "/", with: "-") + ".db")
      _ = try workspace.loadBill(database, Self.header + lines.joined()) { $0.zone = ReportingZone(zone) }
      return try DatabaseRollupSource(database).invoiceCells()
        .map { "\($0.firstMonth.text) \($0.lastMonth.text) \($0.rows)" }
    }
    #expect(try months("UTC") == ["2026-07 2026-07 4"])
    // August begins at 22:00 of UTC, as it does for usage.
    #expect(try months("Europe/Berlin") == ["2026-07 2026-07 3", "2026-08 2026-08 1"])
    // It begins at 18:30 of UTC, within the second hour.
    #expect(try months("Asia/Kolkata") == ["2026-07 2026-07 2", "2026-08 2026-08 2"])
  }

  @Test(
    "A byte that was changed and a line that was taken out from outside are noticed before a report", arguments: tampers
  )
  func controlTotals(tamper: String) throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    _ = try workspace.loadBill(database, Self.header + Self.lines.joined())
    try database.close()
    try Self.run(Self.open + tamper, workspace.path("triage.db"))
    #expect(throws: StorageError.self) { try workspace.database().runChecks() }
  }

  private static func run(_ script: String, _ arguments: String...) throws {
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    python.arguments = ["python3", "-c", script] + arguments
    try python.run()
    python.waitUntilExit()
    try #require(python.terminationStatus == 0)
  }

  private static let open = """
    import sqlite3, sys
    db = sqlite3.connect(sys.argv[1])
    db.isolation_level = None

    """

  private static let tampers = [
    """
    figures = bytearray(db.execute("SELECT figures FROM invoice_segments").fetchone()[0])
    figures[-12] ^= 1
    db.execute("UPDATE invoice_segments SET figures = ?", (bytes(figures),))
    """,
    "db.execute('DELETE FROM invoice_segments')",
  ]
}
