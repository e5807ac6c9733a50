import Foundation
import Importer
import Storage
import Testing
import TriageModel

@Suite("How a cost is known stays apart")
struct CostStateTests {
  private func sums(_ text: String, _ name: String = "x.csv", prices: String? = nil) throws -> UsageSums {
    let workspace = try Workspace()
    let database = try workspace.database()
    var files = [ImportFile(path: try workspace.write(name, text))]
    if let prices { files.append(ImportFile(path: try workspace.write("p.csv", prices))) }
    _ = try Importer(toolVersion: "test").run(files, into: database)
    try database.runChecks()
    var sums = UsageSums()
    for cell in try DatabaseRollupSource(database).spendCells() { sums.add(cell.usage) }
    var byModel = UsageSums()
    for cell in try DatabaseRollupSource(database).modelCells(in: .everything) { byModel.add(cell.usage) }
    #expect(byModel == sums)
    // Once more from the stored rows.
    try database.useAliases(["a": "b"])
    var again = UsageSums()
    for cell in try DatabaseRollupSource(database).spendCells() { again.add(cell.usage) }
    #expect(again == sums)
    return sums
  }

  @Test("Reported, computed and unknown cost of canonical rows")
  func canonical() throws {
    let usage = """
      request_id,timestamp,model,input_tokens,output_tokens,cost_usd
      r1,2026-07-01T00:00:00Z,big,1000000,0,5
      r2,2026-07-01T00:00:00Z,big,1000000,0,
      r3,2026-07-01T00:00:00Z,other,1000000,0,
      r4,2026-07-01T00:00:00Z,big,0,0,0

      """
    let prices = "model,effective_from,input_usd_per_mtok,output_usd_per_mtok\nbig,2026-01-01T00:00:00Z,3,15\n"
    let found = try sums(usage, prices: prices)
    #expect(found.reportedRows == 2 && found.reportedNanos == 5_000_000_000)
    #expect(found.computedRows == 1 && found.computedNanos == 3_000_000_000)
    #expect(found.unpricedRows == 1 && found.allocatedRows == 0 && found.freeRows == 0)
  }

  @Test("A mode that has no name here leaves a row unpriced: it is not priced like the standard one")
  func unknownMode() throws {
    let usage = """
      start_time,start_time_iso,model,num_model_requests,input_tokens,output_tokens,batch,service_tier
      1782864000,2026-07-01T00:00:00,big,1,1000000,0,false,default
      1782864000,2026-07-01T00:00:00,big,1,1000000,0,false,scale

      """
    let prices = "model,effective_from,input_usd_per_mtok,output_usd_per_mtok\nbig,2026-01-01T00:00:00Z,3,15\n"
    let found = try sums(usage, prices: prices)
    #expect(found.computedRows == 1 && found.computedNanos == 3_000_000_000)
    #expect(found.unpricedRows == 1)
  }

