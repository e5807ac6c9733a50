import Foundation
import Importer
import Storage
import Testing
import TriageModel

@Suite("Exports of other tools become canonical rows")
struct FormatTests {
  @Test("Every format has a fixture")
  func coverage() {
    let names = Set(FormatFixture.all.map(\.name))
    for format in SourceCatalogue.formats where !format.isRefused {
      #expect(names.contains { $0.hasPrefix(format.name) }, "\(format.name)")
      #expect(!format.quirks.isEmpty)
    }
  }

  @Test("Each export gives exactly the rows that are written beside it", arguments: FormatFixture.all)
  func rows(fixture: FormatFixture) throws {
    let explanation = try #require(
      try FileExplanation.read(path: fixture.export, settings: fixture.settings, limit: .max))
    #expect(explanation.problems.isEmpty, "\(explanation.problems.map(\.text))")
    let lines = try String(contentsOfFile: fixture.expected, encoding: .utf8).split(separator: "\n").map(String.init)
    let found = [explanation.canonicalHeader] + explanation.samples.map(\.after)
    #expect(found.map(line) == lines)
  }

  @Test("A zone or a period that the file says itself is named")
  func unusedOptions() throws {
    let workspace = try Workspace()
    let path = try workspace.write(
      "d.csv", "Date,Team,Spend ($),Requests,Prompt Tokens,Completion Tokens\n2026-07-01,a,0.10,1,10,1\n")
    var options = ImportOptions()
    func said() throws -> [String] {
      try Importer(toolVersion: "test", options: options).run(
        [ImportFile(path: path)], into: workspace.database("\(UUID().uuidString).db"))[0]
        .notes.filter { $0.code == "unused-option" }.map(\.message)
    }
    #expect(try said() == [])
    options.source.zone = .utc
    options.source.period = Period("2026-07")
    #expect(
      try said() == [
        "--timezone does not change how this file is read: the times of a LiteLLM daily CSV are UTC",
        "--period does not change how this file is read: the rows of a LiteLLM daily CSV have dates",
      ])
  }

  @Test("A conflict among objects that share a line names the object")
  func conflictOfOneLine() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    func file(_ tokens: Int) throws -> String {
      let rows = [("a", 5), ("b", tokens)].map {
        "{\"request_id\":\"\($0.0)\",\"call_type\":\"acompletion\",\"spend\":0.001,\"prompt_tokens\":\($0.1),"
          + "\"completion_tokens\":1,\"startTime\":\"2026-07-01T10:00:00Z\",\"model\":\"m\"}"
      }
      return try workspace.write("\(tokens).json", "[\(rows.joined(separator: ","))]")
    }
    try workspace.load(database, try file(7))
    let changed = try file(8)
    let error = #expect(throws: ImportError.self) { try workspace.load(database, changed) }
    #expect(error?.diagnostics.map(\.code) == ["conflict"])
    #expect(error?.diagnostics.first?.message.hasSuffix("(object 2): input_tokens is 7 in import 1, 8 here") == true)
  }

  @Test("A --timezone that changes nothing for two files of a run is said once, with the number of others")
  func unusedZoneOfTwo() throws {
    let workspace = try Workspace()
    let header = "usage_date_utc,model_version,usage_input_tokens_no_cache,usage_output_tokens\n"
    let files = try ["2026-07-01", "2026-08-01"].map { day in
      ImportFile(path: try workspace.write("\(day).csv", header + "\(day),claude-opus-5,100,10\n"))
    }
    var options = ImportOptions()
    options.source.zone = SourceZone("+02:00")
    let outcomes = try Importer(toolVersion: "test", options: options).run(files, into: try workspace.database())
    let notes = outcomes.map { $0.notes.filter { $0.code == "unused-option" }.map(\.message) }
    #expect(notes[1].isEmpty && notes[0].count == 1)
    #expect(notes[0].first?.hasSuffix("are UTC; the same goes for 1 other file of this run") == true)
  }

  @Test("A --set that one file takes is a note for the others, said once; one that none takes is a warning")
  func unusedSetOfTwo() throws {
    let workspace = try Workspace()
    let header = "usage_date_utc,model_version,usage_input_tokens_no_cache,usage_output_tokens\n"
    let usage = try ["2026-07-01", "2026-08-01"].map { day in
      ImportFile(path: try workspace.write("\(day).csv", header + "\(day),claude-opus-5,100,10\n"))
    }
    let zendesk = FormatFixture.all.first { $0.name == "zendesk" }
    var options = try #require(zendesk).options
    options.isDryRun = true
    options.source.constants = [.tool: "claude-opus-5"]
    func notes(_ files: [ImportFile]) throws -> [Diagnostic] {
      try Importer(toolVersion: "test", options: options).run(files, into: try workspace.database())
        .flatMap { $0.notes.filter { $0.code == "unused-set" } }
    }
    let none = try notes(usage)
    #expect(none.map(\.severity) == [.warning])
    #expect(none.first?.message.hasSuffix("no such column; the same goes for 1 other file of this run") == true)
    let taken = try notes(usage + [ImportFile(path: try #require(zendesk).export)])
    #expect(taken.map(\.severity) == [.note])
  }

  private func line(_ cells: [String]) -> String {
    cells.map { cell in
      let needsQuotes = cell.contains { $0 == "," || $0 == "\"" || $0 == "\n" }
      return needsQuotes ? "\"\(cell.replacingOccurrences(of: "\"", with: "\"\""))\"" : cell
    }.joined(separator: ",")
  }

  @Test("What is imported is what is shown: the canonical rows are there already", arguments: FormatFixture.all)
  func imported(fixture: FormatFixture) throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    let export = ImportFile(path: fixture.export)
    let first = try Importer(toolVersion: "test", options: fixture.options).run([export], into: database)[0]
    let rows = try String(contentsOfFile: fixture.expected, encoding: .utf8).split(separator: "\n").count - 1
    #expect(first.entry.newRows == Int64(rows))
    #expect(try Importer(toolVersion: "test", options: fixture.options).run([export], into: database)[0].isKnownFile)
    try database.runChecks()
    // A canonical row stands for at least one request; a row of one kind of token for none. It cannot say either that a
    // seat pays, or nobody.
    guard fixture.name != "deepseek-amount", first.entry.kind != .invoices else { return }
    guard !first.notes.contains(where: { $0.code == "allocated" || $0.code == "free" }) else { return }
    let again = try workspace.load(database, fixture.expected)[0]
    #expect(again.entry.repeatedRows == Int64(rows) && again.isKnownFile, "\(again.entry)")
  }

  @Test("Formats do not overlap: a header is one of them only", arguments: FormatFixture.all)
  func detection(fixture: FormatFixture) throws {
    let explanation = try #require(try FileExplanation.read(path: fixture.export, settings: fixture.settings))
    #expect(fixture.name.hasPrefix(explanation.format))
  }

  private func refusal(_ text: String, _ settings: SourceSettings) throws -> [Diagnostic] {
    let workspace = try Workspace()
    var options = ImportOptions()
    options.source = settings
    let file = ImportFile(path: try workspace.write("x.csv", text))
    let error = try #require(throws: ImportError.self) {
      try Importer(toolVersion: "test", options: options).run([file], into: try workspace.database())
    }
    return error.diagnostics
  }

  @Test("A header that fits nothing is told the nearest format and the missing columns")
  func nearest() throws {
    let header = "usage_date_utc,model_version,usage_output_tokens,x\n"
    let found = try refusal(header, SourceSettings())
    #expect(found.map(\.code) == ["missing-column"])
    #expect(found[0].message.contains("Anthropic Console usage CSV"))
    #expect(found[0].message.contains("usage_input_tokens_no_cache"))
  }

  @Test("A JSON file that fits nothing is told the nearest format, and one without objects that it has none")
  func nearestJSON() throws {
    let usage = #"{"request_id":"a","call_type":"c","spend":1,"prompt_tokens":1,"completion_tokens":1,"model":"m"}"#
    let found = try refusal(usage, SourceSettings())
    #expect(found.map(\.code) == ["missing-column"])
    #expect(found[0].message.contains("(litellm-spendlogs-json), but without startTime"))
    #expect(try refusal("[]", SourceSettings())[0].message == "the file holds no object")
  }

  @Test("A format that is JSON is not looked for in a CSV file, nor the other way round")
  func wrongLayout() throws {
    var settings = SourceSettings()
    settings.formatName = "bedrock-log"
    #expect(try refusal("a,b\n1,2\n", settings).map(\.code) == ["wrong-layout"])
    settings.formatName = "cursor"
    #expect(try refusal("[{\"a\":1}]", settings).map(\.code) == ["wrong-layout"])
  }

  @Test("A header that fits two formats is refused, and --format decides")
  func ambiguous() throws {
    let text = "request_id,timestamp,user,model,requests used\nr1,2026-07-01T00:00:00Z,ann,big,1\n"
    let found = try refusal(text, SourceSettings())
    #expect(found.map(\.code) == ["ambiguous-format"])
    #expect(found[0].message.contains("usage and copilot-legacy"))
    let workspace = try Workspace()
    var options = ImportOptions()
    options.source.formatName = "usage"
    let file = ImportFile(path: try workspace.write("x.csv", text))
    let outcome = try Importer(toolVersion: "test", options: options).run([file], into: try workspace.database())
    #expect(outcome[0].entry.newRows == 1)
    options.source.formatName = "copilot-legcy"
    let error = try #require(throws: ImportError.self) {
      try Importer(toolVersion: "test", options: options).run([file], into: try workspace.database("b.db"))
    }
    #expect(error.diagnostics[0].remedy == "Did you mean copilot-legacy?")
  }

  @Test(
    "What a file does not say is asked for, never assumed",
    arguments: [
      ("openrouter", "missing-time-zone"), ("claude-spend", "missing-period"), ("jira", "missing-time-zone"),
    ])
  func asked(name: String, code: String) throws {
    let text = try String(contentsOfFile: FormatFixture(name: name).export, encoding: .utf8)
    #expect(try refusal(text, SourceSettings()).map(\.code) == [code])
  }

  @Test("A tool that no column names is asked for")
  func askedTool() throws {
    var settings = SourceSettings()
    settings.zone = .utc
    let text = try String(contentsOfFile: FormatFixture(name: "servicenow").export, encoding: .utf8)
    let found = try refusal(text, settings)
    #expect(found.map(\.code) == ["not-in-source"])
    #expect(found[0].remedy?.contains("--set tool=") == true)
  }

  @Test("A canceled incident has the time of its closing and is no success; without that time it is passed over")
  func canceledIncident() throws {
    let text = """
      number,opened_at,state,category,assignment_group,assigned_to,resolved_at,closed_at
      INC1,2026-07-01 09:00:00,Canceled,Hardware,Desk,ann,,2026-07-01 10:00:00
      INC2,2026-07-01 09:00:00,8,Hardware,Desk,ann,,2026-07-01 10:30:00
      INC3,2026-07-01 09:00:00,Canceled,Hardware,Desk,ann,,
      INC4,2026-07-01 09:00:00,Closed,Hardware,Desk,ann,2026-07-01 11:00:00,2026-07-05 11:00:00

      """
    let workspace = try Workspace()
    var options = ImportOptions()
    options.source.zone = .utc
    options.source.constants[.tool] = "desk"
    let file = ImportFile(path: try workspace.write("x.csv", text))
    let explanation = try #require(try FileExplanation.read(path: file.path, settings: options.source, limit: .max))
    // Task, time and success.
    #expect(
      explanation.samples.map { [$0.after[0], $0.after[1], $0.after[6]] } == [
        ["INC1", "2026-07-01T10:00:00Z", "0"], ["INC2", "2026-07-01T10:30:00Z", "0"],
        ["INC4", "2026-07-01T11:00:00Z", "1"],
      ])
    let outcome = try Importer(toolVersion: "test", options: options).run([file], into: try workspace.database())[0]
    #expect(
      outcome.notes.filter { $0.code == "passed-over" }.map(\.message)
        == ["1 row was passed over: incidents that are neither resolved nor closed"])
  }

  @Test(
    "Zones are UTC, offsets and names, with their change of the clock",
    arguments: [
      ("UTC", "2026-07-06T18:00:00Z"), ("+02:00", "2026-07-06T16:00:00Z"), ("-0530", "2026-07-06T23:30:00Z"),
      ("Europe/Berlin", "2026-07-06T16:00:00Z"), ("America/New_York", "2026-07-06T22:00:00Z"),
    ])
  func zones(zone: String, expected: String) throws {
    let text = "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug\n"
    let workspace = try Workspace()
    var settings = SourceSettings()
    settings.zone = SourceZone(zone)
    let path = try workspace.write("x.csv", text + "g,2026-07-06 18:00:00,1,1,1,m\n")
    let explanation = try #require(try FileExplanation.read(path: path, settings: settings))
    #expect(explanation.samples.first?.after[3] == expected)
  }

  @Test(
    "Times that the clocks leave out or show twice are named",
    arguments: [
      ("2026-03-29 02:30:00", "2026-03-29T01:30:00Z", "skipped-hour"),
      ("2026-10-25 02:30:00", "2026-10-25T00:30:00Z", "repeated-hour"),
      ("2026-10-25 03:00:00", "2026-10-25T02:00:00Z", nil),
    ])
  func changesOfTheClock(written: String, expected: String, code: String?) throws {
    let text = "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug\n"
    let workspace = try Workspace()
    var options = ImportOptions()
    options.source.zone = SourceZone("Europe/Berlin")
    let path = try workspace.write("x.csv", text + "g,\(written),0.001,10,1,m\n")
    let explanation = try #require(try FileExplanation.read(path: path, settings: options.source))
    #expect(explanation.samples.first?.after[3] == expected)
    let outcome = try Importer(toolVersion: "test", options: options).run(
      [ImportFile(path: path)], into: try workspace.database())[0]
    #expect(outcome.notes.map(\.code).filter { $0.hasSuffix("-hour") } == (code.map { [$0] } ?? []))
  }

  @Test("A JSON file that is cut off says so, and where")
  func cutJSON() throws {
    let text =
      #"[{"number":1,"url":"u","state":"CLOSED","stateReason":"","closedAt":"2026-07-01T10:00:00Z"},"# + "\n"
      + #"{"number":2,"url"#
    let workspace = try Workspace()
    let file = try workspace.write("list.json", text)
    let error = #expect(throws: ImportError.self) { try workspace.load(try workspace.database(), file) }
    let found = try #require(error?.diagnostics.first)
    #expect(found.code == "cut-off" && found.position?.line == 2 && found.position?.column == 17)
    #expect(found.message == "the file is cut off here: what begins in line 1 is not closed")
  }

  @Test("Problems of a JSON file in one line name the object and its column")
  func placesInOneLine() throws {
    let row =
      #"{"id":"a","traceId":"t","startTime":"2026-07-01T10:00:00","type":"GENERATION","usageDetails":{},"model":"m"}"#
    let workspace = try Workspace()
    let file = try workspace.write("o.json", "[\(row),\(row)]\n")
    let error = #expect(throws: ImportError.self) { try workspace.load(try workspace.database(), file) }
    let found = error?.diagnostics ?? []
    #expect(
      found.map { $0.position?.column } == [2, 3 + row.utf8.count] && found.allSatisfy { $0.position?.line == 1 })
    #expect(found.map { $0.message.hasSuffix("(object 1)") } == [true, false])
  }

  @Test("What is no zone is refused", arguments: ["Berlin", "CET", "+25:00", "", "+2"])
  func noZone(text: String) { #expect(SourceZone(text) == nil) }

  @Test("A list that stops where its tool stops by default is warned of")
  func cutList() throws {
    let rows = (1...30).map {
      "{\"number\":\($0),\"url\":\"https://example.org/r/\($0)\",\"state\":\"CLOSED\",\"stateReason\":\"COMPLETED\",\"closedAt\":\"2026-07-01T00:00:00Z\"}"
    }
    let workspace = try Workspace()
    var options = ImportOptions()
    options.source.constants[.tool] = "big"
    func codes(_ rows: [String], _ name: String) throws -> [String] {
      let file = ImportFile(path: try workspace.write(name, "[" + rows.joined(separator: ",\n") + "]"))
      return try Importer(toolVersion: "test", options: options).run(
        [file], into: try workspace.database("\(name).db"))[0]
        .notes.map(\.code)
    }
    #expect(try codes(rows, "all.json").contains("cut-list"))
    #expect(try !codes(Array(rows.dropLast()), "fewer.json").contains("cut-list"))
  }

  @Test("The dated price book prices an export, on both sides of a change of price")
  func seed() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    let text = """
      request_id,timestamp,model,input_tokens,output_tokens
      r1,2026-08-31T23:59:59Z,claude-sonnet-5,1000000,0
      r2,2026-09-01T00:00:00Z,claude-sonnet-5,1000000,0

      """
    let prices = FormatFixture.root.deletingLastPathComponent().appending(path: "prices/2026-08-21.csv").path()
    try workspace.load(database, prices, try workspace.write("u.csv", text))
    // 2 USD per million tokens in August, 3 USD in September.
    #expect(try DatabaseRollupSource(database).spendCells().map(\.usage.costNanos).reduce(0, +) == 5_000_000_000)
  }
}
