import Foundation
import Testing

@Suite("Report files are written whole, and only over the tool's own")
struct ReportWritingTests {
  private func loaded() throws -> FixtureCopy {
    let copy = try FixtureCopy(of: BuiltCommand.root.appending(path: "fixtures/cases/all-verdicts"))
    let result = try BuiltCommand(folder: copy.folder).run(GoldenCaseTests.arguments(copy))
    try #require(result.status == 0, "\(result.messages)")
    return copy
  }

  private static let arguments = [
    "report", "--policy", "policy.yaml", "--db", "triage.db", "--format", "md,json", "--out", "report",
  ]

  private func write(_ copy: FixtureCopy, _ more: String...) throws -> BuiltCommand.Result {
    try BuiltCommand(folder: copy.folder).run(Self.arguments + more)
  }

  @Test("A file of somebody else stays, and so do all others of the folder; --force overwrites it")
  func foreign() throws {
    let copy = try loaded()
    let markdown = try copy.text("report/report.md")
    #expect(try write(copy).status == 0, "its own files need no force")
    let json = copy.folder.appending(path: "report/report.json")
    try Data("{\"mine\": true}\n".utf8).write(to: json)
    try Data("# AI spend triage, old\n".utf8).write(to: copy.folder.appending(path: "report/report.md"))
    let refused = try write(copy)
    #expect(refused.status == 73)
    #expect(refused.messages.contains("report.json") && refused.messages.contains("--force"))
    #expect(try copy.text("report/report.json") == "{\"mine\": true}\n")
    #expect(try copy.text("report/report.md") == "# AI spend triage, old\n", "no file is written if one is refused")
    #expect(try write(copy, "--force").status == 0)
    #expect(try copy.text("report/report.md") == markdown)
  }

  @Test("The plain flavour is recognised, too")
  func plainIsOwn() throws {
    let copy = try loaded()
    #expect(try write(copy, "--flavour", "plain").status == 0)
    #expect(try write(copy).status == 0)
  }

  @Test("CSV files and workbooks of the tool need no force; a workbook that somebody saved again does")
  func cells() throws {
    let copy = try loaded()
    let arguments = Array(Self.arguments.dropLast(3)) + ["csv,xlsx", "--out", "report"]
    for _ in 0..<2 { #expect(try BuiltCommand(folder: copy.folder).run(arguments).status == 0) }
    let book = copy.folder.appending(path: "report/report.xlsx")
    var bytes = try Data(contentsOf: book)
    bytes[6] = 6
    try bytes.write(to: book)
    let refused = try BuiltCommand(folder: copy.folder).run(arguments)
    #expect(refused.status == 73)
    #expect(try Data(contentsOf: book) == bytes)
  }

  @Test("Nothing is written through a symbolic link, forced or not")
  func link() throws {
    let copy = try loaded()
    let target = copy.folder.appending(path: "elsewhere.md")
    try Data("precious\n".utf8).write(to: target)
    let link = copy.folder.appending(path: "report/report.md")
    try FileManager.default.removeItem(at: link)
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: target)
    for more in [[], ["--force"]] {
      let result = try BuiltCommand(folder: copy.folder).run(Self.arguments + more)
      #expect(result.status == 73)
      #expect(result.messages.contains("symbolic link"))
      #expect(try copy.text("elsewhere.md") == "precious\n")
    }
  }

  /// Runs the command where a file can grow to 8 KiB only; the signal for more is ignored or kills the process.
  private func runWithoutRoom(_ copy: FixtureCopy, isKilled: Bool) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    let command = ([BuiltCommand.executable.path()] + Self.arguments + ["--period", "2026-07"]).joined(separator: " ")
    process.arguments = ["-c", "\(isKilled ? "" : "trap '' XFSZ; ")ulimit -c 0; ulimit -f 8; exec \(command)"]
    process.currentDirectoryURL = copy.folder
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
  }

  @Test("The old report stays whole when there is no room, and when the process is killed", arguments: [false, true])
  func whole(isKilled: Bool) throws {
    let copy = try loaded()
    let before = try ["report.md", "report.json"].map { try copy.text("report/\($0)") }
    let status = try runWithoutRoom(copy, isKilled: isKilled)
    // Where the signal is ignored already, the killed run reports the missing room like the other.
    #expect(isKilled ? status != 0 : status == 73 || status == 74, "\(status)")
    #expect(try ["report.md", "report.json"].map { try copy.text("report/\($0)") } == before)
    let left = copy.folder.appending(path: "report/report.md.unfinished-99999999")
    try Data("half a rep".utf8).write(to: left)
    #expect(try write(copy).status == 0)
    let files = try FileManager.default.contentsOfDirectory(atPath: copy.folder.appending(path: "report").path())
    #expect(files.sorted() == ["report.html", "report.json", "report.md"], "what a killed run left is cleared away")
  }
}