  @Test("A row whose cost state changed is a conflict, not there already")
  func changedState() throws {
    let workspace = try Workspace()
    func row(_ cost: String) throws -> ImportFile {
      let header =
        "Date,Model,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost\n"
      return ImportFile(
        path: try workspace.write("\(cost).csv", header + "2026-07-01T10:00:00Z,m,0,1,0,1,2,\(cost)\n"))
    }
    let words = ["Included": "paid by a seat", "Free": "free", "0": "billed"]
    for (before, after) in [("Included", "Free"), ("Free", "0"), ("0", "Included")] {
      let (there, here) = (words[before] ?? "", words[after] ?? "")
      let database = try workspace.database("\(before)-\(after).db")
      _ = try Importer(toolVersion: "test").run([try row(before)], into: database)
      #expect(try Importer(toolVersion: "test").run([try row(before)], into: database)[0].isKnownFile)
      let error = try #require(throws: ImportError.self) {
        try Importer(toolVersion: "test").run([try row(after)], into: database)
      }
      #expect(
        error.diagnostics.map(\.message) == [
          "is there already with another cost state: cost state is \(there) in import 1, \(here) here"
        ])
    }
  }

  @Test("Cursor: other words of Kind, and a zero that is yours beside a cost")
  func cursorWords() throws {
    let found = try sums(
      """
      Date,Kind,Model,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost,Cost to you
      2026-07-01T10:00:00Z,Included in Pro,m,0,1,0,1,2,0.0001,0.0001
      2026-07-01T10:00:01Z,"Aborted, Not Charged",m,0,1,0,1,2,0.0001,0.0001
      2026-07-01T10:00:02Z,On-Demand,m,0,1,0,1,2,$0.0001,$0.00
      2026-07-01T10:00:03Z,On-Demand,m,0,1,0,1,2,$0.0001,$0.0001

      """)
    #expect(found.allocatedRows == 2 && found.freeRows == 1)
    #expect(found.reportedRows == 1 && found.reportedNanos == 100_000)
  }

  @Test("Cursor: a word of Kind that is not known counts its cost and is warned of")
  func cursorUnknownKind() throws {
    let workspace = try Workspace()
    let path = try workspace.write(
      "c.csv",
      "Date,Kind,Model,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost\n"
        + "2026-07-01T10:00:00Z,Weird,m,0,1,0,1,2,0.01\n2026-07-01T10:00:01Z,On-Demand,m,0,1,0,1,2,0.02\n")
    let outcome = try workspace.load(try workspace.database(), path)[0]
    let warning = try #require(outcome.notes.first { $0.code == "unknown-kind" })
    #expect(warning.value == "Weird" && warning.message.contains("in 1 row, whose 0.01 USD count as charged"))
    #expect(outcome.entry.stored.reportedCostNanos == 30_000_000)
  }

  @Test("LiteLLM: metadata as a string holds the cache split, and a request without model, tokens and spend is none")
  func liteLLM() throws {
    let workspace = try Workspace()
    let path = try workspace.write(
      "s.jsonl",
      #"""
      {"request_id":"a","call_type":"c","spend":0.001,"prompt_tokens":10,"completion_tokens":2,"total_tokens":12,"startTime":"2026-07-01T10:00:00Z","model":"m","metadata":"{\"usage_object\":{\"prompt_tokens_details\":{\"cached_tokens\":4}}}"}
      {"request_id":"b","call_type":"c","spend":0,"prompt_tokens":0,"completion_tokens":0,"total_tokens":0,"startTime":"2026-07-01T10:00:01Z","model":"","status":"failure","metadata":{}}

      """#)
    let found = try #require(try FileExplanation.read(path: path, settings: SourceSettings()))
    #expect(found.problems.isEmpty)
    #expect(found.samples.map { Array($0.after[9...12]) } == [["10", "4", "", "2"]])
    #expect(found.notes.contains { $0.code == "passed-over" })
  }

  @Test("Cursor: what the seat includes is allocated, what failed is free, an on-demand row is reported")
  func cursor() throws {
    let header =
      "Date,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost\n"
    let found = try sums(
      header
        + """
        2026-07-01T10:00:00Z,Included,m,No,0,1,0,1,2,Included
        2026-07-01T10:00:01Z,Included,m,No,0,1,0,1,2,$0.32
        2026-07-01T10:00:02Z,"Errored, No Charge",m,No,0,1,0,1,2,-
        2026-07-01T10:00:03Z,On-Demand,m,No,0,1,0,1,2,"$1.25"
        2026-07-01T10:00:04Z,On-Demand,m,No,0,1,0,1,2,NaN

        """.replacingOccurrences(of: "1.25", with: "0.00025").replacingOccurrences(of: "0.32", with: "0.00032"))
    #expect(found.allocatedRows == 2 && found.freeRows == 1)
    #expect(found.reportedRows == 1 && found.reportedNanos == 250_000)
    #expect(found.unpricedRows == 1 && found.computedRows == 0)
  }

  @Test("Copilot: a premium request of which the discount leaves nothing is paid by the seat")
  func copilot() throws {
    let header = "date,username,product,sku,model,quantity,unit_type,gross_amount,discount_amount,net_amount\n"
    let found = try sums(
      header + "2026-07-01,ann,copilot,s,m,3,requests,0.12,0.12,0\n2026-07-01,bob,copilot,s,m,3,requests,0.12,0,0.12\n")
    #expect(found.allocatedRows == 1 && found.reportedRows == 1 && found.costNanos == 120_000_000)
  }

  @Test(
    "OpenRouter: a row under one's own provider key is not reported as free, and what the provider charges is named")
  func ownKey() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    var options = ImportOptions()
    options.source.zone = .utc
    let header =
      "generation_id,created_at,cost_total,byok_usage_inference,tokens_prompt,tokens_completion,model_permaslug\n"
    let rows = "g1,2026-07-06 18:54:30,0.00005,0.00125,1000,200,big\ng2,2026-07-06 18:54:31,0.0005,0,1000,200,big\n"
    let file = ImportFile(path: try workspace.write("o.csv", header + rows))
    let notes = try Importer(toolVersion: "test", options: options).run([file], into: database)[0].notes
    #expect(notes.contains { $0.code == "billed-elsewhere" && $0.message.contains("charges 0.00125 USD") })
    // What OpenRouter charged for it beside that is named, as it is in no row.
    #expect(notes.contains { $0.code == "fees-left-out" && $0.message.hasPrefix("0.00005 USD") })
    var sums = UsageSums()
    for cell in try DatabaseRollupSource(database).spendCells() { sums.add(cell.usage) }
    #expect(sums.reportedRows == 1 && sums.reportedNanos == 500_000 && sums.unpricedRows == 1)
  }

  @Test("LiteLLM's days: a spend without requests is kept, and one that each model repeats is warned of")
  func days() throws {
    let workspace = try Workspace()
    let header = "Date,Team,Model,Spend ($),Requests,Prompt Tokens,Completion Tokens\n"
    func load(_ rows: [String], _ name: String) throws -> ImportOutcome {
      let path = try workspace.write("\(name).csv", header + rows.joined(separator: "\n") + "\n")
      return try workspace.load(try workspace.database("\(name).db"), path)[0]
    }
    let kept = try load(
      ["2026-07-01,Legal,a,0.0010,0,0,0", "2026-07-02,Legal,a,0.0000,0,0,0", "2026-07-03,Legal,a,0.0010,1,1000,100"],
      "a")
    #expect(kept.entry.newRows == 2)
    #expect(!kept.notes.contains { $0.code == "repeated-spend" })
    let repeated = try load(
      [
        "2026-07-01,Legal,a,0.0020,1,1000,100", "2026-07-01,Legal,b,0.0020,1,1000,100",
        "2026-07-01,Sales,b,0.0020,1,1000,100",
      ], "b")
    #expect(repeated.notes.contains { $0.code == "repeated-spend" && $0.message.contains("1 rows") })
    #expect(repeated.notes.contains { $0.message.contains("0.002 USD may be counted more than once") })
  }

  @Test("OpenAI: a row of the first four cells alone is an empty bucket, any other short row is an error")
  func shortRows() throws {
    let workspace = try Workspace()
    let header =
      "start_time,end_time,start_time_iso,end_time_iso,model,num_model_requests,input_tokens,output_tokens\n"
    let empty = "1782864000,1782950400,2026-07-01T00:00:00,2026-07-02T00:00:00\n"
    let full = "1782950400,1783036800,2026-07-02T00:00:00,2026-07-03T00:00:00,gpt-5-mini,1,100,10\n"
    let good = try workspace.write("a.csv", header + empty + full)
    let outcome = try workspace.load(try workspace.database(), good)[0]
    #expect(outcome.entry.newRows == 1 && outcome.entry.rejectedRows == 0)
    #expect(outcome.notes.contains { $0.message.contains("1 row of 4 cells was passed over: empty buckets") })
    let bad = try workspace.write("b.csv", header + "1782864000,1782950400,2026-07-01T00:00:00\n" + full)
    #expect(throws: ImportError.self) { try workspace.load(try workspace.database("b.db"), bad) }
  }
}
