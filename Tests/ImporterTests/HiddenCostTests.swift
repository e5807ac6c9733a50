import Importer
import Storage
import Testing
import TriageModel

@Suite("What spend hides, and the trees of agents")
struct HiddenCostTests {
  private static let header =
    "request_id,task_id,parent_request_id,timestamp,category,model,input_tokens,cached_input_tokens,"
    + "cache_write_tokens,output_tokens,reasoning_tokens,cost_usd,status"
  private static let july = Period(first: Month(year: 2026, month: 7), end: Month(year: 2026, month: 8))

  /// Rows of `id,task,parent,time`, each at one dollar with 100 tokens in, 4 read from and 10 written to a cache, and 40
  /// out, 30 of them reasoning.
  private func database(
    _ rows: [String], outcomes: [String] = [], status: String = "ok", in work: Workspace
  ) throws -> TriageDatabase {
    let database = try work.database()
    let usage = rows.map { "\($0),mail,big,100,4,10,40,30,1.00,\(status)" }
    let usageFile = try work.write("usage.csv", ([Self.header] + usage).joined(separator: "\n") + "\n")
    let priceFile = try work.write("prices.csv", RandomCompany.prices)
    try work.load(database, usageFile, priceFile)
    if !outcomes.isEmpty {
      let lines = outcomes.map { "\($0),,,mail,,big,true,5,,,," }
      let file = try work.write(
        "outcomes.csv", ([RandomCompany.outcomeHeader] + lines).joined(separator: "\n") + "\n")
      try work.load(database, file)
    }
    try database.runChecks()
    return database
  }

  private func sums(
    _ rows: [String], outcomes: [String] = [], status: String = "ok", in period: Period = july
  ) throws -> HiddenSums {
    let work = try Workspace()
    let database = try database(rows, outcomes: outcomes, status: status, in: work)
    return try DatabaseRollupSource(database).hiddenCells(in: period).reduce(into: HiddenSums()) { $0.add($1.sums) }
  }

  private func trees(_ rows: [String], in period: Period = july) throws -> AgentTrees {
    let work = try Workspace()
    return try database(rows, in: work).agentTrees(in: period)
  }

  /// a with the children b and c, b with the child d, c with the child e.
  private static let family = [
    "a,t,,2026-07-01T00:00:00Z", "b,t,a,2026-07-01T00:00:01Z", "c,t,a,2026-07-01T00:00:02Z",
    "d,t,b,2026-07-01T00:00:03Z", "e,t,c,2026-07-01T00:00:04Z",
  ]

  @Test("A tree of five requests by hand: depth, fan-out, and what each cell holds")
  func hand() throws {
    let found = try trees(Self.family)
    #expect(found.shapes == [.init(depth: 3, fanOut: 2, tasks: 1, spend: Money(nanos: 5_000_000_000))])
    #expect(found.orphans == 0 && found.cyclic == 0)
    let sums = try sums(Self.family, outcomes: ["t,2026-07-02T00:00:00Z"])
    #expect(sums.rows == 5 && sums.costNanos == 5_000_000_000)
    #expect(sums.subAgentRows == 4 && sums.subAgentNanos == 4_000_000_000)
    // 30 tokens at 25 and 10 at 6.25 dollars a million, five times; a write costs 1.25 above plain input, a read 4.50
    // below it.
    #expect(sums.reasoningRows == 5 && sums.reasoningNanos == 5 * 750_000)
    #expect(sums.cacheWriteRows == 5 && sums.cacheWriteNanos == 5 * 62_500)
    #expect(sums.writePremiumNanos == 5 * 12_500 && sums.readSavingNanos == 5 * 18_000)
    #expect(sums.statusRows == 5 && sums.failedRequestNanos == 0)
    #expect(sums.supersededNanos == 0 && sums.unlistedRows == 0)
    #expect(sums.tieredRows == 0, "no price has tiers, so no surcharge is known")
  }

  @Test("Requests that ended in an error count with their cost")
  func failed() throws {
    #expect(try sums(Self.family, status: "error").failedRequestNanos == 5_000_000_000)
    let blank = try sums(Self.family, status: "")
    #expect(blank.statusRows == 0 && blank.failedRequestNanos == 0)
  }

  @Test("A cycle ends, and is named; what hangs on it has no depth")
  func cycle() throws {
    let found = try trees([
      "a,t,b,2026-07-01T00:00:00Z", "b,t,a,2026-07-01T00:00:00Z", "c,t,a,2026-07-01T00:00:00Z",
      "self,t,self,2026-07-01T00:00:00Z", "root,t,,2026-07-01T00:00:00Z",
    ])
    #expect(found.cyclic == 4 && found.orphans == 0)
    #expect(found.shapes.map(\.depth) == [1])
  }

