import Importer
import Storage
import Testing
import TriageModel

@Suite("What a request costs by its tier, mode, cache lifetime and date, by hand")
struct PriceTests {
  private static let priceHeader =
    "model,provider,effective_from,effective_to,tier_above_tokens,mode,input_usd_per_mtok,cached_input_usd_per_mtok,"
    + "cache_write_usd_per_mtok,cache_write_1h_usd_per_mtok,output_usd_per_mtok,reasoning_usd_per_mtok"
  private static let usageHeader =
    "request_id,timestamp,provider,model,input_tokens,cached_input_tokens,cache_write_tokens,output_tokens,"
    + "reasoning_tokens,requests,service_tier,cache_write_1h_tokens,prompt_length"

  /// A book in which each figure says what it is of.
  private static let book = [
    "big,,2026-07-01T00:00:00Z,,,,5,0.5,6.25,10,25,", "big,,2026-07-01T00:00:00Z,,272000,,10,1,12.5,20,37.5,",
    "big,,2026-07-01T00:00:00Z,,,batch,2.5,0.25,,,12.5,", "thinker,,2026-07-01T00:00:00Z,,,,1,,,,4,8",
    "dated,,2026-07-01T00:00:00Z,2026-09-01T00:00:00Z,,,2,0.2,,,10,", "dated,,2026-09-01T00:00:00Z,,,,3,0.3,,,15,",
    "dated,,2027-01-01T00:00:00Z,,,,6,0.6,,,30,",
  ]

  private func cells(_ usage: [String], _ prices: [String] = book) throws -> [ModelCell] {
    let work = try Workspace()
    let database = try work.database()
    let usageFile = try work.write("usage.csv", ([Self.usageHeader] + usage).joined(separator: "\n") + "\n")
    let priceFile = try work.write("prices.csv", ([Self.priceHeader] + prices).joined(separator: "\n") + "\n")
    try work.load(database, priceFile, usageFile)
    try database.runChecks()
    return try DatabaseRollupSource(database).modelCells(in: everything)
  }

  /// The cost of one row in nano-dollars; nil where it has none.
  private func cost(_ usage: String, _ prices: [String] = book) throws -> Int128? {
    let cell = try #require(try cells([usage], prices).first)
    return cell.usage.unpricedRows == 0 ? cell.usage.costNanos : nil
  }

  @Test("The whole request moves to the higher tier once its prompt passes the threshold, not at it")
  func boundary() throws {
    // 272,000 × 5 + 1,000 × 25 = 1,385,000 micro-dollars.
    #expect(try cost("r,2026-07-02T00:00:00Z,,big,272000,0,0,1000,0,,,,") == 1_385_000_000)
    // 272,001 × 10 + 1,000 × 37.5 = 2,757,510 micro-dollars.
    #expect(try cost("r,2026-07-02T00:00:00Z,,big,272001,0,0,1000,0,,,,") == 2_757_510_000)
  }

  @Test("Cached tokens count for the length of the prompt and have the tier's own price")
  func cachedPrompt() throws {
    // 1,001 × 10 + 271,000 × 1 = 281,010 micro-dollars.
    #expect(try cost("r,2026-07-02T00:00:00Z,,big,272001,271000,0,0,0,,,,") == 281_010_000)
  }

  @Test("Writes for an hour have a price of their own beside those for five minutes")
  func lifetimes() throws {
    // 100 × 5 + 600 × 6.25 + 300 × 10 = 7,250 micro-dollars.
    #expect(try cost("r,2026-07-02T00:00:00Z,,big,1000,0,900,0,0,,,300,") == 7_250_000)
    // Without a price for an hour it is that of other writes, without that the input price: 1,000 × 2.5.
    #expect(try cost("r,2026-07-02T00:00:00Z,,big,1000,0,900,0,0,,batch,300,") == 2_500_000)
  }

  @Test("A mode has its own price, and one without a price is not priced like another")
  func modes() throws {
    // 900 × 2.5 + 100 × 0.25 + 10 × 12.5 = 2,400 micro-dollars.
    #expect(try cost("r,2026-07-02T00:00:00Z,,big,1000,100,0,10,0,,batch,,") == 2_400_000)
    #expect(try cost("r,2026-07-02T00:00:00Z,,big,1000,100,0,10,0,,default,,") == 4_800_000)
    #expect(try cost("r,2026-07-02T00:00:00Z,,big,1000,100,0,10,0,,priority,,") == nil)
  }

