import Importer
import Testing
import TriageModel

@Suite("Langfuse: kinds of token come to the right buckets, and none is lost")
struct LangfuseUsageTests {
  private func explained(_ usage: String, model: String = "m", cost: String = "") throws -> FileExplanation {
    let header = "id,traceId,startTime,type,providedModelName,usageDetails,totalCost\n"
    let cell = usage.replacing("\"", with: "\"\"")
    let row = "o1,t1,2026-07-01T10:00:00Z,GENERATION,\(model),\"\(cell)\",\(cost)\n"
    let path = try workspace.write("o.csv", header + row)
    return try #require(try FileExplanation.read(path: path, settings: SourceSettings()))
  }

  private let workspace: Workspace

  init() throws { workspace = try Workspace() }

  /// Input, cached, cache-write, output and reasoning tokens.
  private func tokens(_ usage: String) throws -> [String] {
    let explanation = try explained(usage)
    let row = try #require(explanation.samples.first, "\(explanation.problems.map(\.text))").after
    let names = [
      "input_tokens", "cached_input_tokens", "cache_write_tokens", "output_tokens", "reasoning_tokens",
    ]
    return try names.map { name in row[try #require(explanation.canonicalHeader.firstIndex(of: name))] }
  }

  @Test(
    "Every integration's names are read, whether it counts parts apart or inside",
    arguments: [
      (#"{"input":100,"output":7,"total":107}"#, ["100", "", "", "7", ""]),
      (#"{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120}"#, ["100", "", "", "20", ""]),
      (
        #"{"input_tokens":100,"output_tokens":7,"cache_read_input_tokens":11,"total":118}"#, ["111", "11", "", "7", ""]
      ),
      // The total shows that the input includes the 30 cached ones, and the output the 5 of reasoning.
      (
        #"{"input":100,"output":20,"input_cached_tokens":30,"output_reasoning_tokens":5,"total":120}"#,
        ["100", "30", "", "20", "5"]
      ),
      // Two names of one count.
      (
        #"{"input":10,"output":2,"input_cached_tokens":900,"cache_read_input_tokens":900,"total":912}"#,
        ["910", "900", "", "2", ""]
      ),
      (#"{"input":1,"output":2,"input_cache_creation":4,"other":0,"note":null}"#, ["5", "", "4", "2", ""]),
      ("{}", ["", "", "", "", ""]), (#"{"total":120}"#, ["", "", "", "", ""]),
    ])
  func names(usage: String, expected: [String]) throws {
    #expect(try tokens(usage) == expected)
  }

  @Test(
    "What does not add up or is not known is an error of the row",
    arguments: [
      (#"{"input":100,"output":7,"total":100007}"#, "identity-fails"),
      (#"{"input":100,"output":7,"searches":3}"#, "unknown-kind"),
      (#"{"input":1,"input_cached_tokens":900,"cache_read_input_tokens":800}"#, "tokens-disagree"),
      (#"{"input":1.5,"output":7}"#, "bad-number"), (#"{"input":1"#, "bad-json"), ("[1]", "bad-json"),
    ])
  func refused(usage: String, code: String) throws {
    #expect(try explained(usage).problems.map(\.code) == [code])
  }

  @Test("The cost is totalCost, or where that is blank the total of costDetails; rows passed over state theirs, too")
  func costDetails() throws {
    let text = """
      id,traceId,startTime,type,providedModelName,usageDetails,costDetails,totalCost
      o1,t1,2026-07-01T10:00:00Z,GENERATION,m,{},"{""total"":0.003}",
      o2,t1,2026-07-01T10:00:00Z,GENERATION,m,{},"{""total"":0.003}",0.004
      o3,t1,2026-07-01T10:00:00Z,TOOL,,{},{},0.5

      """
    let path = try workspace.write("c.csv", text)
    let explanation = try #require(try FileExplanation.read(path: path, settings: SourceSettings()))
    let cost = try #require(explanation.canonicalHeader.firstIndex(of: "cost_usd"))
    #expect(explanation.samples.map { $0.after[cost] } == ["0.003", "0.004"])
    let words = "1 row was passed over: observations that are no generation, with 0.50 USD"
    #expect(explanation.notes.map(\.message).contains(words))
  }

  @Test("What the keys of one row were decides nothing about the next: other orders, spaces, fewer and doubled keys")
  func otherOrders() throws {
    let cells = [
      #"{"input":1,"output":2,"total":3}"#, #"{"input":4,"total":9,"output":5}"#, #"{"input":  6, "output": 7}"#,
      #"{"input":8}"#, #"{"input":9,"output":1,"total":10}"#,
    ]
    let rows = cells.enumerated().map { place, usage in
      "o\(place),t1,2026-07-01T10:00:00Z,GENERATION,m,\"\(usage.replacing("\"", with: "\"\""))\",\n"
    }
    let header = "id,traceId,startTime,type,providedModelName,usageDetails,totalCost\n"
    let path = try workspace.write("k.csv", header + rows.joined())
    let explanation = try #require(try FileExplanation.read(path: path, settings: SourceSettings()))
    let input = try #require(explanation.canonicalHeader.firstIndex(of: "input_tokens"))
    let output = try #require(explanation.canonicalHeader.firstIndex(of: "output_tokens"))
    let found = explanation.samples.map { "\($0.after[input])+\($0.after[output])" }
    #expect(found == ["1+2", "4+5", "6+7", "8+", "9+1"].prefix(found.count).map(\.self))
    #expect(found.count >= 3)
    let damaged = rows[0] + rows[0].replacing("\"\"output\"\"", with: "\"\"output\"\"\"\"")
    let other = try workspace.write("d.csv", header + damaged)
    #expect(try FileExplanation.read(path: other, settings: SourceSettings())?.problems.map(\.code) == ["bad-json"])
  }

  @Test("LiteLLM: cached tokens under either name, once where both hold them; two counts are an error")
  func cachedTwice() throws {
    func read(_ usage: String) throws -> FileExplanation {
      let header = "request_id,call_type,spend,prompt_tokens,completion_tokens,startTime,model,metadata\n"
      let cell = "{\"usage_object\": \(usage)}".replacing("\"", with: "\"\"")
      let row = "r1,acompletion,,1200,10,2026-07-01 10:00:00,m,\"\(cell)\"\n"
      let path = try workspace.write("l.csv", header + row)
      return try #require(try FileExplanation.read(path: path, settings: SourceSettings()))
    }
    let names = [
      #"{"cache_read_input_tokens": 1000}"#, #"{"prompt_tokens_details": {"cached_tokens": 1000}}"#,
      #"{"prompt_tokens_details": {"cached_tokens": 0}, "cache_read_input_tokens": 1000}"#,
      #"{"prompt_tokens_details": {"cached_tokens": 1000}, "cache_read_input_tokens": 0}"#,
      #"{"prompt_tokens_details": {"cached_tokens": 1000}, "cache_read_input_tokens": 1000}"#,
    ]
    for usage in names {
      let explanation = try read(usage)
      let cached = try #require(explanation.canonicalHeader.firstIndex(of: "cached_input_tokens"))
      #expect(explanation.samples.map { $0.after[cached] } == ["1000"], "\(usage)")
    }
    let other = #"{"prompt_tokens_details": {"cached_tokens": 900}, "cache_read_input_tokens": 1000}"#
    #expect(try read(other).problems.map(\.code) == ["tokens-disagree"])
  }

  @Test("Rows without a model are passed over with their dollars stated")
  func withoutModel() throws {
    let notes = try explained(#"{"input":1,"output":2}"#, model: "", cost: "0.5").notes.map(\.message)
    #expect(notes.contains("1 row was passed over: observations without a model, with 0.50 USD"))
  }
}