  @Test("A parent that is not there makes an orphan, which begins a tree of its own")
  func orphan() throws {
    let found = try trees(["a,t,gone,2026-07-01T00:00:00Z", "b,t,a,2026-07-01T00:00:00Z"])
    #expect(found.orphans == 1 && found.cyclic == 0)
    #expect(found.shapes.map { [$0.depth, $0.fanOut] } == [[2, 1]])
  }

  @Test("A chain of a thousand requests is measured, its depth at the limit")
  func chain() throws {
    let rows = (0..<1000).map { "r\($0),t,\($0 == 0 ? "" : "r\($0 - 1)"),2026-07-01T00:00:00Z" }
    let found = try trees(rows.reversed())
    #expect(found.shapes.map { [$0.depth, $0.fanOut] } == [[AgentTrees.Shape.limit, 1]])
  }

  @Test("Depths and fan-outs are the shapes added up by one of the two")
  func distribution() throws {
    let found = try trees(Self.family + ["x,u,,2026-07-01T00:00:00Z", "y,v,,2026-07-01T00:00:00Z"])
    #expect(found.depths.map { [Int64($0.size), $0.tasks] } == [[1, 2], [3, 1]])
    #expect(found.fanOuts.map { [Int64($0.size), $0.tasks] } == [[0, 2], [2, 1]])
    #expect(found.depths.map(\.spend.nanos) == [2_000_000_000, 5_000_000_000])
  }

  private static let twoRoots = [
    "a,t,,2026-07-01T00:00:00Z", "b,t,a,2026-07-01T00:00:01Z", "c,t,,2026-07-01T00:00:02Z",
    "d,t,c,2026-07-01T00:00:03Z",
  ]

  @Test("Requests before the last of several roots count as superseded, of a succeeded task only")
  func superseded() throws {
    #expect(try sums(Self.twoRoots, outcomes: ["t,2026-07-02T00:00:00Z"]).supersededNanos == 2_000_000_000)
    #expect(try sums(Self.twoRoots).supersededNanos == 0)
  }

  @Test("A root that comes in a later file supersedes what is stored already; taken back, it does not")
  func later() throws {
    let work = try Workspace()
    let database = try database(Array(Self.twoRoots.prefix(2)), outcomes: ["t,2026-07-02T00:00:00Z"], in: work)
    let source = { try DatabaseRollupSource(database).hiddenCells(in: Self.july).map(\.sums.supersededNanos) }
    #expect(try source() == [0])
    let rows = Self.twoRoots.suffix(2).map { "\($0),mail,big,100,4,10,40,30,1.00,ok" }
    let added = try work.load(
      database, try work.write("later.csv", ([Self.header] + rows).joined(separator: "\n") + "\n"))
    try database.runChecks()
    #expect(try source() == [2_000_000_000])
    try database.undo(importID: try #require(added.first).entry.id)
    try database.runChecks()
    #expect(try source() == [0])
  }

  @Test("Hidden cells hold the rows and the cost of the ledger, place by place", arguments: 0..<8 as Range<UInt64>)
  func ledger(seed: UInt64) throws {
    let company = RandomCompany(seed: seed)
    let work = try Workspace()
    let database = try work.database()
    let usage = try work.write(
      "usage.csv", ([RandomCompany.usageHeader] + company.usage).joined(separator: "\n") + "\n")
    let outcomes = try work.write(
      "outcomes.csv", ([RandomCompany.outcomeHeader] + company.outcomes).joined(separator: "\n") + "\n")
    try work.load(database, usage, outcomes, try work.write("prices.csv", RandomCompany.prices))
    try database.runChecks()
    for period in [Self.july, everything] {
      let ledger = try DatabaseRollupSource(database).spendCells().filter { period.contains($0.month) }
      let found = try DatabaseRollupSource(database).hiddenCells(in: period)
      for cell in found {
        let own = ledger.filter {
          $0.month == cell.month && $0.department == cell.department && $0.category == cell.category
        }
        #expect(own.reduce(0) { $0 + $1.usage.costNanos } == cell.sums.costNanos)
        #expect(own.reduce(0) { $0 + $1.usage.rows } == cell.sums.rows)
        #expect(cell.sums.subAgentNanos <= cell.sums.costNanos && cell.sums.failedRequestNanos <= cell.sums.costNanos)
      }
      #expect(found.reduce(0) { $0 + $1.sums.rows } == ledger.reduce(0) { $0 + $1.usage.rows })
      let trees = try database.agentTrees(in: period)
      let withTask = ledger.filter { $0.line != .noTask }.reduce(0) { $0 + $1.usage.costNanos }
      #expect(trees.shapes.reduce(0) { $0 + $1.spend.nanos } == withTask, "each request counts in one tree")
    }
  }
}
