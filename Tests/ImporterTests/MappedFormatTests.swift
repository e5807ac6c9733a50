import Foundation
import Importer
import Testing
import TriageModel

@Suite("A CSV of one's own is read by a mapping")
struct MappedFormatTests {
  private func rows(_ text: String, _ change: (inout SourceMapping) -> Void) throws -> [[String]] {
    let workspace = try Workspace()
    var mapping = SourceMapping()
    change(&mapping)
    var settings = SourceSettings()
    settings.mapping = SourceFormat(mapping)
    let explanation = try #require(
      try FileExplanation.read(path: try workspace.write("x.csv", text), settings: settings))
    #expect(explanation.problems.isEmpty, "\(explanation.problems.map(\.text))")
    return explanation.samples.map(\.after)
  }

  private func column(_ name: String, match: String? = nil) -> SourceMapping.Column {
    var column = SourceMapping.Column()
    column.columns = [name]
    column.match = match
    return column
  }

  @Test("Cents, thousands of tokens, parts apart, and a task out of a branch's name")
  func usage() throws {
    let text = "when,llm,fresh,hit,out,cents,branch\n1782864000,big,3,7,1.5,123.45,feature/FIN-12-check\n"
    let found = try rows(text) { mapping in
      mapping.name = "gateway"
      mapping.time = .epochSeconds
      mapping.money = .cents
      mapping.tokensPerUnit = 1000
      mapping.apart = [.cachedInput]
      mapping.key = ["branch"]
      mapping.columns = [
        "timestamp": column("when"), "model": column("llm"), "input_tokens": column("fresh"),
        "cached_input_tokens": column("hit"), "output_tokens": column("out"), "cost_usd": column("cents"),
        "task_id": column("branch", match: "([A-Z]+-[0-9]+)"),
      ]
    }
    #expect(
      found == [
        [
          "gateway|2026-07-01T00:00:00Z|feature/FIN-12-check", "FIN-12", "", "2026-07-01T00:00:00Z", "", "", "", "",
          "big", "10000", "7000", "", "1500", "", "1.2345", "1", "",
        ]
      ])
  }

  @Test("Status, mode, cache lifetime and length of prompt, in the words and units of the file")
  func traits() throws {
    let text = "id,when,llm,in,written,hour,state,mode,size\n1,2026-07-01T00:00:00Z,big,9,4,3,NOK,flex,long\n"
    let found = try rows(text) { mapping in
      mapping.tokensPerUnit = 1000
      mapping.failureWords = ["nok"]
      mapping.columns = [
        "request_id": column("id"), "timestamp": column("when"), "model": column("llm"), "input_tokens": column("in"),
        "cache_write_tokens": column("written"), "cache_write_1h_tokens": column("hour"), "status": column("state"),
        "service_tier": column("mode"), "prompt_length": column("size"),
      ]
    }
    #expect(found.map { Array($0.suffix(4)) } == [["error", "flex", "3000", "long"]])
    #expect(found.map { Array($0[9...11]) } == [["9000", "", "4000"]])
  }

  @Test("Outcomes with words for success")
  func outcomes() throws {
    let found = try rows("ticket,closed,ok,bot,saved\nT1,2026-07-01T10:00:00Z,JA,big,-5\n") { mapping in
      mapping.kind = .outcomes
      mapping.successWords = ["ja"]
      var category = SourceMapping.Column()
      category.constant = "tickets"
      mapping.columns = [
        "task_id": column("ticket"), "completed_at": column("closed"), "succeeded": column("ok"),
        "tool": column("bot"), "minutes_saved": column("saved"), "category": category,
      ]
    }
    #expect(found == [["T1", "2026-07-01T10:00:00Z", "", "", "tickets", "big", "1", "", "-5", "", "", ""]])
  }

  @Test("A column that the mapping names and the file lacks is named")
  func missing() throws {
    #expect(throws: ImportError.self) {
      try rows("a,b\n1,2\n") { $0.columns = ["timestamp": column("when"), "model": column("b")] }
    }
  }

  @Test("A moment in another unit than the mapping says is refused, and the unit in which it is one is named")
  func otherUnit() throws {
    let workspace = try Workspace()
    var mapping = SourceMapping()
    mapping.time = .epochMillis
    mapping.columns = ["request_id": column("id"), "timestamp": column("when"), "model": column("llm")]
    var options = ImportOptions()
    options.source.mapping = SourceFormat(mapping)
    let file = ImportFile(path: try workspace.write("x.csv", "id,when,llm\n1,1782864000,big\n"))
    let error = #expect(throws: ImportError.self) {
      try Importer(toolVersion: "test", options: options).run([file], into: try workspace.database())
    }
    let found = try #require(error?.diagnostics.first)
    #expect(found.code == "bad-time" && found.message.contains("2015 to 2099 as milliseconds since 1970"))
    #expect(found.remedy?.hasPrefix("As seconds it is 2026-07-01T00:00:00Z") == true)
  }

  @Test("Parts that are counted apart do not make an unknown whole; a bad part or word is an error of its row")
  func unknownAndBad() throws {
    let workspace = try Workspace()
    func load(_ row: String) throws -> [String] {
      var mapping = SourceMapping()
      mapping.apart = [.cachedInput, .cacheWrite, .reasoning]
      mapping.columns = [
        "request_id": column("id"), "timestamp": column("when"), "model": column("llm"), "input_tokens": column("in"),
        "cached_input_tokens": column("hit"), "cache_write_tokens": column("written"), "output_tokens": column("out"),
        "reasoning_tokens": column("thought"), "cache_write_1h_tokens": column("hour"), "status": column("state"),
      ]
      var settings = SourceSettings()
      settings.mapping = SourceFormat(mapping)
      let file = try workspace.write("x.csv", "id,when,llm,in,hit,written,out,thought,hour,state\n\(row)\n")
      let found = try #require(try FileExplanation.read(path: file, settings: settings))
      return found.problems.isEmpty ? Array(found.samples[0].after[9...13]) : found.problems.map(\.code)
    }
    #expect(try load("1,2026-07-01T00:00:00Z,big,,10,20,,3,,") == ["", "10", "20", "", "3"])
    #expect(try load("1,2026-07-01T00:00:00Z,big,0,10,20,0,3,,ok") == ["30", "10", "20", "3", "3"])
    #expect(try load("1,2026-07-01T00:00:00Z,big,0,0,10,0,0,11,ok") == ["tokens-disagree"])
    #expect(try load("1,2026-07-01T00:00:00Z,big,0,0,10,0,0,1,odd") == ["bad-status"])
  }

  @Test("A day lies in its date, a bucket at its moment; --date-order holds over the mapping, and says so")
  func daysAndOrder() throws {
    func time(_ grain: SourceMapping.Grain, _ text: String) throws -> String {
      try rows("id,when,llm\n1,\(text),big\n") { mapping in
        mapping.grain = grain
        mapping.columns = ["request_id": column("id"), "timestamp": column("when"), "model": column("llm")]
      }[0][3]
    }
    #expect(try time(.day, "2026-07-01T00:00:00+08:00") == "2026-07-01T10:00:00Z")
    #expect(try time(.bucket, "2026-07-01T00:00:00+08:00") == "2026-06-30T16:00:00Z")
    let workspace = try Workspace()
    var mapping = SourceMapping()
    mapping.time = .dayFirst
    mapping.zone = .utc
    mapping.columns = ["request_id": column("id"), "timestamp": column("when"), "model": column("llm")]
    var options = ImportOptions()
    options.source.mapping = SourceFormat(mapping)
    options.source.dateOrder = .monthFirst
    let file = ImportFile(path: try workspace.write("x.csv", "id,when,llm\n1,7/2/2026,big\n"))
    let outcome = try Importer(toolVersion: "test", options: options).run([file], into: try workspace.database())[0]
    #expect(outcome.notes.contains { $0.message == "--date-order mdy holds, and not the mapping's time: day_first" })
  }
}
