import Foundation

/// The built command, run in a folder of its own.
struct BuiltCommand {
  struct Result {
    var status: Int32
    var output: String
    var messages: String
  }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The folder that the tests were built into holds the command, too.
  static let executable: URL = {
    let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let candidates = [tests.deletingLastPathComponent(), root.appending(path: ".build/debug")]
    let found = candidates.map { $0.appending(path: "roi-triage") }.first {
      FileManager.default.isExecutableFile(atPath: $0.path())
    }
    return found ?? candidates[0].appending(path: "roi-triage")
  }()

  let folder: URL
  var environment: [String: String] = [:]

  func run(_ arguments: [String]) throws -> Result {
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    // Files rather than pipes: nothing can fill up while nobody reads.
    let outputURL = folder.appending(path: ".stdout-\(UUID().uuidString)")
    let messagesURL = folder.appending(path: ".stderr-\(UUID().uuidString)")
    _ = FileManager.default.createFile(atPath: outputURL.path(), contents: nil)
    _ = FileManager.default.createFile(atPath: messagesURL.path(), contents: nil)
    defer {
      try? FileManager.default.removeItem(at: outputURL)
      try? FileManager.default.removeItem(at: messagesURL)
    }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: outputURL)
    process.standardError = try FileHandle(forWritingTo: messagesURL)
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      output: String(decoding: try Data(contentsOf: outputURL), as: UTF8.self),
      messages: String(decoding: try Data(contentsOf: messagesURL), as: UTF8.self))
  }
}

/// A private copy of a fixture folder, removed at the end of its test.
final class FixtureCopy {
  let folder: URL

  init(of source: URL?) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "roi-triage-e2e-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    guard let source else { return }
    for name in try FileManager.default.contentsOfDirectory(atPath: source.path()) {
      try FileManager.default.copyItem(at: source.appending(path: name), to: folder.appending(path: name))
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
  }

  /// Every file of the folder with its bytes.
  func contents() throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path())
    return Dictionary(try names.map { ($0, try Data(contentsOf: folder.appending(path: $0))) }) { first, _ in first }
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.appending(path: name).path()) }

  /// Names of the folders in a fixture folder.
  static func names(in folder: String) -> [String] {
    let url = BuiltCommand.root.appending(path: "fixtures/\(folder)")
    return ((try? FileManager.default.contentsOfDirectory(atPath: url.path())) ?? []).filter { !$0.hasPrefix(".") }
      .sorted()
  }
}
