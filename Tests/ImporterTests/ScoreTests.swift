import Importer
import Storage
import Testing
import TriageModel

@Suite("Langfuse scores: grades are no shares, and a category counts by its word")
struct ScoreTests {
  /// Imports one score per type, value and text; gives Σ succeeded in millionths, how many are known, and what is said.
  private func load(_ scores: [(type: String, value: String, text: String)]) throws -> (
    known: [String], notes: [String], remedies: [String]
  ) {
    let workspace = try Workspace()
    let header = "id,traceId,timestamp,source,name,dataType,value,stringValue,traceName\n"
    let rows = scores.enumerated().map { index, score in
      "s\(index),t\(index),2026-07-01T10:00:00Z,HUMAN,rating,\(score.type),\(score.value),\(score.text),inv\n"
    }
    let path = try workspace.write("s.csv", header + rows.joined())
    var settings = SourceSettings()
    settings.constants[.tool] = "bot"
    let explanation = try #require(try FileExplanation.read(path: path, settings: settings, limit: .max))
    let column = try #require(explanation.canonicalHeader.firstIndex(of: "succeeded"))
    var options = ImportOptions()
    options.source = settings
    do {
      let outcome = try Importer(toolVersion: "test", options: options).run(
        [ImportFile(path: path)], into: workspace.database())[0]
      return (explanation.samples.map { $0.after[column] }, outcome.notes.map(\.code), [])
    } catch let error as ImportError {
      return ([], error.diagnostics.map(\.code), error.diagnostics.compactMap(\.remedy))
    }
  }

  @Test("Ratings from 1 to 5 are refused with the way to say which are successes; shares from 0 to 1 are read")
  func grades() throws {
    let grades = ["1", "2", "5"].map { (type: "NUMERIC", value: $0, text: "") }
    #expect(try load(grades).notes == ["grades"])
    #expect(try load(grades).remedies.first?.contains("success_words: [\"4\", \"5\"]") == true)
    // Seconds are no grades, and no words make them a success.
    let seconds = try load([("NUMERIC", "12.5", ""), ("NUMERIC", "1", "")])
    #expect(
      seconds.remedies == [
        "Numbers like these measure something, and do not say what succeeded: export the score that does."
      ])
    let shares = try load(["0", "0.25", "1"].map { (type: "NUMERIC", value: $0, text: "") })
    #expect(shares.known == ["0", "0.25", "1"])
    #expect(!shares.notes.contains("unknown-success"))
  }

  @Test("A category's number is 0 where it has none: its word counts, and an unknown word leaves success unknown")
  func categories() throws {
    let found = try load([
      ("CATEGORICAL", "0", "correct"), ("CATEGORICAL", "0", "incorrect"), ("CATEGORICAL", "0", "partly"),
      ("BOOLEAN", "1", "True"), ("BOOLEAN", "0", "False"),
    ])
    #expect(found.known == ["1", "0", "", "1", "0"])
    #expect(found.notes.contains("unknown-success"))
  }
}
