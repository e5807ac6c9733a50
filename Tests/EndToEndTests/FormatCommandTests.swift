import Foundation
import Testing

@Suite("The command reads exports of other tools")
struct FormatCommandTests {
  private func copy(_ files: [String: String]) throws -> FixtureCopy {
    let copy = try FixtureCopy(of: nil)
    for (name, text) in files { try Data(text.utf8).write(to: copy.folder.appending(path: name)) }
    return copy
  }

  private let activity = """
    generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug
    g1,2026-07-06 18:54:30.040,0.001,100,10,big

    """

  @Test("A file without zones asks for one, is explained, and imported")
  func zone() throws {
    let files = try copy(["a.csv": activity])
    defer { withExtendedLifetime(files) {} }
    let command = BuiltCommand(folder: files.folder)
    let asked = try command.run(["import", "a.csv"])
    #expect(asked.status == 65 && asked.messages.contains("Say it with --timezone"), "\(asked.messages)")
    let explained = try command.run(["import", "--explain", "--timezone", "UTC", "a.csv"])
    #expect(explained.status == 0, "\(explained.messages)")
    for text in ["OpenRouter activity CSV (openrouter), one row per request", "created_at", "2026-07-06T18:54:30.04Z"] {
      #expect(explained.output.contains(text), "\(explained.output)")
    }
    let done = try command.run(["import", "--timezone", "UTC", "a.csv"])
    #expect(done.status == 0 && done.messages.contains("1 usage row: 1 new"), "\(done.messages)")
  }

  @Test("The mapping that a refusal of grades prints is read as it is printed")
  func gradeMapping() throws {
    let header = "id,traceId,timestamp,source,name,dataType,value,stringValue,traceName,userId\n"
    let rows = [4, 1].map { "s\($0),t\($0),2026-07-01T10:00:00Z,HUMAN,rating,NUMERIC,\($0),,inv,ann\n" }
    let files = try copy(["s.csv": header + rows.joined()])
    defer { withExtendedLifetime(files) {} }
    let command = BuiltCommand(folder: files.folder)
    let refused = try command.run(["import", "--set", "tool=bot", "s.csv"])
    let start = try #require(refused.messages.range(of: "--mapping: {"))
    let line = try #require(refused.messages[start.lowerBound...].split(separator: "\n").first)
    try Data(line.dropFirst("--mapping: ".count).utf8).write(to: files.folder.appending(path: "grades.yaml"))
    let done = try command.run(["import", "--mapping", "grades.yaml", "--set", "tool=bot", "s.csv"])
    #expect(done.status == 0 && done.messages.contains("2 outcome rows: 2 new"), "\(done.messages)")
  }

  @Test("Two rates of a currency and two texts of a column are refused; one that no row can have is named")
  func settings() throws {
    let files = try copy(["a.csv": activity])
    defer { withExtendedLifetime(files) {} }
    let command = BuiltCommand(folder: files.folder)
    let rates = try command.run(["import", "a.csv", "--timezone", "UTC", "--rate", "CNY=0.14", "--rate", "cny=0.15"])
    #expect(rates.status == 64 && rates.messages.contains("is the second rate for CNY"), "\(rates.messages)")
    let texts = try command.run(["import", "a.csv", "--timezone", "UTC", "--set", "worker=a", "--set", "worker=b"])
    #expect(texts.status == 64 && texts.messages.contains("is the second text for worker"), "\(texts.messages)")
    let unused = try command.run(["import", "a.csv", "--timezone", "UTC", "--set", "tool=x", "--rate", "CNY=0.14"])
    #expect(unused.status == 0 && unused.messages.contains("--set tool changes nothing here"), "\(unused.messages)")
    #expect(!unused.messages.contains("amounts in CNY"), "\(unused.messages)")
  }

  @Test("Rows that only their place in the file tells apart give the same report in any order")
  func equalRows() throws {
    let cursor =
      "Date,Model,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost\n"
    let events = ["0.11", "0.11", "0.32", "Included"].map {
      "2026-07-01T10:00:00Z,auto,0,10000,20000,30000,60000,\($0)\n"
    }
    let focus = "BilledCost,BillingCurrency,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ProviderName,SkuId\n"
    let charges = ["1.5", "1.5", "2.25"].map {
      "\($0),USD,Usage,2026-07-01T00:00:00Z,2026-07-02T00:00:00Z,Cloud,sku-1\n"
    }
    func report(_ events: [String], _ charges: [String]) throws -> String {
      let files = try copy([
        "u.csv": cursor + events.joined(), "i.csv": focus + charges.joined(),
        "o.csv": "task_id,completed_at,category,tool\nt,2026-07-02T00:00:00Z,mail,auto\n",
        "policy.yaml": "tools: {auto: {tier: frontier}}\nperiod: 2026Q3\n",
      ])
      defer { withExtendedLifetime(files) {} }
      let command = BuiltCommand(folder: files.folder)
      let imported = try command.run(["import", "u.csv", "i.csv", "o.csv"])
      try #require(imported.status == 0, "\(imported.messages)")
      #expect(imported.messages.contains("4 usage rows: 4 new"), "\(imported.messages)")
      let made = try command.run(["report", "--policy", "policy.yaml", "--format", "json"])
      try #require(made.status == 0, "\(made.messages)")
      return made.output
    }
    let first = try report(events, charges)
    #expect(first.contains("\"5.25\""))
    #expect(try report(events.reversed(), charges.reversed()) == first)
    #expect(try report([2, 0, 3, 1].map { events[$0] }, [1, 2, 0].map { charges[$0] }) == first)
  }

