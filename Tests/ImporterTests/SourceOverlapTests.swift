import Foundation
import Importer
import Storage
import Testing
import TriageModel

@Suite("The same spend in two grains is noticed and not counted twice")
struct SourceOverlapTests {
  @Test(
    "Rows without ids that are alike count each by itself, once in whatever file they come again",
    arguments: ["focus-1-0", "cursor-third", "copilot-legacy"])
  func equalRows(name: String) throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    let fixture = FormatFixture(name: name)
    let lines = try String(contentsOfFile: fixture.export, encoding: .utf8).split(whereSeparator: \.isNewline)
    let text = (lines + [lines[1], lines[1]]).joined(separator: "\n") + "\n"
    let importer = Importer(toolVersion: "test", options: fixture.options)
    func load(_ text: String) throws -> ImportOutcome {
      try importer.run([ImportFile(path: try workspace.write("export.csv", text))], into: database)[0]
    }
    let single = try load(lines.joined(separator: "\n") + "\n")
    #expect(!single.notes.contains { $0.code == "equal-rows" })
    let first = try load(text)
    #expect(first.entry.newRows == 2 && first.entry.repeatedRows == single.entry.newRows)
    #expect(first.notes.contains { $0.code == "equal-rows" && $0.message.hasPrefix("2 rows have the same key") })
    #expect(try load(text).entry.newRows == 0)
    try database.runChecks()
  }

  private let days = """
    start_time,start_time_iso,model,num_model_requests,input_tokens,output_tokens
    1782864000,2026-07-01T00:00:00,gpt-5-mini,3,100,10

    """

  private func requests(_ time: String, provider: String = "OpenAI") -> String {
    """
    request_id,call_type,spend,prompt_tokens,completion_tokens,startTime,model,custom_llm_provider
    g1,acompletion,0.001,100,10,\(time),gpt-5-mini,\(provider)

    """
  }

  @Test(
    "A user of Claude spend whose e-mail address changed is the same account: the row conflicts and does not count twice"
  )
  func changedAddress() throws {
    func spend(_ user: String, _ account: String) -> String {
      "user_email,account_uuid,product,model,total_requests,total_prompt_tokens,total_completion_tokens,"
        + "total_net_spend_usd\n\(user),\(account),Chat,m,1,100,10,0.01\n"
    }
    let july: (inout SourceSettings) -> Void = { $0.period = Period("2026-07") }
    #expect(try load([spend("ann@a", "u1"), spend("ann@b", "u1")], july).contains { $0.contains("worker_id") })
    #expect(try load([spend("ann@a", "u1"), spend("bob@a", "u2")], july).isEmpty)
    // Without an account the address is all that is known.
    #expect(try load([spend("ann@a", ""), spend("ann@a", "")], july).isEmpty)
  }

  @Test("OpenRouter is paid for its rows, but for those under one's own key: another spend than OpenAI's days")
  func gateway() throws {
    func activity(ownKey: String) -> String {
      """
      generation_id,created_at,cost_total,byok_usage_inference,tokens_prompt,tokens_completion,model_permaslug,provider_name
      g1,2026-07-01 10:00:00,0.001,\(ownKey),100,10,openai/gpt-5-mini,OpenAI

      """
    }
    #expect(try load([days, activity(ownKey: "0")]).isEmpty)
    #expect(try load([days, activity(ownKey: "0.002")]).first?.contains("usage of openai from 2026-07-01") == true)
    // One of two rows: it alone is named, and is to be taken out.
    let paid = "g2,2026-07-01 11:00:00,0.001,0,100,10,openai/gpt-5-mini,OpenAI\n"
    let found = try #require(try load([days, activity(ownKey: "0.002") + paid]).first)
    #expect(found.contains("this file has one row per request, in 1 of its 2 rows, 0.002 USD"))
    #expect(
      found.contains(
        "take these rows out of this file (those with an amount in byok_usage_inference and OpenAI in provider_name, "
          + "the first in line 2)"))
    // A row under Azure's key is on Azure's bill alone, and is not meant.
    let azure = "g3,2026-07-01 12:00:00,0,0.004,100,10,openai/gpt-5-mini,Azure\n"
    let both = try #require(try load([days, activity(ownKey: "0.002") + azure]).first)
    #expect(both.contains("in 1 of its 2 rows, 0.002 USD") && both.contains("and OpenAI in provider_name"))
  }

  private func load(
    _ texts: [String], separate: Bool = false, _ change: (inout SourceSettings) -> Void = { _ in }
  ) throws -> [String] {
    let workspace = try Workspace()
    let database = try workspace.database()
    var options = ImportOptions()
    options.source.zone = .utc
    options.source.isSeparateSpend = separate
    change(&options.source)
    do {
      for (index, text) in texts.enumerated() {
        let file = ImportFile(path: try workspace.write("f\(index).csv", text))
        _ = try Importer(toolVersion: "test", options: options).run([file], into: database)
      }
    } catch let error as ImportError {
      #expect(try database.inventory().imports.count < texts.count)
      return error.diagnostics.map(\.text)
    }
    return []
  }

  @Test("Days and requests of one provider over one time")
  func overlap() throws {
    let found = try load([days, requests("2026-07-01 23:00:00")])
    #expect(found.count == 1)
    #expect(found.first?.contains("usage of openai from 2026-07-01 to 2026-07-01 is there already") == true)
    #expect(found.first?.contains("one row per bucket (import 1, openai-usage)") == true)
    #expect(try load([requests("2026-07-01 23:00:00"), days]).count == 1)
  }

  @Test("Another day, another provider, the same file again, and spend that is said to be separate are fine")
  func noOverlap() throws {
    #expect(try load([days, requests("2026-07-02 00:00:00")]).isEmpty)
    #expect(try load([days, requests("2026-07-01 10:00:00", provider: "DeepSeek")]).isEmpty)
    #expect(try load([days, days]).isEmpty)
    #expect(try load([days, requests("2026-07-01 23:00:00")], separate: true).isEmpty)
  }

  @Test("A provider that is not named can be any")
  func unnamed() throws {
    let daily = """
      Date,Team,Spend ($),Requests,Prompt Tokens,Completion Tokens
      2026-07-01,Finance,0.001,1,100,10

      """
    let found = try #require(try load([requests("2026-07-01 10:00:00"), daily]).first)
    #expect(found.contains("usage of openai from 2026-07-01 to 2026-07-01 may be there already"))
    #expect(found.contains(", and names no provider") && found.contains("say which: --set provider=NAME."))
    // Named, it is another provider's.
    #expect(try load([requests("2026-07-01 10:00:00"), daily]) { $0.constants[.provider] = "mistral" }.isEmpty)
  }

  @Test("A time without a zone in an export that writes zones takes the one that is stated; a written one holds")
  func statedZone() throws {
    let text = """
      Date,Model,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost
      2026-07-01T10:00:01.125,m,0,1983,128736,750,131469,0.32
      2026-07-01T10:00:01.125Z,m,0,1983,128736,750,131469,0.32

      """
    let workspace = try Workspace()
    let path = try workspace.write("g.csv", text)
    var settings = SourceSettings()
    func times() throws -> [String] {
      let explanation = try #require(try FileExplanation.read(path: path, settings: settings))
      let column = try #require(explanation.canonicalHeader.firstIndex(of: "timestamp"))
      return explanation.samples.map { $0.after[column] }
    }
    #expect(try times() == ["2026-07-01T10:00:01.125Z"])
    settings.zone = SourceZone("+02:00")
    #expect(try times() == ["2026-07-01T08:00:01.125Z", "2026-07-01T10:00:01.125Z"])
  }

  private let canonical = """
    request_id,timestamp,model,provider,input_tokens,output_tokens,cost_usd
    c1,2026-07-01T10:00:00Z,gpt-5-mini,openai,100,10,0.01

    """

  @Test("Canonical rows and an export of one provider and day, in either order")
  func canonicalRows() throws {
    let found = try load([canonical, days])
    #expect(found.count == 1)
    #expect(found.first?.contains("one row per request (import 1, usage); this file has one row per bucket") == true)
    #expect(try load([days, canonical]).count == 1)
    #expect(try load([canonical, requests("2026-07-01 10:00:00")]).count == 1)
    #expect(try load([canonical, canonical]).isEmpty)
    #expect(try load([canonical, days], separate: true).isEmpty)
  }

  @Test("Canonical: the sum of a day's requests in one row beside each of them, in either order or in one file")
  func canonicalSums() throws {
    let header = "request_id,timestamp,model,provider,input_tokens,output_tokens,cost_usd,requests\n"
    let single =
      "c1,2026-07-01T09:00:00Z,m,openai,40000,10,0.01,\nc2,2026-07-01T10:00:01Z,m,openai,40000,20,0.01,1\n"
      + "c3,2026-07-01T11:00:00Z,m,openai,40000,10,0.01,\n"
    let sum = "day1,2026-07-01T00:00:00Z,m,openai,120000,40,0.03,3\n"
    for files in [[header + single, header + sum], [header + sum, header + single], [header + single + sum]] {
      let found = try load(files)
      #expect(found.count == 1 && found[0].contains("3 requests of m on 2026-07-01 are there one by one"), "\(found)")
      #expect(try load(files, separate: true).isEmpty)
    }
    // Another number of tokens, another day, and sums alone are fine.
    #expect(try load([header + single, header + sum.replacingOccurrences(of: ",120000,", with: ",120010,")]).isEmpty)
    #expect(try load([header + single, header + sum.replacingOccurrences(of: "07-01", with: "07-02")]).isEmpty)
    #expect(try load([header + sum, header + sum]).isEmpty)
    // Three calls and a batch of three, of 400 tokens each.
    let few = [single, sum].map { header + $0.replacingOccurrences(of: "0000,", with: "00,") }
    #expect(try load(few).isEmpty)
  }

  @Test("Canonical rows without a provider may be any: a warning")
  func canonicalWithoutProvider() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    let unnamed = canonical.replacingOccurrences(of: ",openai,", with: ",,")
    _ = try workspace.load(database, try workspace.write("d.csv", days))
    let notes = try workspace.load(database, try workspace.write("c.csv", unnamed))[0].notes
    #expect(notes.contains { $0.code == "counted-twice" && $0.severity == .warning })
  }

  @Test("Days and minutes of one export")
  func bucketLengths() throws {
    let header = "start_time,end_time,start_time_iso,model,num_model_requests,input_tokens,output_tokens\n"
    let day = header + "1782864000,1782950400,2026-07-01T00:00:00,gpt-5-mini,2,200,20\n"
    let minute = header + "1782867600,1782867660,2026-07-01T01:00:00,gpt-5-mini,1,100,10\n"
    let later = header + "1782950400,1782950460,2026-07-02T00:00:00,gpt-5-mini,1,100,10\n"
    #expect(try load([day, minute]).first?.contains("this file has buckets of another length") == true)
    #expect(try load([day, day]).isEmpty)
    #expect(try load([day, later]).isEmpty)
  }

  private let grouped =
    "start_time,end_time,start_time_iso,project_id,user_id,api_key_id,model,num_model_requests,input_tokens,output_tokens\n"

  private func row(
    _ day: Int, _ group: String, _ tokens: Int, start: Int = 0, length: Int = 86_400, model: String = "gpt-5-mini"
  ) -> String {
    let from = 1_782_864_000 + day * 86_400 + start
    return "\(from),\(from + length),2026-07-0\(1 + day)T00:00:00,\(group),\(model),2,\(tokens),20\n"
  }

  @Test("A day and its minutes in one file; minutes of other days, and buckets side by side are fine")
  func bucketsInOneFile() throws {
    let day = row(0, "p,u,k", 200)
    let minutes = row(0, "p,u,k", 100, start: 3600, length: 60) + row(0, "p,u,k", 100, start: 7200, length: 60)
    #expect(try load([grouped + day + minutes]).first?.contains("[counted-twice]") == true)
    #expect(try load([grouped + minutes + day]).first?.contains("rows of two lengths") == true)
    #expect(try load([grouped + day + minutes], separate: true).isEmpty)
    #expect(try load([grouped + day + row(1, "p,u,k", 100, length: 60)]).isEmpty)
    #expect(try load([grouped + day + row(0, "p,v,k", 200) + row(1, "p,u,k", 200)]).isEmpty)
  }

  @Test("One export in two groupings, in one file or in two, and one whose keys were renamed")
  func groupings() throws {
    // 120,000 and 80,000 tokens of two users are the 200,000 of the project; output is 20 a row, so the sum has 40.
    let users = row(0, "p,u,k", 120_000) + row(0, "p,v,k", 80_000)
    let sum = row(0, "p,,", 200_000).replacingOccurrences(of: ",200000,20", with: ",200000,40")
    let beside = try #require(try load([grouped + users + sum]).first)
    #expect(beside.contains("rows that leave user_id, api_key_id blank") && beside.contains("sums beside their parts"))
    #expect(beside.contains("as 200000 input and 40 output tokens of gpt-5-mini on 2026-07-01:"))
    let found = try #require(try load([grouped + users, grouped + sum]).first)
    #expect(found.contains("with other user_id, api_key_id (import 1, openai-usage)"))
    #expect(found.contains("as 200000 input and 40 output tokens of gpt-5-mini on 2026-07-01: another grouping"))
    #expect(try load([grouped + sum, grouped + users]).first?.contains("imports --undo 1.") == true)
    let renamed = users.replacingOccurrences(of: ",k,", with: ",other,")
    #expect(try load([grouped + users, grouped + renamed]).first?.contains("with other api_key_id (") == true)
    #expect(try load([grouped + users, grouped + renamed], separate: true).isEmpty)
    // A service account beside users, another project's file, and a later file that holds the first one are fine.
    #expect(try load([grouped + users + row(0, "p,,", 30_000)]).isEmpty)
    #expect(try load([grouped + users, grouped + row(0, "q,u,k", 120_000) + row(0, "q,v,k", 90_000)]).isEmpty)
    #expect(try load([grouped + users, grouped + users + row(1, "p,u,k", 120_000)]).isEmpty)
    // One day equal by chance among days that are not.
    let other = row(0, "q,w,k", 200_000).replacingOccurrences(of: ",200000,20", with: ",200000,40")
    let days = row(1, "p,u,k", 1_001) + row(2, "p,u,k", 1_002)
    let own = row(1, "q,u,k", 1_005) + row(2, "q,u,k", 1_006)
    #expect(try load([grouped + users + days, grouped + other + own]).isEmpty)
  }

  @Test(
    "Equal small use is no other grouping: under 1,000 tokens, under 100,000 on two days, one model in two, one key")
  func smallUse() throws {
    func days(_ group: String, _ tokens: Int, _ count: Int, model: String = "gpt-5-mini") -> String {
      (0..<count).map { row($0, group, tokens, model: model) }.joined()
    }
    #expect(try load([grouped + days("p,u,k", 900, 5), grouped + days("q,u,l", 900, 5)]).isEmpty)
    #expect(try load([grouped + days("p,u,k", 40_000, 2), grouped + days("q,u,l", 40_000, 2)]).isEmpty)
    #expect(try load([grouped + days("p,u,k", 2_000, 3), grouped + days("q,u,l", 2_000, 3)]).count == 1)
    // A nightly job in two projects, whose other model differs on each of the days.
    let production = days("p,u,k", 24_000, 9) + days("p,u,k", 500_000, 9, model: "gpt-5.6-sol")
    let staging = days("q,u,l", 24_000, 9) + days("q,u,l", 30_000, 9, model: "gpt-5.6-sol")
    #expect(try load([grouped + production, grouped + staging]).isEmpty)
    // A service account's row without a user has a key of its own, so that it is no sum of the user's.
    #expect(try load([grouped + days("p,u,k", 24_000, 9) + days("p,,l", 24_000, 9)]).isEmpty)
    #expect(try load([grouped + days("p,u,k", 24_000, 9) + days("p,,", 24_000, 9)]).count == 1)
  }

  @Test("A provider that is not named leaves no gap in the words")
  func unnamedGrouping() throws {
    let header = "Date,Team,Team ID,Spend ($),Requests,Prompt Tokens,Completion Tokens\n"
    func days(_ team: String, _ id: String) -> String {
      (1...3).map { "2026-07-0\($0),\(team),\(id),0.10,1,2000,10\n" }.joined()
    }
    let found = try #require(try load([header + days("Finance", "t1"), header + days("Sales", "t1")]).first)
    #expect(found.contains("usage with the very same tokens") && found.contains("with other team ("))
    // A team that has no id in one of the files is renamed, too.
    #expect(try load([header + days("Finance", ""), header + days("Sales", "t1")]).count == 1)
  }

  @Test("Two teams of LiteLLM by their ids, with the same job every day, are two spends with a warning")
  func teams() throws {
    let header = "Date,Team,Team ID,Spend ($),Requests,Prompt Tokens,Completion Tokens\n"
    let workspace = try Workspace()
    let database = try workspace.database()
    let files = try ["Finance,t1", "Legal,t2"].map { team in
      let days = (1...3).map { "2026-07-0\($0),\(team),0.10,1,2000,10\n" }.joined()
      return try workspace.write("\(team).csv", header + days)
    }
    try workspace.load(database, files[0])
    let outcome = try workspace.load(database, files[1])[0]
    #expect(outcome.entry.newRows == 3)
    let warning = outcome.notes.first { $0.code == "counted-twice" }
    #expect(warning?.severity == .warning && warning?.message.contains("in rows with other team id, team") == true)
  }

  @Test("A bill in two groupings, in one file or in two; amounts of cents or of whole dollars are equal by chance")
  func groupedBills() throws {
    let header = "start_time,end_time,amount_value,amount_currency,line_item,project_id\n"
    func lines(_ amount: String, _ group: String, days: Int = 3) -> String {
      (0..<days).map { "\(1_783_296_000 + $0 * 86_400),\(1_783_382_400 + $0 * 86_400),\(amount),usd,\(group)\n" }
        .joined()
    }
    let detail = lines("6.10", "\"m, input_tokens\",p") + lines("4.20", "\"m, output_tokens\",p")
    #expect(try load([header + detail + lines("10.30", ",")]).first?.contains("[billed-twice]") == true)
    let found = try load([header + detail, header + lines("10.30", "\"m, input_tokens\",")])
    #expect(found.count == 1 && found[0].contains("as 10.30 USD from 2026-07-06 and 2 more: another grouping"))
    #expect(try load([header + detail, header + detail + lines("1.10", "search,p")]).isEmpty)
    #expect(try load([header + detail, header + lines("3.10", "search,")]).isEmpty)
    #expect(try load([header + lines("0.01", "\"m, input_tokens\",p") + lines("0.01", "search,")]).isEmpty)
    #expect(try load([header + lines("1.00", "search,p"), header + lines("1.00", "search,q")]).isEmpty)
    #expect(
      try load([header + lines("1.10", "search,p", days: 2), header + lines("1.10", "search,q", days: 2)]).isEmpty)
  }

  @Test("Two people's files hold different rows, and one person's file again holds none")
  func workers() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    func newRows(_ worker: String?, _ tokens: Int) throws -> Int64 {
      var options = ImportOptions()
      options.source.zone = .utc
      options.source.constants[.worker] = worker
      let text =
        #"{"daily":[{"date":"2026-07-01","modelBreakdowns":[{"modelName":"claude-opus-5","inputTokens":\#(tokens),"#
        + #""outputTokens":3,"cacheCreationTokens":0,"cacheReadTokens":0}]}]}"#
      let file = ImportFile(path: try workspace.write("\(worker ?? "none").json", text))
      return try Importer(toolVersion: "test", options: options).run([file], into: database)[0].entry.newRows
    }
    #expect(try newRows("ann", 1000) == 1)
    #expect(try newRows("bob", 2000) == 1)
    #expect(try newRows("ann", 1000) == 0)
    #expect(throws: ImportError.self) { try newRows(nil, 1000) }
  }

  @Test("Two generations of one export have different ids, for usage and for bills")
  func generations() throws {
    let start = "usage_date_utc,model_version,workspace,usage_input_tokens_no_cache,usage_output_tokens"
    let older = start + "\n2026-07-01,claude-opus-5,books,1000,300\n"
    let newer = start + ",speed\n2026-07-01,claude-opus-5,books,1000,300,standard\n"
    #expect(try load([older, newer]).first?.contains("this file has other columns") == true)
    let bill = "usage_date_utc,model,workspace,token_type,cost_usd\n2026-07-01,Claude Opus 5,Default,input,1.00\n"
    let newerBill = "usage_date_utc,model,token_type,cost_usd,speed\n2026-07-01,Claude Opus 5,input,1.00,standard\n"
    #expect(try load([bill, newerBill]).first?.contains("[billed-twice]") == true)
    #expect(try load([bill, bill]).isEmpty)
  }

  @Test("An import that was taken back covers nothing")
  func undone() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    var options = ImportOptions()
    options.source.zone = .utc
    let importer = Importer(toolVersion: "test", options: options)
    let first = try importer.run([ImportFile(path: try workspace.write("d.csv", days))], into: database)
    try database.undo(importID: first[0].entry.id)
    let file = ImportFile(path: try workspace.write("r.csv", requests("2026-07-01 23:00:00")))
    #expect(try importer.run([file], into: database)[0].entry.newRows == 1)
  }

  @Test("Ranges that lie over each other")
  func ranges() throws {
    let spend = """
      user_email,product,model,total_requests,total_prompt_tokens,total_completion_tokens,total_net_spend_usd
      a@b.c,Chat,m,1,10,1,0.0001

      """
    let workspace = try Workspace()
    let database = try workspace.database()
    func run(_ period: String, _ text: String) throws {
      var options = ImportOptions()
      options.source.period = Period(period)
      let file = ImportFile(path: try workspace.write("s.csv", text))
      _ = try Importer(toolVersion: "test", options: options).run([file], into: database)
    }
    try run("2026-07", spend)
    try run("2026-07", spend)
    try run("2026-08", spend.replacingOccurrences(of: ",10,1,", with: ",20,2,"))
    #expect(throws: ImportError.self) { try run("2026Q3", spend) }
  }

  @Test("The same bytes under another date order, zone or period are named with the import to take back")
  func sameBytes() throws {
    // The seventh of August, or the eighth of July: 0.10 USD either way, and once.
    let header = "date,username,product,sku,model,quantity,unit_type,gross_amount,discount_amount,net_amount\n"
    let text = header + "7/8/26,ann,copilot,copilot_ai_credit,m,12.5,ai-credits,0.125,0.025,0.10\n"
    let workspace = try Workspace()
    let database = try workspace.database()
    func newRows(_ order: SourceSettings.DateOrder?, separate: Bool = false) throws -> Int64 {
      var options = ImportOptions()
      options.source.dateOrder = order
      options.source.isSeparateSpend = separate
      let file = ImportFile(path: try workspace.write("c.csv", text))
      return try Importer(toolVersion: "test", options: options).run([file], into: database)[0].entry.newRows
    }
    #expect(try newRows(nil) == 1)
    #expect(try newRows(nil) == 0)
    #expect(try newRows(.monthFirst) == 0)
    let error = try #require(throws: ImportError.self) { try newRows(.dayFirst) }
    #expect(error.diagnostics.map(\.code) == ["same-file-other-rows"])
    #expect(error.diagnostics.first?.remedy?.contains("roi-triage imports --undo 1.") == true)
    try database.undo(importID: 3)
    try database.undo(importID: 2)
    try database.undo(importID: 1)
    #expect(try newRows(.dayFirst) == 1)
    #expect(try newRows(.monthFirst, separate: true) == 1)
  }

  @Test("Traces are sums of observations, and are refused")
  func traces() throws {
    let found = try load(["id,timestamp,name,totalCost,observationCount\nt,2026-07-01T00:00:00Z,n,1,3\n"])
    #expect(found.first?.contains("[summary-not-usage]") == true)
    #expect(found.first?.contains("export of observations") == true)
  }

  @Test("The same request rows with and without a worker named with --set are told apart by that, not by their length")
  func namedWorker() throws {
    let export = FormatFixture(name: "cursor-second").export
    let workspace = try Workspace()
    let database = try workspace.database()
    try workspace.load(database, export)
    var options = ImportOptions()
    options.source.constants[.worker] = "ann"
    let error = #expect(throws: ImportError.self) {
      try Importer(toolVersion: "test", options: options).run([ImportFile(path: export)], into: database)
    }
    #expect(
      error?.diagnostics.first?.message.hasSuffix("has a worker named with --set, who is part of a row's id") == true)
    let remedy = error?.diagnostics.first?.remedy
    #expect(remedy?.hasPrefix("If it is the same person's use, import it as import 1") == true)
  }
}
