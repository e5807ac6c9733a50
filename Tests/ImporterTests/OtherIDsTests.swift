import Importer
import Storage
import Testing
import TriageModel

@Suite("Canonical rows under other ids than those which hold the same requests are warned of")
struct OtherIDsTests {
  /// Three days of 2,000, 4,000 and 6,000 input tokens, for 1.50, 2.50 and 3.50 USD.
  private func rows(_ prefix: String, tokens: [Int] = [2_000, 4_000, 6_000], provider: String = "mistral") -> String {
    "request_id,timestamp,provider,model,input_tokens,output_tokens,cost_usd,requests\n"
      + tokens.enumerated().map { day, input in
        "\(prefix)\(day),2026-07-0\(day + 1)T00:00:00Z,\(provider),large,\(input),100,\(day + 1).50,100\n"
      }.joined()
  }

  private func warnings(_ texts: String..., isOneRun: Bool = false, isSeparate: Bool = false) throws -> [String] {
    let workspace = try Workspace()
    let database = try workspace.database()
    var options = ImportOptions()
    options.source.isSeparateSpend = isSeparate
    let files = try texts.enumerated().map { index, text in
      ImportFile(path: try workspace.write("f\(index).csv", text))
    }
    var notes: [Diagnostic] = []
    for run in isOneRun ? [files] : files.map({ [$0] }) {
      notes += try Importer(toolVersion: "test", options: options).run(run, into: database).flatMap(\.notes)
    }
    #expect(!notes.contains { $0.code == "counted-twice" && $0.severity != .warning })
    return notes.filter { $0.code == "counted-twice" }.map(\.text)
  }

  @Test("Three days of the same sums under other ids: their 7.50 USD and the import to take back are named")
  func same() throws {
    let found = try warnings(rows("a"), rows("b"))
    #expect(found.count == 1 && found[0].contains("cost of 3 sums of a model's day are those that import 1 has under"))
    #expect(found[0].contains("as 2000 input and 100 output tokens of large on 2026-07-01; both count, 7.50 USD"))
    #expect(found[0].contains("imports --undo 1"))
    let run = try warnings(rows("a"), rows("b"), isOneRun: true)
    #expect(run.count == 1 && run[0].contains("f0.csv of this run has under other ids"))
  }

  @Test("The same tokens of another or no provider, of other counts of requests or without a cost are named as tokens")
  func otherWords() throws {
    let words = "tokens of 3 sums of a model's day are those that import 1 has under other ids"
    let exact = "requests, tokens and cost of 3 sums of a model's day are those that import 1 has under other ids"
    let other = try warnings(rows("a"), rows("b", provider: "mistral-eu"))
    #expect(other.count == 1 && other[0].contains("\(exact) of provider mistral, as 2000 input and 100 output tokens"))
    let blank = try warnings(rows("a"), rows("b", provider: ""))
    #expect(blank.count == 1 && blank[0].contains("\(exact) of provider mistral"))
    let reversed = try warnings(rows("b", provider: ""), rows("a"))
    #expect(reversed.count == 1 && reversed[0].contains("\(exact) without a provider, as 2000"))
    let requests = try warnings(rows("a"), rows("b").replacing(",100\n", with: ",1\n"))
    #expect(requests.count == 1 && requests[0].contains("\(words), as 2000"))
    #expect(requests[0].contains("both count, 7.50 USD as reported"))
    let unpriced = rows("b").replacing(",1.50,", with: ",,").replacing(",2.50,", with: ",,")
      .replacing(",3.50,", with: ",,")
    for files in [[rows("a"), unpriced], [unpriced, rows("a")]] {
      let found = try warnings(files[0], files[1])
      #expect(found.count == 1 && found[0].contains("both count, 7.50 USD as reported"))
    }
  }

  @Test("Both sets of ids in one file, of one provider or of two, are named")
  func oneFile() throws {
    func body(_ text: String) -> String { text.split(separator: "\n").dropFirst().map { "\($0)\n" }.joined() }
    let found = try warnings(rows("a") + body(rows("b")))
    #expect(
      found.count == 1
        && found[0].contains("cost of 3 sums of a model's day are those that this file has once more under other ids")
        && found[0].contains("both count, 7.50 USD together"))
    let two = try warnings(rows("a") + body(rows("b", provider: "mistral-eu")))
    #expect(two.count == 1 && two[0].contains("both count, 7.50 USD together"))
    // Other tokens, or calls of a job of which only the day is known.
    #expect(try warnings(rows("a") + body(rows("b", tokens: [2_001, 4_001, 6_001]))).isEmpty)
    let job = (1...3).flatMap { day in
      (1...2 * day).map { "j\(day)-\($0),2026-07-0\(day)T00:00:00Z,mistral,large,512,0,0.01,1\n" }
    }
    #expect(try warnings(rows("a", tokens: []) + job.joined()).isEmpty)
  }

  @Test("The same rows again, another model, two equal days, one sum every night and separate spend say nothing")
  func other() throws {
    #expect(try warnings(rows("a"), rows("a")).isEmpty)
    #expect(try warnings(rows("a"), rows("b").replacing("large", with: "small")).isEmpty)
    #expect(try warnings(rows("a"), rows("b", tokens: [2_000, 4_000, 6_001])).isEmpty)
    #expect(try warnings(rows("a"), rows("b"), isSeparate: true).isEmpty)
    func nightly(_ prefix: String) -> String {
      rows(prefix, tokens: [2_000, 2_000, 2_000]).replacing("2.50", with: "1.50").replacing("3.50", with: "1.50")
    }
    #expect(try warnings(nightly("a"), nightly("b")).isEmpty)
  }
}
