import Foundation
import Importer
import Storage
import TriageModel

/// A private folder for one test, removed at its end.
final class Workspace {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "roi-triage-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appending(path: name).path() }

  func write(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: folder.appending(path: name))
    return path(name)
  }

  func database(_ name: String = "triage.db") throws -> TriageDatabase {
    try TriageDatabase(path: path(name), create: true)
  }

  @discardableResult
  func load(_ database: TriageDatabase, _ paths: String...) throws -> [ImportOutcome] {
    try Importer(toolVersion: "test").run(paths.map { ImportFile(path: $0) }, into: database)
  }

  /// The folder of real data beside the checkout; nil where it is absent.
  static let realData: URL? = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = root.deletingLastPathComponent().appending(path: "shared/data/real")
    return FileManager.default.fileExists(atPath: folder.path()) ? folder : nil
  }()
}

/// All months that the tests use.
let everything = Period(first: Month(year: 2020, month: 1), end: Month(year: 2030, month: 1))