  @Test("Reasoning has the output price unless it has its own")
  func reasoning() throws {
    // 100 × 1 + 20 × 4 + 30 × 8 = 420 micro-dollars.
    #expect(try cost("r,2026-07-02T00:00:00Z,,thinker,100,0,0,50,30,,,,") == 420_000)
    #expect(try cost("r,2026-07-02T00:00:00Z,,big,100,0,0,50,30,,,,") == 1_750_000)
  }

  @Test("A price changes within the quarter at its instant; one in the future does not count yet")
  func dates() throws {
    func price(_ time: String) throws -> Int128? { try cost("r,\(time),,dated,1000,0,0,0,0,,,,") }
    #expect(try price("2026-08-31T23:59:59Z") == 2_000_000)
    #expect(try price("2026-09-01T00:00:00Z") == 3_000_000)
    #expect(try price("2026-12-31T23:59:59Z") == 3_000_000)
    #expect(try price("2027-01-01T00:00:00Z") == 6_000_000)
    #expect(try price("2026-06-30T23:59:59Z") == nil)
  }

  @Test("A row of several requests has the tier of its mean prompt, and a range where that is not sure")
  func ranges() throws {
    let cell = try #require(try cells(["r,2026-07-02T00:00:00Z,,big,400000,0,0,0,0,2,,,"]).first)
    // The mean prompt is 200,000: 400,000 × 5; at most 400,000 × 10.
    #expect(cell.usage.costNanos == 2_000_000_000)
    #expect((cell.rangedRows, cell.belowNanos, cell.aboveNanos) == (1, 0, 2_000_000_000))
    let long = try #require(try cells(["r,2026-07-02T00:00:00Z,,big,600000,0,0,0,0,2,,,"]).first)
    #expect(long.usage.costNanos == 6_000_000_000)
    #expect((long.rangedRows, long.belowNanos, long.aboveNanos) == (1, 3_000_000_000, 0))
  }

  @Test("No range where all requests of a row fit below the threshold, or the source says how long prompts were")
  func certainTiers() throws {
    let sure = try cells([
      "a,2026-07-02T00:00:00Z,,big,272000,0,0,0,0,9,,,", "b,2026-07-02T00:00:00Z,,big,400000,0,0,0,0,,,,short",
      "c,2026-07-02T00:00:00Z,,big,400000,0,0,0,0,,,,long", "d,2026-07-02T00:00:00Z,,big,400000,0,0,0,0,1,,,",
    ])
    #expect(sure.map(\.rangedRows) == [0])
    // 272,000 × 5 + 400,000 × 5 + 400,000 × 10 + 400,000 × 10 micro-dollars.
    #expect(sure.map(\.usage.costNanos) == [11_360_000_000])
    let mixed = try #require(try cells(["e,2026-07-02T00:00:00Z,,big,400000,0,0,0,0,,,,mixed"]).first)
    #expect(mixed.usage.costNanos == 2_000_000_000)
    #expect((mixed.rangedRows, mixed.aboveNanos) == (1, 2_000_000_000))
  }

