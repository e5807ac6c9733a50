import Foundation
import Importer
import Storage
import Testing
import TriageModel

/// Random files of one company, with everything that happens to such files.
struct RandomCompany {
  private var state: UInt64
  private(set) var usage: [String] = []
  private(set) var outcomes: [String] = []

  static let usageHeader =
    "request_id,task_id,parent_request_id,timestamp,worker_id,department,category,provider,model,input_tokens,"
    + "cached_input_tokens,cache_write_tokens,output_tokens,reasoning_tokens,cost_usd,requests,status"
  static let outcomeHeader =
    "task_id,completed_at,worker_id,department,category,complexity,tool,succeeded,value_usd,minutes_saved,"
    + "review_minutes,rework_minutes,pair_id"
  static let prices = """
    model,effective_from,input_usd_per_mtok,cached_input_usd_per_mtok,cache_write_usd_per_mtok,output_usd_per_mtok
    big,2026-01-01T00:00:00Z,5,0.5,6.25,25
    small,2026-01-01T00:00:00Z,1,,,5
    small,2026-08-01T00:00:00Z,0.2,0.02,,1.2

    """

  init(seed: UInt64, tasks: Int = 60) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 7
    for task in 0..<tasks { addTask("t\(task)") }
    for request in 0..<tasks / 3 { addRequest("free\(request)", task: "") }
    for task in 0..<tasks / 6 { addRequest("lost\(task)", task: "lost\(task % 4)") }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
  mutating func pick(_ list: [String]) -> String { list[below(list.count)] }
  mutating func maybe(_ text: String) -> String { below(5) == 0 ? "" : text }

  mutating func shuffled(_ rows: [String]) -> [String] {
    var rows = rows
    for index in rows.indices.reversed() where index > 0 { rows.swapAt(index, below(index + 1)) }
    return rows
  }

  private mutating func time() -> String {
    let pad = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return "2026-\(pad(6 + below(4)))-\(pad(1 + below(28)))T\(pad(below(24))):\(pad(below(60))):\(pad(below(60)))Z"
  }

  private mutating func addRequest(_ id: String, task: String) {
    let input = below(100_000)
    let cached = below(input / 2 + 1)
    let write = below(input / 4 + 1)
    let output = below(9000)
    let cells = [
      id, task, below(4) == 0 ? "parent\(below(5))" : "", time(), maybe("w\(below(9))"),
      maybe(pick(["Legal", "Sales"])),
      maybe(pick(["mail", "code"])), maybe("lab"), pick(["big", "small", "unknown"]), maybe("\(input)"), "\(cached)",
      below(2) == 0 ? "\(write)" : "", "\(output)", "\(below(output + 1))",
      below(2) == 0 ? "\(below(40)).\(100_000 + below(899_999))" : "", maybe("\(1 + below(3))"),
      maybe(pick(["ok", "error"])),
    ]
    usage.append(cells.joined(separator: ","))
  }

  private mutating func addTask(_ id: String) {
    for request in 0..<below(5) { addRequest("\(id)-\(request)", task: id) }
    for _ in 0..<(below(4) == 0 ? 3 : 1) {
      let value = below(3) == 0 ? "\(below(90) - 20).\(below(9))" : ""
      let cells = [
        id, time(), maybe("w\(below(9))"), maybe(pick(["Legal", "Sales"])), pick(["mail", "code", "other"]),
        maybe("\(1 + below(5))"), pick(["big", "small", "flow"]), maybe(pick(["true", "false", "0.25"])), value,
        maybe("\(below(60) - 9).\(below(9))"), maybe("\(below(9))"), maybe("\(below(9)).5"),
        below(6) == 0 ? "pair\(below(9))" : "",
      ]
      outcomes.append(cells.joined(separator: ","))
    }
  }
}

@Suite("However rows come in, the same is stored")
struct ImportLawTests {
  /// All that a report can see of a database.
  private struct Content: Hashable {
    var tasks: [TaskCell]
    var spend: [SpendCell]
    var models: [ModelCell]
    var hidden: [HiddenCell]
    /// Net facts, each with how often it stands.
    var facts: [[String]: Int]
  }

  private func content(_ database: TriageDatabase) throws -> Content {
    try database.runChecks()
    let source = DatabaseRollupSource(database)
    var facts: [[String]: Int] = [:]
    for category in ["mail", "code", "other"] {
      let found = try source.taskFacts(category: category, in: everything)
      for fact in found.facts {
        let key = found.keys[Int(fact.keyIndex)]
        // Numbers of workers and pairs are opaque; whether there is one is not.
        facts[["\(key)", "\(fact.figures)", "\(fact.worker != 0)", "\(fact.pair != 0)"], default: 0] += Int(fact.sign)
      }
    }
    return Content(
      tasks: try source.taskCells(in: everything), spend: try source.spendCells(),
      models: try source.modelCells(in: everything), hidden: try source.hiddenCells(in: everything),
      facts: facts.filter { $0.value != 0 })
  }

