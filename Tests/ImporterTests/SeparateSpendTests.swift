import Importer
import Storage
import Testing
import TriageModel

@Suite("Spend of one provider on two bills is kept apart by the provider's name")
struct SeparateSpendTests {
  private let console = """
    start_time,start_time_iso,model,num_model_requests,input_tokens,output_tokens
    1782864000,2026-07-01T00:00:00,gpt-5-mini,3,100,10

    """
  private let requests = """
    request_id,call_type,spend,prompt_tokens,completion_tokens,startTime,model,custom_llm_provider
    g1,acompletion,0.001,100,10,2026-07-01 10:00:00,gpt-5-mini,OpenAI

    """

  @Test(
    "The refusal of the second form names --set provider; --separate-spend warns of the bill; the name gets through")
  func ownBill() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    func load(_ path: String, _ change: (inout SourceSettings) -> Void) throws -> ImportOutcome {
      var options = ImportOptions()
      options.source.zone = .utc
      options.isDryRun = true
      change(&options.source)
      return try Importer(toolVersion: "test", options: options).run([ImportFile(path: path)], into: database)[0]
    }
    var options = ImportOptions()
    options.source.zone = .utc
    let days = try workspace.write("c.csv", console)
    let gateway = try workspace.write("r.csv", requests)
    _ = try Importer(toolVersion: "test", options: options).run([ImportFile(path: gateway)], into: database)
    let error = #expect(throws: ImportError.self) { try load(days) { _ in } }
    #expect(error?.diagnostics.first?.remedy?.contains("--set provider=NAME, such as openai-team") == true)
    let warning = try load(days) { $0.isSeparateSpend = true }.notes.first { $0.code == "separate-spend" }
    #expect(warning?.severity == .warning && warning?.message.hasPrefix("this use of openai counts beside") == true)
    #expect(try load(days) { $0.constants[.provider] = "openai-team" }.entry.newRows == 1)
  }

  @Test("Rows that name their provider keep it: no advice that would not get further")
  func ownNames() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    try workspace.load(database, try workspace.write("c.csv", console))
    var options = ImportOptions()
    options.source.zone = .utc
    let gateway = try workspace.write("r.csv", requests)
    let error = #expect(throws: ImportError.self) {
      try Importer(toolVersion: "test", options: options).run([ImportFile(path: gateway)], into: database)
    }
    #expect(error?.diagnostics.first?.remedy?.contains("--set") == false)
  }

  @Test("Separate rows that name their provider are warned of: the bill takes them in, and only a mapping renames them")
  func ownNamesApart() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    try workspace.load(database, try workspace.write("c.csv", console))
    func warning(_ name: String, _ text: String) throws -> Diagnostic? {
      var options = ImportOptions()
      options.source.zone = .utc
      options.source.isSeparateSpend = true
      options.isDryRun = true
      let file = ImportFile(path: try workspace.write(name, text))
      return try Importer(toolVersion: "test", options: options).run([file], into: database)[0].notes
        .first { $0.code == "separate-spend" }
    }
    let gateway = try #require(try warning("r.csv", requests))
    #expect(gateway.message.hasPrefix("this use of openai, 0.001 USD, counts beside that of import 1 (openai-usage)"))
    #expect(gateway.remedy?.contains("a --mapping that says provider: {constant: NAME}, such as openai-2") == true)
    let own = try #require(
      try warning(
        "u.csv",
        "request_id,timestamp,provider,model,input_tokens,output_tokens\nx,2026-07-01T10:00:00Z,openai,m,100,10\n"))
    #expect(own.remedy?.contains("a name of its own in the column provider") == true)
  }

  @Test("Spend of a team beside the Console's usage gets through under a name of its own")
  func team() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    let usage =
      "usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,"
      + "usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,"
      + "usage_output_tokens\n2026-07-01,m,k,Default,standard,≤ 200k,100,0,0,0,10\n"
    try workspace.load(database, try workspace.write("u.csv", usage))
    let spend =
      "user_email,product,model,total_requests,total_prompt_tokens,total_completion_tokens,total_net_spend_usd\n"
      + "ann,Chat,m,1,100,10,0.01\n"
    let path = try workspace.write("s.csv", spend)
    func load(provider: String?) throws -> Int64 {
      var options = ImportOptions()
      options.source.period = Period("2026-07")
      options.source.constants[.provider] = provider
      return try Importer(toolVersion: "test", options: options).run([ImportFile(path: path)], into: database)[0].entry
        .newRows
    }
    let error = #expect(throws: ImportError.self) { try load(provider: nil) }
    #expect(error?.diagnostics.first?.remedy?.contains("such as anthropic-team") == true)
    #expect(try load(provider: "claude-team") == 1)
  }

  @Test("A file of the same run is named by itself: its import has no number once the run is refused")
  func oneRun() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    let (days, gateway) = (try workspace.write("c.csv", console), try workspace.write("r.csv", requests))
    var options = ImportOptions()
    options.source.zone = .utc
    let error = #expect(throws: ImportError.self) {
      try Importer(toolVersion: "test", options: options).run(
        [ImportFile(path: gateway), ImportFile(path: days)], into: database)
    }
    let problem = try #require(error?.diagnostics.first)
    #expect(problem.message.contains("(r.csv of this run, litellm-spendlogs)"))
    #expect(problem.remedy?.contains("leave this file out, or leave r.csv out.") == true)
  }
}