  @Test("A long prompt in a mode without a price for it costs what a short one does, and is counted")
  func modeWithoutTier() throws {
    let cell = try #require(
      try cells([
        // 300,000 × 2.5 and 600,000 × 2.5 micro-dollars: the mean prompt of b's two requests is 300,000.
        "a,2026-07-02T00:00:00Z,,big,300000,0,0,0,0,,batch,,", "b,2026-07-02T00:00:00Z,,big,600000,0,0,0,0,2,batch,,",
        // At the threshold, in the standard mode, short, and of unknown many requests: none of them is known to be long.
        "c,2026-07-02T00:00:00Z,,big,272000,0,0,0,0,,batch,,", "d,2026-07-02T00:00:00Z,,big,300000,0,0,0,0,,,,",
        "e,2026-07-02T00:00:00Z,,big,300000,0,0,0,0,,batch,,short",
        "f,2026-07-02T00:00:00Z,,big,300000,0,0,0,0,,batch,,mixed",
      ]).first)
    #expect((cell.untieredRows, cell.untieredNanos) == (2, 2_250_000_000))
  }

  @Test("A mode with a price for long prompts lacks none")
  func modeWithTier() throws {
    let prices = Self.book + ["big,,2026-07-01T00:00:00Z,,272000,batch,5,0.5,,,18.75,"]
    let cell = try #require(try cells(["a,2026-07-02T00:00:00Z,,big,300000,0,0,0,0,,batch,,"], prices).first)
    // 300,000 × 5 micro-dollars.
    #expect((cell.usage.costNanos, cell.untieredRows) == (1_500_000_000, 0))
  }

  @Test("A request without a provider has a price where all providers agree, and none where they do not")
  func providers() throws {
    let agree = ["m,p,2026-07-01T00:00:00Z,,,,1,,,,2,", "m,q,2026-07-01T00:00:00Z,,,,1,,,,2,"]
    let disagree = ["m,p,2026-07-01T00:00:00Z,,,,1,,,,2,", "m,q,2026-07-01T00:00:00Z,,,,9,,,,9,"]
    #expect(try cost("r,2026-07-02T00:00:00Z,,m,1000,0,0,0,0,,,,", agree) == 1_000_000)
    #expect(try cost("r,2026-07-02T00:00:00Z,,m,1000,0,0,0,0,,,,", disagree) == nil)
    #expect(try cost("r,2026-07-02T00:00:00Z,Q,m,1000,0,0,0,0,,,,", disagree) == 9_000_000)
  }

  @Test("What is stored of a row comes back: imported twice, it is there already; another mode is a conflict")
  func storage() throws {
    let work = try Workspace()
    let database = try work.database()
    func file(_ name: String, _ mode: String, _ hour: Int) throws -> String {
      let row = "r,2026-07-02T00:00:00Z,,big,1000,0,900,0,0,,\(mode),\(hour),"
      return try work.write(name, Self.usageHeader + "\n" + row + "\n")
    }
    let first = try file("a.csv", "batch", 300)
    try work.load(database, first)
    #expect(try work.load(database, first)[0].isKnownFile)
    for other in [try file("b.csv", "flex", 300), try file("c.csv", "batch", 301)] {
      let error = try #require(throws: ImportError.self) { try work.load(database, other) }
      let words =
        other.hasSuffix("b.csv")
        ? "service_tier: service_tier is batch in import 1, flex here"
        : "cache_write_1h_tokens: cache_write_1h_tokens is 300 in import 1, 301 here"
      #expect(error.diagnostics.map(\.message) == ["is there already with another \(words)"])
    }
    try database.runChecks()
  }

  @Test("A day of an export is not priced as one long prompt")
  func wholeDay() throws {
    let work = try Workspace()
    let database = try work.database()
    let prices = try work.write("prices.csv", ([Self.priceHeader] + Self.book).joined(separator: "\n") + "\n")
    let day = try work.write(
      "days.json",
      #"{"data":[{"date":"2026-07-02","models":["big"],"inputTokens":1000,"outputTokens":0,"cacheCreationTokens":0,"#
        + #""cacheReadTokens":500000,"totalTokens":501000}]}"#)
    var options = ImportOptions()
    options.source.zone = .utc
    _ = try Importer(toolVersion: "test", options: options).run(
      [ImportFile(path: prices), ImportFile(path: day)], into: database)
    // 1,000 × 5 + 500,000 × 0.5 = 255,000 micro-dollars.
    let cell = try #require(try DatabaseRollupSource(database).modelCells(in: everything).first)
    #expect(cell.usage.costNanos == 255_000_000)
  }

  @Test("A price that comes after the usage reprices it, tier and all; taking it back takes the cost")
  func later() throws {
    let work = try Workspace()
    let database = try work.database()
    let usage = Self.usageHeader + "\nr,2026-07-02T00:00:00Z,,big,272001,0,0,1000,0,,,,\n"
    try work.load(database, try work.write("usage.csv", usage))
    let book = ([Self.priceHeader] + Self.book).joined(separator: "\n") + "\n"
    try work.load(database, try work.write("prices.csv", book))
    func cell() throws -> ModelCell? { try DatabaseRollupSource(database).modelCells(in: everything).first }
    #expect(try cell()?.usage.costNanos == 2_757_510_000)
    try database.undo(importID: 2)
    #expect(try cell()?.usage.unpricedRows == 1)
  }

  @Test("Working out the cost under another book changes nothing, and gives what an import of it would")
  func repricing() throws {
    let work = try Workspace()
    let database = try work.database()
    let usage = [
      "a,2026-07-02T00:00:00Z,,big,272001,0,0,1000,0,,,,", "b,2026-07-02T00:00:00Z,,dated,1000,0,0,0,0,,,,",
      "c,2026-09-02T00:00:00Z,,dated,1000,0,0,0,0,,,,",
    ]
    let prices = ([Self.priceHeader] + Self.book).joined(separator: "\n") + "\n"
    try work.load(
      database, try work.write("u.csv", ([Self.usageHeader] + usage).joined(separator: "\n") + "\n"),
      try work.write("p.csv", prices))
    let cheaper = try work.write(
      "q.csv", Self.priceHeader + "\nbig,,2026-07-01T00:00:00Z,,,,1,,,,1,\ndated,,2026-09-01T00:00:00Z,,,,1,,,,1,\n")
    let book = try PriceBookFile.read(path: cheaper, settings: SourceSettings())
    let lines = try database.repriced(with: book.rows).lines
    #expect(lines.map(\.month.text) == ["2026-07", "2026-07", "2026-09"])
    #expect(lines.map(\.nowNanos) == [2_757_510_000, 2_000_000, 3_000_000])
    #expect(lines.map(\.thenNanos) == [273_001_000, 0, 1_000_000])
    #expect(lines.map(\.unpricedThen) == [0, 1, 0])
    #expect(
      try DatabaseRollupSource(database).modelCells(in: everything).map(\.usage.costNanos).reduce(0, +) == 2_762_510_000
    )
  }

  @Test("Prices for another number of tokens than a million are refused, or warned of where nothing proves it")
  func units() throws {
    let workspace = try Workspace()
    let header = "model,effective_from,input_usd_per_mtok,cached_input_usd_per_mtok,output_usd_per_mtok\n"
    func load(_ database: TriageDatabase, _ rows: String, isRight: Bool = false) throws -> [String] {
      var options = ImportOptions()
      options.source.hasRightUnits = isRight
      let file = try workspace.write("prices.csv", header + rows)
      do {
        return try Importer(toolVersion: "test", options: options).run([ImportFile(path: file)], into: database)[0]
          .notes
          .map { "\($0.severity.rawValue): \($0.message)" }
      } catch let error as ImportError {
        return error.diagnostics.map(\.message)
      }
    }
    let first = try workspace.database()
    #expect(
      try load(first, "big,2026-01-01T00:00:00Z,3000,,15000\n") == [
        "big costs 15000 USD per million tokens, more than any model does"
      ])
    #expect(
      try load(first, "big,2026-01-01T00:00:00Z,0.003,,0.015\n") == [
        "warning: no model of the book costs more than 0.015 USD per million output tokens"
      ])
    // A small model's price for a thousand tokens is one of no model.
    let small = "big,2026-01-01T00:00:00Z,0.005,,0.025\nmini,2026-01-01T00:00:00Z,0.00025,,0.002\n"
    #expect(
      try load(try workspace.database("small.db"), small) == [
        "mini costs 0.002 USD per million output tokens, less than any model does, and no model of the book more than "
          + "0.025 USD"
      ])
    let database = try workspace.database("known.db")
    #expect(try load(database, "big,2026-01-01T00:00:00Z,3,0.3,15\n") == [])
    #expect(
      try load(database, "big,2026-09-01T00:00:00Z,0.003,,0.015\nbig,2026-10-01T00:00:00Z,0.003,,0.015\n") == [
        "big costs 0.003 USD per million tokens, and 3 USD in the price book that is there; 1 more is like it"
      ])
    #expect(try load(database, "big,2026-09-01T00:00:00Z,0.003,,0.015\n", isRight: true) == [])
    #expect(
      try load(database, "other,2026-09-01T00:00:00Z,1,5,6\n") == [
        "warning: cached tokens of other cost 5 USD per million, more than fresh ones, 1 USD"
      ])
  }
}
