import Foundation
import Testing

@Suite("The report on a terminal")
struct TerminalCommandTests {
  private static let script = "/usr/bin/script"
  private static let hasTerminal: Bool = {
    #if os(Linux)
      FileManager.default.isExecutableFile(atPath: script)
    #else
      false
    #endif
  }()

  private func loaded() throws -> FixtureCopy {
    let copy = try FixtureCopy(of: BuiltCommand.root.appending(path: "fixtures/cases/two-quarters"))
    let result = try BuiltCommand(folder: copy.folder).run(GoldenCaseTests.arguments(copy))
    try #require(result.status == 0, "\(result.messages)")
    return copy
  }

  /// What a terminal of so many columns is sent.
  private func onTerminal(
    _ copy: FixtureCopy, _ more: String = "", columns: Int = 80, environment: [String: String] = [:]
  ) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.script)
    let command = "\(BuiltCommand.executable.path()) report --policy policy.yaml --db triage.db \(more)"
    process.arguments = ["-qec", "stty cols \(columns); \(command)", "typescript"]
    process.currentDirectoryURL = copy.folder
    let own = ["TERM": "xterm-256color", "NO_COLOR": ""]
    process.environment = ProcessInfo.processInfo.environment.merging(own) { _, new in new }
      .merging(environment) { _, new in new }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let text = try copy.text("typescript").replacing("\r\n", with: "\n")
    return text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("Script ") }
      .joined(separator: "\n")
  }

  @Test("It is the answer with glyphs in colour, as wide as the terminal", .enabled(if: hasTerminal))
  func colours() throws {
    let copy = try loaded()
    for columns in [80, 132] {
      let text = try onTerminal(copy, columns: columns)
      #expect(text.contains("\u{1B}[31m✕\u{1B}[0m Stop"))
      let plain = text.replacing(/\u{1B}\[[0-9]+m/, with: "")
      #expect(plain.split(separator: "\n").allSatisfy { $0.count <= columns })
      #expect(plain.split(separator: "\n").contains { $0.count > columns - 12 })
    }
  }

  @Test("NO_COLOR, a dumb terminal and --plain have no escapes", .enabled(if: hasTerminal))
  func plain() throws {
    let copy = try loaded()
    for (more, environment) in [
      ("", ["NO_COLOR": "1"]), ("", ["TERM": "dumb"]), ("--plain", [:]),
    ] {
      let text = try onTerminal(copy, more, environment: environment)
      #expect(!text.contains("\u{1B}"))
      #expect(text.contains("Move to cheaper model"))
    }
  }

  @Test("A pipe gets Markdown, and --plain the plain answer")
  func pipe() throws {
    let copy = try loaded()
    let arguments = ["report", "--policy", "policy.yaml", "--db", "triage.db"]
    #expect(try BuiltCommand(folder: copy.folder).run(arguments).output.hasPrefix("<!-- roi-triage:report "))
    let plain = try BuiltCommand(folder: copy.folder).run(arguments + ["--plain"]).output
    #expect(plain.hasPrefix("Three of eight task categories should change"))
  }
}
