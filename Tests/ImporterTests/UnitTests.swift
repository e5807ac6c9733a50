import Foundation
import Importer
import Storage
import Testing
import TriageModel

@Suite("The units of a period are those that anyone would find by hand")
struct UnitTests {
  private static let header = RandomCompany.usageHeader
  private static let third = Period(first: Month(year: 2026, month: 7), end: Month(year: 2026, month: 9))

  /// A request as the file has it.
  private struct Request {
    var cells: [String]
    var id: String { cells[0] }
    var task: String { cells[1] }
    var worker: String { cells[4] }
    var seconds: Int64 { UnitTests.seconds(cells[3]) }

    /// Reported cost, else list price; nil = unpriced.
    var costNanos: Int128? {
      if !cells[14].isEmpty { return (try? ScaledDecimal.parse(cells[14], scale: 9)).map { Int128($0) } }
      guard let input = Int64(cells[9]), let output = Int64(cells[12]), cells[8] != "unknown" else { return nil }
      var price = PriceRow(
        model: cells[8], effectiveFrom: Instant(nanosSinceEpoch: 0), inputPicos: 5_000_000, outputPicos: 25_000_000)
      price.cachedPicos = 500_000
      price.cacheWritePicos = 6_250_000
      if cells[8] == "small" {
        let isLater = cells[3] >= "2026-08-01"
        price.inputPicos = isLater ? 200_000 : 1_000_000
        price.outputPicos = isLater ? 1_200_000 : 5_000_000
        price.cachedPicos = isLater ? 20_000 : nil
        price.cacheWritePicos = nil
      }
      return price.rate.costNanos(
        input: input, cached: Int64(cells[10]) ?? 0, cacheWrite: Int64(cells[11]) ?? 0, longWrite: 0, output: output,
        reasoning: 0)
    }
  }

  private static func seconds(_ text: String) -> Int64 {
    Int64(ISO8601DateFormatter().date(from: text)?.timeIntervalSince1970 ?? 0)
  }