  private func text(_ header: String, _ rows: [String]) -> String { ([header] + rows).joined(separator: "\n") + "\n" }

  private func inOneGo(_ company: RandomCompany, _ workspace: Workspace) throws -> Content {
    let database = try workspace.database("one.db")
    try workspace.load(
      database, try workspace.write("u.csv", text(RandomCompany.usageHeader, company.usage)),
      try workspace.write("o.csv", text(RandomCompany.outcomeHeader, company.outcomes)),
      try workspace.write("p.csv", RandomCompany.prices))
    return try content(database)
  }

  @Test("In one go, or in any number of overlapping parts in any order", arguments: 0..<25 as Range<UInt64>)
  func parts(seed: UInt64) throws {
    var company = RandomCompany(seed: seed)
    let workspace = try Workspace()
    let expected = try inOneGo(company, workspace)
    let database = try workspace.database("parts.db")
    var files: [(String, String)] = [("p.csv", RandomCompany.prices)]
    for part in 0..<5 {
      var usage: [String] = []
      var outcomes: [String] = []
      for (index, row) in company.usage.enumerated() where index % 5 == part || company.below(4) == 0 {
        usage.append(row)
      }
      for (index, row) in company.outcomes.enumerated() where index % 5 == part || company.below(4) == 0 {
        outcomes.append(row)
      }
      files.append(("u\(part).csv", text(RandomCompany.usageHeader, company.shuffled(usage))))
      files.append(("o\(part).csv", text(RandomCompany.outcomeHeader, company.shuffled(outcomes))))
    }
    let order = company.shuffled(files.indices.map { "\($0)" }).compactMap { Int($0) }
    for index in order { try workspace.load(database, try workspace.write(files[index].0, files[index].1)) }
    #expect(try content(database) == expected)
  }

  @Test("Quoted, with CRLF, in other columns' order, as gzip or plain: careful and plain reading agree")
  func forms() throws {
    let company = RandomCompany(seed: 99, tasks: 200)
    let workspace = try Workspace()
    let expected = try inOneGo(company, workspace)
    func quoted(_ row: String) -> String {
      row.split(separator: ",", omittingEmptySubsequences: false).map { "\"\($0)\"" }.joined(separator: ",")
    }
    func spaced(_ row: String) -> String {
      row.split(separator: ",", omittingEmptySubsequences: false).map { "  \($0) " }.joined(separator: ",")
    }
    func reversed(_ row: String) -> String {
      row.split(separator: ",", omittingEmptySubsequences: false).reversed().joined(separator: ",")
    }
    func tabbed(_ row: String) -> String { row.replacingOccurrences(of: ",", with: "\t") }
    func semicolons(_ row: String) -> String { row.replacingOccurrences(of: ",", with: ";") }
    let forms: [(String, (String) -> String)] = [
      ("quoted", quoted), ("spaced", spaced), ("reversed", reversed), ("tabs", tabbed), ("semicolons", semicolons),
    ]
    for (name, change) in forms {
      let database = try workspace.database("\(name).db")
      let usage = ([RandomCompany.usageHeader] + company.usage).map(change).joined(separator: "\r\n")
      let outcomes = ([RandomCompany.outcomeHeader] + company.outcomes).map(change).joined(separator: "\r\n")
      try workspace.load(
        database, try workspace.write("u.csv", usage), try workspace.write("o.csv", outcomes),
        try workspace.write("p.csv", RandomCompany.prices))
      #expect(try content(database) == expected, "\(name)")
    }
  }

