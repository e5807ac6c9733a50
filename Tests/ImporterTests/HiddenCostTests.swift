import Importer
import Storage
import Testing
import TriageModel

@Suite("What spend hides, and the trees of agents")
struct HiddenCostTests {
  private static let header =
    "request_id,task_id,parent_request_id,timestamp,category,model,input_tokens,cache_write_tokens,output_tokens,"
    + "reasoning_tokens,cost_usd,status"
  private static let july = Period(first: Month(year: 2026, month: 7), end: Month(year: 2026, month: 8))

  /// Rows of `id,task,parent,time`, each at one dollar with 100 tokens in and 40 out, 30 of them reasoning.
  private func cells(_ rows: [String], outcomes: [String] = [], in period: Period = july) throws -> HiddenCostCells {
    let work = try Workspace()
    let database = try work.database()
    let usage = rows.map { "\($0),mail,big,100,10,40,30,1.00,ok" }
    let usageFile = try work.write("usage.csv", ([Self.header] + usage).joined(separator: "\n") + "\n")
    let priceFile = try work.write("prices.csv", RandomCompany.prices)
    try work.load(database, usageFile, priceFile)
    if !outcomes.isEmpty {
      let lines = outcomes.map { "\($0),,,mail,,big,true,5,,,," }
      let file = try work.write(
        "outcomes.csv", ([RandomCompany.outcomeHeader] + lines).joined(separator: "\n") + "\n")
      try work.load(database, file)
    }
    return try database.hiddenCost(in: period)
  }

  @Test("A tree of five requests by hand: depth, fan-out, sub-agents, reasoning")
  func hand() throws {
    // a ─┬─ b ── d
    //    └─ c ── e
    let found = try cells(
      [
        "a,t,,2026-07-01T00:00:00Z", "b,t,a,2026-07-01T00:00:01Z", "c,t,a,2026-07-01T00:00:02Z",
        "d,t,b,2026-07-01T00:00:03Z", "e,t,c,2026-07-01T00:00:04Z",
      ], outcomes: ["t,2026-07-02T00:00:00Z"])
    #expect(found.shapes == [.init(depth: 3, fanOut: 2, tasks: 1, spend: Money(nanos: 5_000_000_000))])
    #expect(found.orphans == 0 && found.cyclic == 0)
    let sums = try #require(found.places.first).sums
    #expect(sums.subAgentRows == 4 && sums.subAgentSpend.nanos == 4_000_000_000)
    // 30 tokens at 25 and 10 at 6.25 dollars a million, five times.
    #expect(sums.reasoningTokens == 150 && sums.reasoningCost.nanos == 5 * 750_000)
    #expect(sums.cacheWriteTokens == 50 && sums.cacheWriteCost.nanos == 5 * 62_500)
    #expect(sums.supersededSpend == .zero && sums.abandonedSpend == .zero)
  }

  @Test("A cycle ends, and is named; what hangs on it has no depth")
  func cycle() throws {
    let found = try cells([
      "a,t,b,2026-07-01T00:00:00Z", "b,t,a,2026-07-01T00:00:00Z", "c,t,a,2026-07-01T00:00:00Z",
      "self,t,self,2026-07-01T00:00:00Z", "root,t,,2026-07-01T00:00:00Z",
    ])
    #expect(found.cyclic == 4 && found.orphans == 0)
    #expect(found.shapes.map(\.depth) == [1])
  }

  @Test("A parent that is not there makes an orphan, which begins a tree of its own")
  func orphan() throws {
    let found = try cells(["a,t,gone,2026-07-01T00:00:00Z", "b,t,a,2026-07-01T00:00:00Z"])
    #expect(found.orphans == 1 && found.cyclic == 0)
    #expect(found.shapes.map { [$0.depth, $0.fanOut] } == [[2, 1]])
  }

  @Test("A chain of a thousand requests is measured, its depth at the limit")
  func chain() throws {
    let rows = (0..<1000).map { "r\($0),t,\($0 == 0 ? "" : "r\($0 - 1)"),2026-07-01T00:00:00Z" }
    let found = try cells(rows.reversed())
    #expect(found.shapes.map { [$0.depth, $0.fanOut] } == [[HiddenCostCells.Shape.limit, 1]])
  }

  @Test("Requests before the last of several roots count as superseded, of a succeeded task only")
  func superseded() throws {
    let rows = [
      "a,t,,2026-07-01T00:00:00Z", "b,t,a,2026-07-01T00:00:01Z", "c,t,,2026-07-01T00:00:02Z",
      "d,t,c,2026-07-01T00:00:03Z",
    ]
    let succeeded = try cells(rows, outcomes: ["t,2026-07-02T00:00:00Z"])
    #expect(succeeded.places.first?.sums.supersededSpend.nanos == 2_000_000_000)
    let abandoned = try cells(rows)
    #expect(abandoned.places.first?.sums.supersededSpend == .zero)
    #expect(abandoned.places.first?.sums.abandonedSpend.nanos == 4_000_000_000)
  }

  @Test("Spend and abandoned spend are those of the ledger, place by place", arguments: 0..<8 as Range<UInt64>)
  func ledger(seed: UInt64) throws {
    let company = RandomCompany(seed: seed)
    let work = try Workspace()
    let database = try work.database()
    let usage = try work.write(
      "usage.csv", ([RandomCompany.usageHeader] + company.usage).joined(separator: "\n") + "\n")
    let outcomes = try work.write(
      "outcomes.csv", ([RandomCompany.outcomeHeader] + company.outcomes).joined(separator: "\n") + "\n")
    try work.load(database, usage, outcomes, try work.write("prices.csv", RandomCompany.prices))
    for period in [Self.july, everything] {
      let ledger = try DatabaseRollupSource(database).spendCells().filter { period.contains($0.month) }
      let found = try database.hiddenCost(in: period)
      for (place, sums) in found.places {
        let own = ledger.filter { $0.department == place.department && $0.category == place.category }
        #expect(own.reduce(0) { $0 + $1.usage.costNanos } == sums.spend.nanos)
        #expect(own.reduce(0) { $0 + $1.usage.reasoningTokens } == sums.reasoningTokens)
        #expect(own.filter { $0.line == .noOutcome }.reduce(0) { $0 + $1.usage.costNanos } == sums.abandonedSpend.nanos)
      }
      #expect(found.places.reduce(0) { $0 + Int128($1.sums.rows) } == ledger.reduce(0) { $0 + $1.usage.rows })
    }
  }
}