  /// One line per unit, in order, by worker.
  private static func expected(_ usage: [String], _ outcomes: [String], in period: Period) -> [String: [String]] {
    let requests = usage.map {
      Request(cells: $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
    }
    var inForce: [String: [String]] = [:]
    for row in outcomes {
      let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      if let known = inForce[cells[0]], known[1] >= cells[1] { continue }
      inForce[cells[0]] = cells
    }
    let groups = Dictionary(grouping: requests) { $0.task.isEmpty ? "request \($0.id)" : "task \($0.task)" }
    var lines: [String: [(at: Int64, id: String, text: String)]] = [:]
    for (_, all) in groups {
      let inside = all.filter {
        period.contains(Month(containing: Instant(nanosSinceEpoch: $0.seconds * 1_000_000_000)))
      }
      .sorted { ($0.seconds, $0.id) < ($1.seconds, $1.id) }
      guard let first = inside.first else { continue }
      let outcome = first.task.isEmpty ? nil : inForce[first.task]
      let tokens = inside.reduce(0) { $0 + (Int($1.cells[9]) ?? 0) + (Int($1.cells[12]) ?? 0) }
      let text = line(
        at: first.seconds, cost: inside.reduce(0) { $0 + ($1.costNanos ?? 0) }, tokens: Int64(tokens),
        unpriced: inside.count { $0.costNanos == nil }, department: outcome.map { $0[3] } ?? first.cells[5],
        category: outcome.map { $0[4] } ?? first.cells[6], isTask: !first.task.isEmpty,
        outcome: outcome.map { cells in
          let cost = all.reduce(Int128(0)) { $0 + ($1.costNanos ?? 0) }
          let state = all.contains { $0.costNanos == nil } ? "unpriced" : "priced"
          return "\(cells[6]) \(cost) \(state) \((try? ScaledDecimal.parse(cells[11], scale: 3)) ?? 0)"
        })
      lines[first.worker, default: []].append((first.seconds, first.task.isEmpty ? first.id : first.task, text))
    }
    return lines.mapValues { $0.sorted { ($0.at, $0.id) < ($1.at, $1.id) }.map(\.text) }
  }

  private static func line(
    at seconds: Int64, cost: Int128, tokens: Int64, unpriced: Int, department: String, category: String, isTask: Bool,
    outcome: String?
  ) -> String {
    "\(seconds) \(cost) \(tokens) \(unpriced) \(department)/\(category) \(isTask) \(outcome ?? "no outcome")"
  }

  private static func found(_ units: SpendUnits) -> [Int32: [String]] {
    var lines: [Int32: [String]] = [:]
    for unit in units.units {
      let place = units.places[Int(unit.place)]
      var outcome: String?
      if unit.task >= 0 {
        let task = units.tasks[Int(unit.task)]
        let key = units.keys[Int(task.key)]
        outcome = "\(key.tool) \(task.figures.k) \(key.costState) \(task.figures.w)"
      }
      lines[unit.worker, default: []].append(
        line(
          at: unit.firstNanos / 1_000_000_000, cost: Int128(unit.costNanos), tokens: unit.tokens,
          unpriced: Int(unit.unpricedRequests), department: place.department ?? "", category: place.category ?? "",
          isTask: unit.isTask, outcome: outcome))
    }
    return lines
  }

  /// Many requests at the same times, and tasks that cross a month.
  private static func company(_ seed: UInt64) -> (usage: [String], outcomes: [String]) {
    var company = RandomCompany(seed: seed)
    var usage: [String] = []
    for row in company.usage {
      var cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      if company.below(2) == 0 { cells[3] = "2026-0\(6 + company.below(4))-01T00:00:00Z" }
      usage.append(cells.joined(separator: ","))
    }
    return (usage, company.outcomes)
  }

  @Test("Over random companies, in one import or several, whatever the order", arguments: 0..<12 as Range<UInt64>)
  func bruteForce(seed: UInt64) throws {
    let work = try Workspace()
    let database = try work.database()
    let (usage, outcomes) = Self.company(seed)
    let prices = try work.write("prices.csv", RandomCompany.prices)
    let half = usage.count / 2
    let files = try [Array(usage[half...]), Array(usage[..<half].reversed())].enumerated().map { index, rows in
      try work.write("usage\(index).csv", ([Self.header] + rows).joined(separator: "\n") + "\n")
    }
    let outcomeFile = try work.write(
      "outcomes.csv", ([RandomCompany.outcomeHeader] + outcomes).joined(separator: "\n") + "\n")
    try work.load(database, prices, files[0])
    try work.load(database, files[1], outcomeFile)
    for period in [Self.third, everything] {
      let units = try database.units(in: period)
      let expected = Self.expected(usage, outcomes, in: period)
      let found = Self.found(units)
      #expect(found[0] ?? [] == expected[""] ?? [])
      // Numbers of workers are opaque: their lists are the same, in some order.
      let known = expected.filter { !$0.key.isEmpty }.values.map { $0.joined(separator: "\n") }.sorted()
      #expect(found.filter { $0.key != 0 }.values.map { $0.joined(separator: "\n") }.sorted() == known)
      let spend = try DatabaseRollupSource(database).spendCells().filter { period.contains($0.month) }
      #expect(
        units.units.reduce(Int128(0)) { $0 + Int128($1.costNanos) } == spend.reduce(0) { $0 + $1.usage.costNanos })
    }
  }

  @Test(
    "Of requests of one time the smallest id is the first, in any order of rows, in one import or three",
    arguments: ["123", "132", "213", "231", "312", "321"])
  func equalTimes(order: String) throws {
    let rows: [Character: String] = [
      "1": "r1,T,2026-07-10T10:00:00Z,w1,y,m,1", "2": "r2,T,2026-07-10T10:00:00Z,w2,x,m,1",
      "3": "r3,T,2026-07-10T10:00:00Z,w1,y,m,1",
    ]
    let header = "request_id,task_id,timestamp,worker_id,category,model,cost_usd"
    let lines = order.compactMap { rows[$0] }
    for files in [[lines], lines.map { [$0] }] {
      let work = try Workspace()
      let database = try work.database()
      for (index, file) in files.enumerated() {
        let path = try work.write("usage\(index).csv", ([header] + file).joined(separator: "\n") + "\n")
        try work.load(database, path)
      }
      let units = try database.units(in: Self.third)
      #expect(units.units.map(\.costNanos) == [3_000_000_000])
      #expect(units.units.map { units.places[Int($0.place)].category } == ["y"])
    }
  }

  @Test("A database without rows has no units")
  func empty() throws {
    let work = try Workspace()
    #expect(try work.database().units(in: everything).units.isEmpty)
  }
}