  @Test("An import that is taken back leaves no trace", arguments: 0..<15 as Range<UInt64>)
  func undo(seed: UInt64) throws {
    let company = RandomCompany(seed: seed)
    let workspace = try Workspace()
    let database = try workspace.database()
    let half = (company.usage.count / 2, company.outcomes.count / 2)
    try workspace.load(
      database, try workspace.write("u1.csv", text(RandomCompany.usageHeader, Array(company.usage[..<half.0]))),
      try workspace.write("o1.csv", text(RandomCompany.outcomeHeader, Array(company.outcomes[..<half.1]))))
    let before = try content(database)
    let added = try workspace.load(
      database, try workspace.write("u2.csv", text(RandomCompany.usageHeader, Array(company.usage[half.0...]))),
      try workspace.write("o2.csv", text(RandomCompany.outcomeHeader, Array(company.outcomes[half.1...]))),
      try workspace.write("p.csv", RandomCompany.prices))
    let after = try content(database)
    #expect(after != before)
    for outcome in added.reversed() { try database.undo(importID: outcome.entry.id) }
    #expect(try content(database) == before)
    #expect(throws: StorageError.alreadyUndone(path: database.path, id: added[0].entry.id)) {
      try database.undo(importID: added[0].entry.id)
    }
    for name in ["u2.csv", "o2.csv", "p.csv"] { try workspace.load(database, workspace.path(name)) }
    #expect(try content(database) == after)
  }

  @Test("Replacing rows in conflict gives what the later file alone would give")
  func replace() throws {
    let company = RandomCompany(seed: 5)
    let workspace = try Workspace()
    // The first file has the wrong cost in every third row.
    let wrong = company.usage.enumerated().map { index, row in
      var cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      if index % 3 == 0 { cells[14] = "77.5" }
      return cells.joined(separator: ",")
    }
    let expected = try inOneGo(company, workspace)
    let database = try workspace.database()
    try workspace.load(
      database, try workspace.write("u.csv", text(RandomCompany.usageHeader, wrong)), workspace.path("o.csv"),
      workspace.path("p.csv"))
    let right = try workspace.write("right.csv", text(RandomCompany.usageHeader, company.usage))
    #expect(throws: ImportError.self) { try workspace.load(database, right) }
    var options = ImportOptions()
    options.onConflict = .keep
    let kept = try Importer(toolVersion: "test", options: options).run([ImportFile(path: right)], into: database)
    #expect(kept[0].entry.keptRows > 0 && kept[0].entry.newRows == 0)
    options.onConflict = .replace
    let before = try content(database)
    let replaced = try Importer(toolVersion: "test", options: options).run([ImportFile(path: right)], into: database)
    #expect(replaced[0].entry.replacedRows == kept[0].entry.keptRows)
    #expect(try content(database) == expected)
    // Taken back, the rows that it took the place of are in force again; replaced once more, they are not.
    try database.undo(importID: replaced[0].entry.id)
    #expect(try content(database) == before)
    try database.runChecks()
    _ = try Importer(toolVersion: "test", options: options).run([ImportFile(path: right)], into: database)
    #expect(try content(database) == expected)
    try database.runChecks()
  }

  @Test("Of rows that took each other's place, each import taken back leaves the one before it")
  func replacedTwice() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    let header = "request_id,task_id,timestamp,model,cost_usd\n"
    var options = ImportOptions()
    options.onConflict = .replace
    func cost() throws -> Int128 {
      try DatabaseRollupSource(database).spendCells().reduce(0) { $0 + $1.usage.costNanos }
    }
    for (name, rows) in [
      ("a.csv", "r1,t,2026-07-01T00:00:00Z,m,1\nr2,,2026-07-01T00:00:00Z,m,10\n"),
      ("b.csv", "r1,t,2026-07-01T00:00:00Z,m,2\n"),
      ("c.csv", "r1,t,2026-07-01T00:00:00Z,m,4\nr2,,2026-07-01T00:00:00Z,m,20\n"),
    ] {
      let file = ImportFile(path: try workspace.write(name, header + rows))
      _ = try Importer(toolVersion: "test", options: options).run([file], into: database)
    }
    #expect(try cost() == 24_000_000_000)
    for (number, left) in [(3, 12), (2, 11), (1, 0)] as [(Int64, Int128)] {
      try database.undo(importID: number)
      #expect(try cost() == left * 1_000_000_000)
      try database.runChecks()
    }
  }

  @Test("One request of two tasks counts once, whichever came first, for the task that sorts first")
  func shared() throws {
    let header = "request_id,task_id,timestamp,model,cost_usd\n"
    let rows = ["r1,b,2026-07-01T00:00:00Z,m,1", "r1,a,2026-07-01T00:00:00Z,m,1", "r1,,2026-07-01T00:00:00Z,m,1"]
    let outcomes =
      "task_id,completed_at,category,tool,succeeded\na,2026-07-02T00:00:00Z,c,m,1\nb,2026-07-02T00:00:00Z,c,m,1\n"
    var found: Set<[TaskCell]> = []
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2], [2, 0, 1]] {
      for apart in [false, true] {
        let workspace = try Workspace()
        let database = try workspace.database()
        try workspace.load(database, try workspace.write("o.csv", outcomes))
        if apart {
          for index in order {
            try workspace.load(database, try workspace.write("u\(index).csv", header + rows[index] + "\n"))
          }
        } else {
          let text = header + order.map { rows[$0] }.joined(separator: "\n") + "\n"
          try workspace.load(database, try workspace.write("u.csv", text))
        }
        try database.runChecks()
        found.insert(try DatabaseRollupSource(database).taskCells(in: everything))
      }
    }
    #expect(found.count == 1)
  }
}
