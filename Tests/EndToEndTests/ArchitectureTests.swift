import Foundation
import Testing

@Suite("Modules point one way")
struct ArchitectureTests {
  /// What each target may import of this package and of its dependencies.
  private static let allowed: [String: Set<String>] = [
    "Sources/TriageModel": [],
    "Sources/CSVCodec": ["TriageModel", "CZlib"],
    "queries": [],
    "Sources/Storage": ["TriageModel", "Queries", "CLinux", "GRDB", "GRDBSQLite", "Crypto"],
    "Sources/Importer": ["TriageModel", "CSVCodec", "Storage", "Crypto"],
    "Sources/PolicyFile": ["TriageModel", "Yams"],
    "Sources/Analysis": ["TriageModel"],
    "Sources/Workbook": ["TriageModel", "CXlsxwriter"],
    "Sources/Reporter": ["TriageModel", "Analysis", "CSVCodec", "Workbook", "Templates", "Mustache"],
    "Sources/Templates": [],
    "Sources/SampleData": ["TriageModel"],
    "Sources/sample-files": ["SampleData", "ArgumentParser"],
    "Sources/simulation": ["TriageModel", "Analysis", "SampleData"],
    "Sources/roi-triage": [
      "TriageModel", "CSVCodec", "Storage", "Importer", "PolicyFile", "Analysis", "Reporter", "Workbook",
      "SampleData", "CLinux", "ArgumentParser", "Crypto",
    ],
  ]
  private static let platform: Set<String> = [
    "Foundation", "FoundationEssentials", "Glibc", "Darwin", "Musl", "Dispatch", "Synchronization",
  ]

  @Test("Each target imports only what it may", arguments: allowed.keys.sorted())
  func imports(folder: String) throws {
    let root = BuiltCommand.root.appending(path: folder)
    let files = try FileManager.default.subpathsOfDirectory(atPath: root.path()).filter { $0.hasSuffix(".swift") }
    #expect(!files.isEmpty)
    for file in files {
      let text = try String(contentsOf: root.appending(path: file), encoding: .utf8)
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ").filter { !["public", "internal", "@testable"].contains($0) }
        guard words.count == 2, words[0] == "import" else { continue }
        let module = String(words[1])
        let isAllowed = Self.platform.contains(module) || Self.allowed[folder]?.contains(module) == true
        #expect(isAllowed, "\(folder)/\(file) imports \(module)")
      }
    }
  }

  @Test("Nothing a user can cause ends in a trap by name", arguments: allowed.keys.sorted())
  func traps(folder: String) throws {
    let root = BuiltCommand.root.appending(path: folder)
    for file in try FileManager.default.subpathsOfDirectory(atPath: root.path()) where file.hasSuffix(".swift") {
      let text = try String(contentsOf: root.appending(path: file), encoding: .utf8)
      for word in ["try!", "fatalError(", "preconditionFailure(", "as!"] {
        #expect(!text.contains(word), "\(folder)/\(file) has \(word)")
      }
    }
  }
}
