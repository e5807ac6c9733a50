import Foundation
import Testing

@Suite("The import command: leaving out, trying, tying out, taking back")
struct ImportCommandTests {
  private let bad = """
    request_id,timestamp,model,cost_usd
    r1,2026-07-01T10:00:00Z,big,0.25
    r2,2026-02-30T10:00:00Z,big,1.5
    =cmd(),2026-07-01T10:00:00Z,big,abc
    r5,2026-07-01T10:00:00Z,big,0.5

    """
  private let good = "request_id,timestamp,model,cost_usd\nr1,2026-07-01T10:00:00Z,big,0.25\n"

  private func folder(_ files: [String: String]) throws -> FixtureCopy {
    let copy = try FixtureCopy(of: nil)
    for (name, text) in files { try Data(text.utf8).write(to: copy.folder.appending(path: name)) }
    return copy
  }

  @Test("--keep-good loads the good rows, lists the others, and ends with status 3")
  func keepGood() throws {
    let copy = try folder(["u.csv": bad])
    let command = BuiltCommand(folder: copy.folder)
    let result = try command.run(["import", "--keep-good", "u.csv"])
    #expect(result.status == 3)
    #expect(result.messages.contains("4 usage rows: 2 new, 2 bad, left out"))
    #expect(
      try copy.text("rejects.csv") == """
        file,line,byte,column,code,value,message
        u.csv,3,69,timestamp,bad-time,2026-02-30T10:00:00Z,names a day that does not exist
        u.csv,4,101,cost_usd,bad-number,abc,is not a number

        """)
    try Data("tools: {big: {tier: frontier}}\n".utf8).write(to: copy.folder.appending(path: "p.yaml"))
    let report = try command.run(["report", "--policy", "p.yaml"])
    #expect(report.status == 0, "\(report.messages)")
    #expect(
      report.output.contains(
        "2 rows were left out of the imports because of errors: $1.50 of reported or billed cost, and 1 row whose cost is not known."
      ), "\(report.output)")
  }

  @Test("A file of somebody else is not overwritten by the list of rejects, and nothing is imported")
  func foreignRejects() throws {
    let copy = try folder(["u.csv": bad, "rejects.csv": "my own notes\n"])
    let result = try BuiltCommand(folder: copy.folder).run(["import", "--keep-good", "u.csv"])
    #expect(result.status == 73)
    #expect(result.messages.contains("[not-overwritten]") && result.messages.contains("Nothing was imported"))
    #expect(try copy.text("rejects.csv") == "my own notes\n")
    #expect(!copy.exists("triage.db") && !copy.exists("triage.db.key"))
  }

  @Test("A dry run says what would happen and leaves the folder as it is")
  func dryRun() throws {
    let copy = try folder(["u.csv": good])
    let before = try copy.contents()
    let result = try BuiltCommand(folder: copy.folder).run(["import", "--dry-run", "u.csv"])
    #expect(result.status == 0, "\(result.messages)")
    #expect(result.messages.contains("1 usage row: 1 new") && result.messages.contains("nothing was written"))
    #expect(try copy.contents() == before)
  }

  @Test(
    "What a file has to tie out to",
    arguments: [
      (["--expect-rows", "2"], "rows: 2 expected, 1 found"),
      (["--expect-total", "0.26"], "total: 0.26 expected, 0.25 found"),
      (["--expect-sha256", String(repeating: "a", count: 64)], "SHA-256"),
    ])
  func expectations(options: [String], message: String) throws {
    let copy = try folder(["u.csv": good])
    let command = BuiltCommand(folder: copy.folder)
    let refused = try command.run(["import", "u.csv"] + options)
    #expect(refused.status == 65)
    #expect(refused.messages.contains(message) && refused.messages.contains("the database is as it was"))
    #expect(try command.run(["import", "u.csv", "--expect-rows", "1", "--expect-total", "0.250"]).status == 0)
  }

  @Test("Conflicts are refused, kept or replaced, as the option says")
  func conflicts() throws {
    let copy = try folder(["u.csv": good, "v.csv": good.replacingOccurrences(of: "0.25", with: "0.75")])
    let command = BuiltCommand(folder: copy.folder)
    #expect(try command.run(["import", "u.csv"]).status == 0)
    #expect(try command.run(["import", "v.csv"]).status == 65)
    let kept = try command.run(["import", "v.csv", "--on-conflict", "keep"])
    #expect(kept.status == 3 && kept.messages.contains("1 in conflict with what is there, left out"))
    let replaced = try command.run(["import", "v.csv", "--on-conflict", "replace"])
    #expect(replaced.status == 0 && replaced.messages.contains("1 in place of others"))
    let list = try command.run(["imports"]).output
    #expect(list.contains("reported cost 0.75 USD"))
    #expect(try command.run(["check"]).status == 0)
  }

  @Test("An import is taken back whole, once")
  func undo() throws {
    let copy = try folder(["u.csv": good])
    let command = BuiltCommand(folder: copy.folder)
    #expect(try command.run(["import", "u.csv"]).status == 0)
    #expect(try command.run(["imports", "--undo", "1"]).output == "Import 1 was taken back.\n")
    #expect(try command.run(["imports"]).output.contains("u.csv  taken back"))
    let again = try command.run(["imports", "--undo", "1"])
    #expect(again.status == 69 && again.messages.contains("[already-undone]"))
    #expect(try command.run(["imports", "--undo", "7"]).status == 66)
    #expect(try command.run(["import", "u.csv"]).messages.contains("1 usage row: 1 new"))
    #expect(try command.run(["check"]).status == 0)
  }

  @Test("Worker ids go in as keyed hashes; without the key nothing more comes in")
  func workerKey() throws {
    let text = "request_id,timestamp,model,worker_id\nr1,2026-07-01T10:00:00Z,big,alice@example.com\n"
    let copy = try folder(["u.csv": text, "v.csv": text.replacingOccurrences(of: "r1", with: "r2")])
    let command = BuiltCommand(folder: copy.folder)
    #expect(try command.run(["import", "u.csv"]).status == 0)
    for name in ["triage.db", "triage.db.key"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: copy.folder.appending(path: name).path())
      #expect((attributes[.posixPermissions] as? Int) == 0o600, "\(name)")
    }
    #expect(try command.run(["import", "--keep-worker-ids", "v.csv"]).messages.contains("[worker-ids-hashed]"))
    let key = copy.folder.appending(path: "triage.db.key")
    let saved = try Data(contentsOf: key)
    try FileManager.default.removeItem(at: key)
    let missing = try command.run(["import", "v.csv"])
    #expect(missing.status == 69 && missing.messages.contains("[worker-key-missing]"))
    try Data(String(repeating: "0", count: 64).utf8).write(to: key)
    #expect(try command.run(["import", "v.csv"]).messages.contains("[worker-key-wrong]"))
    try saved.write(to: key)
    #expect(try command.run(["import", "v.csv"]).status == 0)
    #expect(try Data(contentsOf: copy.folder.appending(path: "triage.db")).range(of: Data("alice".utf8)) == nil)
  }

  @Test("Standard input is read like a file")
  func gzip() throws {
    let copy = try folder(["u.csv": good])
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.currentDirectoryURL = copy.folder
    shell.arguments = [
      "-c", "gzip -k u.csv && cat u.csv.gz | '\(BuiltCommand.executable.path())' import -q - && rm u.csv.gz",
    ]
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0)
    #expect(try BuiltCommand(folder: copy.folder).run(["import", "u.csv"]).messages.contains("1 there already"))
  }
}
