import Foundation
import Importer
import Storage
import Testing
import TriageModel

/// An export in which `old` is replaced by `new`, and what the user is told.
struct DamagedExport: Sendable, CustomTestStringConvertible {
  let fixture: String
  let what: String
  let old: String
  let new: String
  let message: String

  init(_ fixture: String, _ what: String, _ old: String, _ new: String, _ message: String) {
    (self.fixture, self.what, self.old, self.new, self.message) = (fixture, what, old, new, message)
  }

  var testDescription: String { "\(fixture): \(what)" }

  static let all = [
    DamagedExport("openai-usage", "the parts do not add up", "5882", "5883", "identity-fails"),
    DamagedExport("openai-usage", "commas", "7162,", "\"7,162\",", "input_tokens \"7,162\": is not a whole number"),
    DamagedExport("openai-usage", "NaN", ",300,", ",NaN,", "output_tokens \"NaN\": is not a whole number"),
    DamagedExport(
      "openai-usage", "a bucket of months", "1782864000,1782950400,", "1782864000,1798761600,", "is more than 31 days"),
    DamagedExport(
      "openai-usage", "a bucket that ends first", "1782864000,1782950400,", "1782864000,1782864000,", "[bad-period]"),
    DamagedExport(
      "openai-usage", "two days for one start", ",2026-07-01T00:00:00,", ",2026-08-01T00:00:00,", "[times-disagree]"),
    DamagedExport("openai-cost", "no currency", ",0.02,usd,", ",0.02,,", "[missing-currency]"),
    DamagedExport("litellm-daily", "requests that do not add up", ",120,118,2,", ",120,118,3,", "[identity-fails]"),
    DamagedExport("openai-usage", "milliseconds", "1782864000,", "1782864000000,", "outside of the years"),
    DamagedExport(
      "openai-usage", "a moment in 1970", "1782864000,", "1782864,",
      "outside of the years 2015 to 2099 as seconds since 1970"),
    DamagedExport(
      "anthropic-usage", "a year of long ago", "2026-07-01", "1926-07-01", "outside of the years 2015 to 2099"),
    DamagedExport(
      "openai-usage", "totals", "1782950400,1783036800,2026-07-02T00:00:00,2026-07-03T00:00:00,,", "Total,,,,,4",
      "[totals-row]"),
    DamagedExport("anthropic-usage", "a mark for a number", ",1000,40,", ",-,40,", "is not a whole number"),
    DamagedExport("anthropic-usage", "a day and month changed", "2026-07-01", "2026-13-01", "day that does not exist"),
    DamagedExport(
      "anthropic-usage", "a renamed column of tokens", "usage_input_tokens_cache_read", "cache_read",
      "cache_read: the column is not known and its numbers are not read: 1000 in 1 row"),
    DamagedExport(
      "anthropic-usage", "a new column of tokens", "usage_input_tokens_cache_write_1h",
      "usage_input_tokens_cache_write_24h", "[unknown-tokens]"),
    DamagedExport("claude-spend", "more net than gross", ",1300.00", ",1200.00", "[identity-fails]"),
    DamagedExport("claude-spend", "a total at its end", "bob@example.com", "Total", "[totals-row]"),
    DamagedExport("claude-spend", "a broken group", "\"1,234.5000\"", "\"12,34.50\"", "is not an amount"),
    DamagedExport("openrouter", "more cached than prompt", ",600,", ",6000,", "[tokens-disagree]"),
    DamagedExport("openrouter", "more reasoning than completion", ",150,", ",201,", "[tokens-disagree]"),
    DamagedExport("openrouter", "a word for an amount", "0.0038359", "Included", "cost_total \"Included\""),
    DamagedExport("litellm-spendlogs", "the total does not tie", ",1210,", ",1211,", "[identity-fails]"),
    DamagedExport("litellm-spendlogs", "cut JSON", "null}}\"", "null\"", "[bad-json]"),
    DamagedExport(
      "litellm-daily", "the total does not tie", "\"1,002,000,000\"", "\"1,002,000,001\"", "[identity-fails]"),
    DamagedExport("langfuse-observations", "a time without zone", "10:00:01.000Z", "10:00:01.000", "no time zone"),
    DamagedExport("helicone", "money with a sign", "0.00065", "$0.00065", "is not an amount"),
    DamagedExport("cursor-second", "a changed count", ",30,40,100,", ",30,41,100,", "[identity-fails]"),
    DamagedExport("cursor-second", "an unknown word", ",NaN", ",n/a", "is not an amount"),
    DamagedExport("cursor-third", "commas", ",1000,0,40,1040", ",\"1,000\",0,40,1040", "is not a whole number"),
    DamagedExport(
      "cursor-second", "another generation below",
      "2025-11-01T10:00:02.000Z,On-Demand,claude-sonnet-5,false,0,5,0,5,10,NaN",
      "Date,Model,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost",
      "another generation of this export begins here"),
    DamagedExport(
      "cursor-first", "its header again", "\"2025-07-01T10:00:00.125Z\",auto,0,1983,128736,750,131469,$0.32,$0.11",
      "Date,Model,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost,Cost to you",
      "[repeated-header]"),
    DamagedExport("copilot", "gross is not net and discount", "0.125,0.1,0.025", "0.125,0.1,0.25", "[identity-fails]"),
    DamagedExport("deepseek-amount", "an unknown kind", "request_count", "tool_calls", "[unknown-kind]"),
    DamagedExport("openai-cost", "another currency", ",usd,", ",eur,", "amount_currency \"eur\": is not USD"),
    DamagedExport("openai-cost", "milliseconds", "1782864000,", "1782864000000,", "outside of the years"),
    DamagedExport(
      "openai-cost", "a grouped amount", ",1.250000000000000000000000000000,", ",\"1,250.0\",", "is not an amount"),
    DamagedExport("openai-cost", "a line without its amount", ",0.02,usd,", ",,usd,", "[missing-value]"),
    DamagedExport("anthropic-cost", "a mark for an amount", ",12.34,", ",-,", "cost_usd \"-\""),
    DamagedExport("anthropic-cost", "NaN", ",0.05,0.05,", ",NaN,0.05,", "is not an amount"),
    DamagedExport(
      "anthropic-cost", "two amounts for one line", "≤ 200k,output", "≤ 200k,uncached_input", "[conflict]"),
    DamagedExport(
      "anthropic-cost", "totals", "2026-07-02,Claude Haiku 4.5,Legal", "Total,,", "[totals-row]"),
    DamagedExport(
      "anthropic-cost-older", "the newer generation below",
      "2026-07-01,Claude Sonnet 4.5,Default,books,message,≤ 200k,input_cache_write_5m,3.21,token",
      "usage_date_utc,model,workspace,api_key,usage_type,context_window,token_type,cost_usd,list_price_usd,cost_type",
      "another generation of this export begins here"),
    DamagedExport("deepseek-cost", "a currency without a rate", ",CNY", ",JPY", "State a rate"),
    DamagedExport("deepseek-cost", "an end before its start", "2026-07-02T00:00:00+08:00", "2026-06-30", "time zone"),
    DamagedExport("focus-1-0", "an unknown category of charge", ",Tax,", ",Fee,", "[unknown-kind]"),
    DamagedExport("focus-1-0", "euros", ",acc-1,USD,", ",acc-1,EUR,", "billingcurrency \"EUR\": is not USD"),
    DamagedExport("focus-1-0", "an amount as text", "0.75 ,0.75 ", "Included,0.75 ", "billedcost \"Included\""),
    DamagedExport("focus-1-2", "cut JSON", "gpt-5.4-mini\"\"}\"", "gpt-5.4-mini\"", "[bad-json]"),
    DamagedExport(
      "focus-1-2", "no provider", "Usage-Based,Microsoft,Microsoft,Microsoft", "Usage-Based,,,", "--set provider"),
    DamagedExport(
      "focus-1-2", "a period that ends before it starts", "2026-07-02T00:00:00Z,Usage", "2026-06-02T00:00:00Z,Usage",
      "[bad-period]"),
    DamagedExport("jira", "the month behind the day", "6/22/2025", "22/6/2025", "day that does not exist"),
    DamagedExport("servicenow", "a blank number", "\"INC001\"", "\"\"", "[missing-value]"),
    DamagedExport(
      "langfuse-scores", "two kinds of scores", "API\",\"correct\",\"CATEGORICAL\",\"0",
      "API\",\"toxic\",\"CATEGORICAL\",\"0",
      "[several-kinds]"),
    DamagedExport(
      "bedrock-log", "a line cut off", "\"errorCode\":\"ThrottlingException\"}", "\"error", ":2: error: no sound JSON"),
    DamagedExport(
      "bedrock-log", "a key twice", "{\"inputTokenCount\":7}", "{\"inputTokenCount\":7,\"inputTokenCount\":8}",
      "[repeated-key]"),
    DamagedExport(
      "bedrock-log", "a count with a fraction", ":900,", ":900.5,", "input.cacheReadInputTokenCount \"900.5\""),
    DamagedExport("litellm-spendlogs-json", "the total does not tie", ":1210,", ":1211,", "[identity-fails]"),
    DamagedExport(
      "otel-genai", "more reasoning than output", "\"intValue\":\"10\"", "\"intValue\":\"31\"", "[tokens-disagree]"),
    DamagedExport("otel-genai", "seconds for nanoseconds", "1782900001000000000", "-5", "outside of the years"),
    DamagedExport(
      "github-issues", "a list without its url", "\"url\"", "\"link\"", "gh issue list --json number,url,title"),
    DamagedExport(
      "github-pulls", "a url that is gone", "\"https://github.com/acme/books/pull/13\"", "null", "--json number,url"),
    DamagedExport("ccusage", "no breakdown", "modelBreakdowns", "models", "[unknown-format]"),
    DamagedExport(
      "ccusage", "a day's total does not tie", "\"totalTokens\": 100", "\"totalTokens\": 101", "[identity-fails]"),
    DamagedExport(
      "ccusage", "a day without its models", "  \"daily\": [",
      "  \"daily\": [{\"date\": \"2026-06-30\", \"totalTokens\": 5, \"modelBreakdowns\": []},", "[no-breakdown]"),
    DamagedExport(
      "ccusage", "a day without a breakdown", "  \"daily\": [",
      "  \"daily\": [{\"date\": \"2026-06-30\", \"totalTokens\": 5},", "[no-breakdown]"),
    DamagedExport("ccusage-data", "the total does not tie", ": 89,", ": 90,", "[identity-fails]"),
    DamagedExport("promptfoo", "a cell missing", ",An invoice,FAIL,0.25,", ",An invoice,FAIL,", "[too-few-fields]"),
    DamagedExport("jira-wide", "a cell too many before the key", "FIN-5,10005", "x,FIN-5,10005", "[too-many-fields]"),
    DamagedExport("helicone", "a missing cell", ",1100,0.00065", ",0.00065", "[too-few-fields]"),
    DamagedExport(
      "zendesk", "the month behind the day", "2026-07-01 10:00:00", "2026-31-07 10:00:00", "day that does not exist"),
    DamagedExport("copilot-wrapped", "a row cut off", "\"5/29/26", "\"5/29", "[bad-time]"),
    DamagedExport("copilot-legacy", "a day that is none", "2025-06-20T", "2025-06-31T", "day that does not exist"),
    DamagedExport("focus-1-4", "a mark for an amount", ",250,0,250,", ",-,0,250,", "billedcost \"-\""),
    DamagedExport(
      "langfuse-observations-json", "a total that the kinds do not make", "\"total\":1070", "\"total\":1071",
      "its kinds make 1070"),
    DamagedExport(
      "langfuse-observations-json", "a time without zone", "10:00:01.000Z", "10:00:01.000", "no time zone"),
    DamagedExport("otel-genai-lines", "a count in words", "\"1200\"", "\"1.2K\"", "gen_ai.usage.input_tokens \"1.2K\""),
    DamagedExport("otel-genai-lines", "a line cut off", "\"timeout\"}}", "\"timeo", "no sound JSON begins here"),
    DamagedExport(
      "anthropic-usage-older", "days with the month behind", "2025-07-01,claude", "2025-31-07,claude",
      "day that does not exist"),
  ]
}

