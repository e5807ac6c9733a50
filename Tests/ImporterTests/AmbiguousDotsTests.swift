import Importer
import Storage
import Testing
import TriageModel

@Suite("24.000 tokens are 24, or 24,000 of a spreadsheet: the file has to show which")
struct AmbiguousDotsTests {
  private func input(_ cells: [String], keepsGood: Bool = false, isRight: Bool = false) throws -> Int64 {
    let workspace = try Workspace()
    let database = try workspace.database()
    let rows = cells.enumerated().map { "r\($0.offset),2026-07-01T00:00:00Z,m,\($0.element),400\n" }.joined()
    let text = "request_id,timestamp,model,input_tokens,output_tokens\n" + rows
    var options = ImportOptions()
    options.source.hasRightUnits = isRight
    options.keepsGood = keepsGood
    let file = ImportFile(path: try workspace.write("u.csv", text))
    _ = try Importer(toolVersion: "test", options: options).run([file], into: database)
    return try DatabaseRollupSource(database).spendCells().reduce(0) { $0 + Int64($1.usage.inputTokens) }
  }

  @Test(
    "Refused where all fractions have three zeros, also of thousands alone and beside bad rows; named with a way out")
  func refused() throws {
    for keepsGood in [false, true] {
      for cells in [["24.000"], ["24.000", "7"], ["1.000", "662.000"]] {
        let error = #expect(throws: ImportError.self) { try input(cells, keepsGood: keepsGood) }
        let problem = try #require(error?.diagnostics.first)
        #expect(problem.code == "ambiguous-dots" && problem.field == "input_tokens" && problem.value == cells[0])
        #expect(problem.remedy?.contains("--units-are-right") == true)
      }
    }
    #expect(throws: ImportError.self) { try input(["24.000", "2.400"], keepsGood: true) }
  }

  @Test("Decimal points where another count shows it, or the user says so")
  func decimalPoints() throws {
    #expect(try input(["24.0"]) == 24)
    #expect(try input(["24.000", "1234.000"]) == 1258)
    #expect(try input(["24.000", "0.000"]) == 24)
    #expect(try input(["24.000", "7.0"]) == 31)
    #expect(try input(["24.000", "7"], isRight: true) == 31)
  }

  @Test("2.400 and 24.000.000 are no whole numbers: both readings are named, with what to do")
  func thousands() throws {
    func problem(_ cell: String) throws -> Diagnostic {
      let error = #expect(throws: ImportError.self) { try input([cell]) }
      return try #require(error?.diagnostics.first)
    }
    let one = try problem("2.400")
    #expect(
      one.message == "is not a whole number: it is 2.4, or 2,400 where a spreadsheet has put dots between thousands")
    #expect(one.code == "bad-number" && one.remedy?.contains("take the dots out") == true)
    let two = try problem("24.000.000")
    #expect(two.message == "is not a whole number, but 24,000,000 where a spreadsheet has put dots between thousands")
    for other in ["2.40", "2.4000", "2400.5", "0.400", "1.2.3", "24.00.000"] {
      #expect(try problem(other).message == "is not a whole number", "\(other)")
    }
  }

  @Test("A date in another form than the export's is named with that form and a way out")
  func dates() throws {
    let workspace = try Workspace()
    let text =
      "usage_date_utc,model_version,usage_input_tokens_no_cache,usage_output_tokens\n01.07.2026,claude-opus-5,100,10\n"
    let path = try workspace.write("a.csv", text)
    let error = #expect(throws: ImportError.self) { try workspace.load(try workspace.database(), path) }
    let problem = try #require(error?.diagnostics.first)
    #expect(problem.message == "is no time in the form of this export, as 2026-07-31 or 2026-07-31T16:05:00Z")
    #expect(problem.remedy?.contains("`time` of a --mapping says their form: day_first (31.7.2026") == true)
    #expect(problem.remedy?.contains("2026/07/31 or 20260731, have to be written as 2026-07-31") == true)
  }

  @Test("The same in an export, where fractions of other columns show nothing")
  func export() throws {
    let workspace = try Workspace()
    let text =
      "start_time,start_time_iso,end_time,project_id,num_model_requests,model,input_tokens,output_tokens,input_cached_tokens\n"
      + "1782864000,2026-07-01T00:00:00,1782950400,p,24.0,gpt-5-nano,24.000,400,0\n"
    let path = try workspace.write("u.csv", text)
    let error = #expect(throws: ImportError.self) { try workspace.load(try workspace.database(), path) }
    #expect(error?.diagnostics.map(\.code) == ["ambiguous-dots"])
  }
}