  @Test("A mapping file reads a CSV of one's own")
  func mapping() throws {
    let mapping = """
      zone: utc
      columns: {request_id: id, timestamp: at, model: llm, cost_usd: usd, task_id: {column: ref, match: "T-[0-9]+"}}
      """
    let files = try copy(["own.csv": "id,at,llm,usd,ref\n1,2026-07-01,big,0.5,fix T-12\n", "m.yaml": mapping])
    defer { withExtendedLifetime(files) {} }
    let command = BuiltCommand(folder: files.folder)
    let explained = try command.run(["import", "--explain", "--mapping", "m.yaml", "own.csv"])
    #expect(explained.output.contains("T-12"), "\(explained.output)\(explained.messages)")
    let done = try command.run(["import", "--mapping", "m.yaml", "own.csv"])
    #expect(done.status == 0 && done.messages.contains("1 usage row: 1 new"), "\(done.messages)")
  }

  @Test(
    "Options that say nothing are refused",
    arguments: [
      (["--timezone", "Berlin"], "is no time zone"), (["--set", "tools=x"], "names no column"),
      (["--period", "July"], "is no period"), (["--format", "opnrouter"], "Did you mean openrouter?"),
    ])
  func options(arguments: [String], fragment: String) throws {
    let files = try copy(["a.csv": activity])
    defer { withExtendedLifetime(files) {} }
    let command = BuiltCommand(folder: files.folder)
    let result = try command.run(["import"] + arguments + ["a.csv"])
    #expect(result.status != 0 && result.messages.contains(fragment), "\(result.messages)")
  }

  private let policy = "tools: {big: {tier: frontier}}\nmin_workers: 0\ntimezone: Europe/Berlin\nfiscal_year_start: 4\n"

  private let tasks = """
    task_id,completed_at,category,tool,succeeded,value_usd
    t1,2026-06-30T22:00:00Z,work,big,yes,5
    t2,2026-07-01T10:00:00Z,work,big,yes,5

    """

  @Test("A review takes exports of other tools, and counts months in the policy's zone")
  func review() throws {
    let late = activity + "g2,2026-06-30 22:30:00.000,0.002,100,10,big\n"
    let files = try copy(["a.csv": late, "t.csv": tasks, "p.yaml": policy])
    defer { withExtendedLifetime(files) {} }
    let command = BuiltCommand(folder: files.folder)
    let asked = try command.run(["review", "--usage", "a.csv", "--outcomes", "t.csv", "--policy", "p.yaml"])
    #expect(asked.status == 65 && asked.messages.contains("Say it with --timezone"), "\(asked.messages)")
    let done = try command.run([
      "review", "--usage", "a.csv", "--timezone", "UTC", "--outcomes", "t.csv", "--policy", "p.yaml", "--period",
      "2026-07",
    ])
    #expect(done.status == 0, "\(done.messages)")
    #expect(done.messages.contains("read as OpenRouter activity CSV"), "\(done.messages)")
    let markdown = try command.run(["report", "--policy", "p.yaml", "--period", "2026-07"])
    #expect(markdown.output.contains("1 Jul 2026 to 31 Jul 2026 Europe/Berlin"), "\(markdown.output)")
    let json = try command.run(["report", "--policy", "p.yaml", "--period", "2026-07", "--format", "json"])
    #expect(json.output.contains("2026-06-30T22:00:00Z"), "\(json.output.prefix(2000))")
    let quarter = try command.run(["report", "--policy", "p.yaml", "--period", "2027-FQ2"])
    #expect(quarter.output.contains("FQ2 FY2027 (July 2026 to September 2026)"), "\(quarter.output.prefix(2000))")
    let wrong = try command.run(["review", "--outcomes", "a.csv", "--timezone", "UTC", "--policy", "p.yaml"])
    #expect(wrong.messages.contains("a file of kind usage, not outcomes"), "\(wrong.messages)")
  }

  @Test("A policy with another zone makes the sums anew")
  func zoneOfPolicy() throws {
    let usage = "request_id,timestamp,model,cost_usd\nr1,2026-06-30T22:30:00Z,big,7\nr2,2026-07-02T00:00:00Z,big,2\n"
    let utc = policy.replacingOccurrences(of: "Europe/Berlin", with: "UTC")
    let files = try copy(["u.csv": usage, "t.csv": tasks, "p.yaml": policy, "utc.yaml": utc])
    defer { withExtendedLifetime(files) {} }
    let command = BuiltCommand(folder: files.folder)
    #expect(try command.run(["import", "--policy", "p.yaml", "u.csv", "t.csv"]).status == 0)
    func spend(_ policy: String) throws -> String {
      let json = try command.run(["report", "--policy", policy, "--period", "2026-07", "--format", "json"])
      let text = json.output.replacingOccurrences(of: " ", with: "")
      return String(text.range(of: "\"no_task\":").map { text[$0.upperBound...].prefix(400) } ?? "")
    }
    for (policy, rows) in [("p.yaml", 2), ("utc.yaml", 1), ("p.yaml", 2)] {
      let found = try spend(policy)
      #expect(found.contains("\"rows\":\(rows),"), "\(policy): \(found)")
    }
    #expect(try command.run(["check"]).status == 0)
  }
}