@Suite("Damaged exports are refused, and the message says why")
struct DamagedExportTests {
  @Test("Each damage has its message", arguments: DamagedExport.all)
  func message(damage: DamagedExport) throws {
    let fixture = FormatFixture(name: damage.fixture)
    let text = try String(contentsOfFile: fixture.export, encoding: .utf8)
    try #require(text.contains(damage.old))
    let workspace = try Workspace()
    let place = try #require(text.range(of: damage.old))
    let path = try workspace.write("x.csv", text.replacingCharacters(in: place, with: damage.new))
    let error = #expect(throws: ImportError.self) {
      try Importer(toolVersion: "test", options: fixture.options).run(
        [ImportFile(path: path)], into: try workspace.database())
    }
    let messages = error?.diagnostics.map(\.text).joined(separator: "\n") ?? ""
    #expect(messages.contains(damage.message), "\(messages)")
  }

  @Test("Amounts in cents, or tokens in thousands, are refused until the user says that they are right")
  func units() throws {
    let workspace = try Workspace()
    var options = ImportOptions()
    options.source.zone = .utc
    let header = "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug\n"
    func codes(_ row: String, _ name: String) throws -> [String] {
      let path = try workspace.write("\(name).csv", header + row)
      do {
        return try Importer(toolVersion: "test", options: options).run(
          [ImportFile(path: path)], into: try workspace.database("\(name).db"))[0].notes.map(\.code)
      } catch let error as ImportError {
        return error.diagnostics.map { "refused: \($0.code)" }
      }
    }
    #expect(try !codes("g,2026-07-06 18:00:00,0.5,100000,10000,m\n", "dollars").contains("suspicious-unit"))
    #expect(try codes("g,2026-07-06 18:00:00,50,100000,10000,m\n", "cents") == ["refused: suspicious-unit"])
    #expect(try codes("g,2026-07-06 18:00:00,0.5,100,10,m\n", "thousands") == ["refused: suspicious-unit"])
    options.source.hasRightUnits = true
    #expect(try codes("g,2026-07-06 18:00:00,50,100000,10000,m\n", "right").contains("suspicious-unit"))
  }

  @Test("Units of dear models are told by the price book, of images not at all, of rows with fees without the fees")
  func unitsOfOtherPrices() throws {
    let workspace = try Workspace()
    var options = ImportOptions()
    options.source.zone = .utc
    let prices = try workspace.write(
      "prices.csv",
      "model,effective_from,input_usd_per_mtok,output_usd_per_mtok\ndear,2026-01-01T00:00:00Z,1000,1000\n")
    func load(_ header: String, _ row: String) throws -> [String] {
      let file = try workspace.write("\(UUID().uuidString).csv", header + "\n" + row + "\n")
      do {
        _ = try Importer(toolVersion: "test", options: options).run(
          [ImportFile(path: file), ImportFile(path: prices)], into: workspace.database("\(UUID().uuidString).db"))
        return []
      } catch let error as ImportError {
        return error.diagnostics.map(\.code)
      }
    }
    let router =
      "generation_id,created_at,cost_total,cost_web_search,tokens_prompt,tokens_completion,model_permaslug"
    // 1,000 tokens at 1,000 USD per million cost one dollar: in the book; beyond 0.15 + 0.02 without a price.
    #expect(try load(router, "g,2026-07-06 18:00:00,1,0,1000,0,dear") == [])
    #expect(try load(router, "g,2026-07-06 18:00:00,1,0,1000,0,other") == ["suspicious-unit"])
    #expect(try load(router, "g,2026-07-06 18:00:00,1,0.9,1000,0,other") == [])
    let logs = "request_id,call_type,spend,prompt_tokens,completion_tokens,startTime,model"
    #expect(try load(logs, "r,aimage_generation,1,20,0,2026-07-01 10:00:00,other") == [])
    #expect(try load(logs, "r,acompletion,1,20,0,2026-07-01 10:00:00,other") == ["suspicious-unit"])
    // A hundred requests of a day have five cents each for images and other fees.
    let days = "Date,Team,Spend ($),Requests,Prompt Tokens,Completion Tokens"
    #expect(try load(days, "2026-07-01,a,4.00,100,2000,0") == [])
    #expect(try load(days, "2026-07-01,a,6.00,100,2000,0") == ["suspicious-unit"])
  }

  @Test("Cents of a cheap model are told by the price book: 20 times the list price, and two cents a row")
  func unitsByPriceBook() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    // The row's tokens cost 0.15 USD by this list; more than 3.02 is no price of theirs.
    let prices = "model,effective_from,input_usd_per_mtok,output_usd_per_mtok\nm,2026-01-01T00:00:00Z,1,5\n"
    try workspace.load(database, try workspace.write("prices.csv", prices))
    var options = ImportOptions()
    options.source.zone = .utc
    func load(_ cost: String, _ model: String) throws -> [String] {
      let header = "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug\n"
      let row = "g\(cost)\(model),2026-07-06 18:00:00,\(cost),100000,10000,\(model)\n"
      let path = try workspace.write("\(cost)\(model).csv", header + row)
      do {
        _ = try Importer(toolVersion: "test", options: options).run([ImportFile(path: path)], into: database)
        return []
      } catch let error as ImportError {
        return error.diagnostics.map(\.message)
      }
    }
    #expect(try load("3.02", "m") == [])
    #expect(try load("3.03", "m") == ["the 1 row of m costs 3.03 USD, more than 20 times what the price book asks"])
    #expect(try load("3.03", "other") == [])
  }

  @Test("A price book that comes after the rows says where their reported cost is far beyond it")
  func laterBook() throws {
    let workspace = try Workspace()
    var options = ImportOptions()
    options.source.zone = .utc
    func warnings(_ cost: String) throws -> [String] {
      let database = try workspace.database("\(UUID().uuidString).db")
      let header = "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug\n"
      let rows = try workspace.write("\(cost).csv", header + "g,2026-07-06 18:00:00,\(cost),100000,10000,m\n")
      let prices = try workspace.write(
        "prices.csv", "model,effective_from,input_usd_per_mtok,output_usd_per_mtok\nm,2026-01-01T00:00:00Z,1,5\n")
      var notes: [Diagnostic] = []
      for path in [rows, prices] {
        notes += try Importer(toolVersion: "test", options: options).run([ImportFile(path: path)], into: database)[0]
          .notes
      }
      return notes.filter { $0.code == "suspicious-unit" }.map(\.message)
    }
    // By this book the tokens cost 0.15 USD: 20 times that, and two cents, are no warning.
    #expect(try warnings("3.02") == [])
    #expect(
      try warnings("3.03") == ["the rows of m that are there cost 3.03 USD as reported and 0.15 USD by this book"])
  }

  @Test("Cached tokens count at their own price, and the price book may come later in the same import")
  func unitsOfCachedTokens() throws {
    let workspace = try Workspace()
    // 100,000 fresh tokens cost 0.10 USD and 900,000 cached ones 0.09: more than 3.82 is no price of theirs.
    let prices = try workspace.write(
      "prices.csv",
      "model,effective_from,input_usd_per_mtok,cached_input_usd_per_mtok,output_usd_per_mtok\n"
        + "m,2026-01-01T00:00:00Z,1,0.1,5\n")
    var options = ImportOptions()
    options.source.zone = .utc
    func load(_ header: String, _ row: String) throws -> [String] {
      let file = try workspace.write("\(UUID().uuidString).csv", header + "\n" + row + "\n")
      do {
        return try Importer(toolVersion: "test", options: options).run(
          [ImportFile(path: file), ImportFile(path: prices)], into: workspace.database("\(UUID().uuidString).db"))[0]
          .notes.filter { $0.code == "suspicious-unit" }.map { "\($0.severity.rawValue): \($0.message)" }
      } catch let error as ImportError {
        return error.diagnostics.map { "refused: \($0.code)" }
      }
    }
    let export =
      "generation_id,created_at,cost_total,tokens_prompt,tokens_cached,tokens_completion,model_permaslug"
    #expect(try load(export, "g,2026-07-06 18:00:00,3.82,1000000,900000,0,m") == [])
    #expect(try load(export, "g,2026-07-06 18:00:00,3.83,1000000,900000,0,m") == ["refused: suspicious-unit"])
    // Canonical rows are warned of, in rows and dollars.
    let own = "request_id,timestamp,model,input_tokens,cached_input_tokens,output_tokens,cost_usd"
    #expect(try load(own, "r,2026-07-06T18:00:00Z,m,1000000,900000,0,3.82") == [])
    #expect(
      try load(own, "r,2026-07-06T18:00:00Z,m,1000000,900000,0,19") == [
        "warning: the 1 row of m costs 19.00 USD, more than 20 times what the price book asks"
      ])
    options.source.hasRightUnits = true
    #expect(try load(own, "r,2026-07-06T18:00:00Z,m,1000000,900000,0,19") == [])
  }

  @Test(
    "A column with the total of a row's tokens loses none; another number is refused, and a score's name is no money")
  func totals() throws {
    let workspace = try Workspace()
    func notes(_ total: String) throws -> [String] {
      let text =
        "start_time,start_time_iso,model,num_model_requests,input_tokens,output_tokens,total_tokens,cost_efficiency\n"
        + "1782864000,2026-07-01T00:00:00,m,3,100,10,\(total),5\n"
      return try workspace.load(try workspace.database("\(total).db"), try workspace.write("u.csv", text))[0].notes
        .map(\.code)
    }
    #expect(try !notes("110").contains { $0.hasPrefix("unknown-") })
    #expect(throws: ImportError.self) { try notes("120") }
  }

  @Test("A column of amounts that is not known is warned of with its sum; --ignore-column says that it counts nothing")
  func unknownAmounts() throws {
    let workspace = try Workspace()
    var options = ImportOptions()
    options.source.zone = .utc
    func notes(_ column: String) throws -> [String] {
      let text =
        "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug,\(column)\n"
        + "g1,2026-07-06 18:00:00,0,10,1,m,1.25\ng2,2026-07-06 18:00:01,0,10,1,m,0.5\n"
      let file = try workspace.write("\(UUID().uuidString).csv", text)
      return try Importer(toolVersion: "test", options: options).run(
        [ImportFile(path: file)], into: try workspace.database("\(UUID().uuidString).db"))[0].notes
        .filter { $0.code == "unknown-amounts" }.map(\.message)
    }
    #expect(
      try notes("BYOK") == ["the column is not known and its numbers are not read: 1.75 in 2 rows"])
    // Names that say something else than an amount.
    #expect(
      try notes("time_to_first_token_ms_2") == [] && notes("cost_center") == [] && notes("tokens_per_second") == [])
    #expect(
      try notes("input_cost_note") == [] && notes("credits_left") == [] && notes("input_tokens_prev_month") == [])
    options.source.ignoredColumns = ["byok"]
    #expect(try notes("BYOK") == [])
  }

  @Test("A cost below zero and a task that ended before it began are warned of")
  func warned() throws {
    let workspace = try Workspace()
    var options = ImportOptions()
    options.source.zone = .utc
    options.source.constants[.tool] = "big"
    func warnings(_ text: String) throws -> [String] {
      let file = try workspace.write("\(UUID().uuidString).csv", text)
      return try Importer(toolVersion: "test", options: options).run(
        [ImportFile(path: file)], into: try workspace.database("\(UUID().uuidString).db"))[0].notes
        .filter { ["negative-cost", "ends-before-start"].contains($0.code) }.map(\.message)
    }
    let usage =
      "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug\n"
      + "g1,2026-07-06 18:00:00,-1.5,10,1,m\ng2,2026-07-06 18:00:01,0.01,10,1,m\n"
    #expect(try warnings(usage) == ["1 row has a cost below zero, -1.50 USD together, which lower the spend"])
    let issues =
      "Summary,Issue key,Issue Type,Status,Resolution,Created,Resolved\n"
      + "a,FIN-1,Task,Done,Done,27/Sep/26 9:00 AM,28/Sep/26 9:00 AM\n"
      + "b,FIN-2,Task,Done,Done,28/Sep/26 9:00 AM,27/Sep/26 9:00 AM\n"
    #expect(
      try warnings(issues) == ["1 task was completed before it was begun, first FIN-2: the time of completion counts"])
  }
}
