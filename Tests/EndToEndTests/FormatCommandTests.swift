import Foundation
import Testing

@Suite("The command reads exports of other tools")
struct FormatCommandTests {
  private func copy(_ files: [String: String]) throws -> FixtureCopy {
    let copy = try FixtureCopy(of: nil)
    for (name, text) in files { try Data(text.utf8).write(to: copy.folder.appending(path: name)) }
    return copy
  }

  private let activity = """
    generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug
    g1,2026-07-06 18:54:30.040,0.1,100,10,big

    """

  @Test("A file without zones asks for one, is explained, and imported")
  func zone() throws {
    let files = try copy(["a.csv": activity])
    defer { withExtendedLifetime(files) {} }
    let command = BuiltCommand(folder: files.folder)
    let asked = try command.run(["import", "a.csv"])
    #expect(asked.status == 65 && asked.messages.contains("Say it with --timezone"), "\(asked.messages)")
    let explained = try command.run(["import", "--explain", "--timezone", "UTC", "a.csv"])
    #expect(explained.status == 0, "\(explained.messages)")
    for text in ["OpenRouter activity CSV (openrouter), one row per request", "created_at", "2026-07-06T18:54:30.04Z"] {
      #expect(explained.output.contains(text), "\(explained.output)")
    }
    let done = try command.run(["import", "--timezone", "UTC", "a.csv"])
    #expect(done.status == 0 && done.messages.contains("1 usage row: 1 new"), "\(done.messages)")
  }

  @Test("A mapping file reads a CSV of one's own")
  func mapping() throws {
    let mapping = """
      zone: utc
      columns: {request_id: id, timestamp: at, model: llm, cost_usd: usd, task_id: {column: ref, match: "T-[0-9]+"}}
      """
    let files = try copy(["own.csv": "id,at,llm,usd,ref\n1,2026-07-01,big,0.5,fix T-12\n", "m.yaml": mapping])
    defer { withExtendedLifetime(files) {} }
    let command = BuiltCommand(folder: files.folder)
    let explained = try command.run(["import", "--explain", "--mapping", "m.yaml", "own.csv"])
    #expect(explained.output.contains("T-12"), "\(explained.output)\(explained.messages)")
    let done = try command.run(["import", "--mapping", "m.yaml", "own.csv"])
    #expect(done.status == 0 && done.messages.contains("1 usage row: 1 new"), "\(done.messages)")
  }

  @Test(
    "Options that say nothing are refused",
    arguments: [
      (["--timezone", "Berlin"], "is no time zone"), (["--set", "tools=x"], "names no column"),
      (["--period", "July"], "is no period"), (["--format", "opnrouter"], "Did you mean openrouter?"),
    ])
  func options(arguments: [String], fragment: String) throws {
    let files = try copy(["a.csv": activity])
    defer { withExtendedLifetime(files) {} }
    let command = BuiltCommand(folder: files.folder)
    let result = try command.run(["import"] + arguments + ["a.csv"])
    #expect(result.status != 0 && result.messages.contains(fragment), "\(result.messages)")
  }
}
