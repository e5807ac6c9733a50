import Foundation
import Testing

@Suite("CSV files of a report that compares two quarters")
struct ComparisonFormatTests {
  /// The case in a database, its files changed before.
  private func loaded(_ name: String, change: (String) -> String = { $0 }) throws -> FixtureCopy {
    let copy = try FixtureCopy(of: BuiltCommand.root.appending(path: "fixtures/cases/\(name)"))
    for file in ["usage.csv", "outcomes.csv"] {
      let text = change(try copy.text(file))
      try Data(text.utf8).write(to: copy.folder.appending(path: file))
      let result = try BuiltCommand(folder: copy.folder).run(["import", file, "--db", "triage.db"])
      try #require(result.status == 0, "\(result.messages)")
    }
    return copy
  }

  private func report(_ copy: FixtureCopy, _ arguments: String...) throws {
    let result = try BuiltCommand(folder: copy.folder).run(
      ["report", "--policy", "policy.yaml", "--db", "triage.db", "--period", "2026Q3", "--out", "set"] + arguments)
    try #require(result.status == 0, "\(result.messages)")
  }

  private func document(_ copy: FixtureCopy) throws -> [String: Any] {
    let json = try JSONSerialization.jsonObject(with: Data(copy.text("set/report.json").utf8))
    return try #require(json as? [String: Any])
  }

  private func csvNames(_ copy: FixtureCopy) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: copy.folder.appending(path: "set").path())
      .filter { $0.hasSuffix(".csv") }.sorted()
  }

  @Test("bridge.csv has the effects of report.json, digit for digit, and leads from one spend to the other")
  func bridge() throws {
    let copy = try loaded("two-quarters")
    try report(copy, "--format", "json,csv,xlsx", "--compare", "2026Q2")
    let effects = try #require(try document(copy)["bridge"] as? [[String: String]])
    let lines = effects.map { "\($0["effect"] ?? ""),\($0["words"] ?? ""),\($0["amount"] ?? "")\n" }
    #expect(try copy.text("set/bridge.csv") == "effect,words,amount\n" + lines.joined())
    #expect(lines.count == 5)
    let spend = try #require((try document(copy)["comparison"] as? [String: Any])?["spend"] as? [String: Any])
    let sum = effects.compactMap { Decimal(string: $0["amount"] ?? "") }.reduce(0, +)
    #expect(sum == Decimal(string: spend["change"] as? String ?? ""))
  }

  @Test("Without another quarter there is no bridge.csv; a folder takes reports of both kinds in turn")
  func absent() throws {
    let copy = try loaded("two-quarters")
    try report(copy, "--format", "csv")
    #expect(try !csvNames(copy).contains("bridge.csv"))
    #expect(try !copy.text("set/categories.csv").contains("comparison_"))
    try report(copy, "--format", "csv", "--compare", "2026Q2")
    #expect(try csvNames(copy).contains("bridge.csv"))
    #expect(try copy.text("set/departments.csv").contains(",comparison_spend_before,"))
    try report(copy, "--format", "csv")
    #expect(try !copy.text("set/categories.csv").contains("comparison_"))
  }

  @Test("A department of one worker has no row, no name and no figure in any table of departments")
  func hidden() throws {
    let open = try loaded("two-quarters")
    try report(open, "--format", "json", "--compare", "2026Q2")
    let departments = try #require(try document(open)["departments"] as? [[String: Any]])
    let strategy = try #require(departments.first { $0["name"] as? String == "Strategy" })
    let copy = try loaded("two-quarters") { text in
      (2...7).reduce(text) { $0.replacing("str-w\($1)", with: "str-w1") }
    }
    try report(copy, "--format", "json,csv", "--compare", "2026Q2")
    let rows = try copy.text("set/departments.csv").split(separator: "\n")
    #expect(rows.contains { $0.hasPrefix("Suppressed,") } && !rows.contains { $0.hasPrefix("Strategy,") })
    #expect(!rows.contains { $0.hasPrefix(",") })
    #expect(try copy.text("set/categories.csv").contains("\nreview,review,,Legal; Suppressed,"))
    let spend = try #require(strategy["spend"] as? String)
    let net = try #require(strategy["net_value"] as? String)
    for name in try csvNames(copy) {
      let lines = try copy.text("set/\(name)").split(separator: "\n")
      #expect(!lines.contains { $0.contains("Strategy") || $0.contains("Sales") }, "\(name)")
      let cells = Set(lines.flatMap { $0.split(separator: ",") })
      #expect(!cells.contains(Substring(spend)) && !cells.contains(Substring(net)), "\(name)")
    }
  }

  @Test("Hostile names of two quarters begin no formula in any CSV file")
  func inert() throws {
    let copy = try loaded("hostile-names") { $0.replacing("2026-09-", with: "2026-06-") }
    try report(copy, "--format", "json,csv,xlsx", "--compare", "2026Q2")
    #expect(try csvNames(copy).contains("bridge.csv"))
    for name in try csvNames(copy) {
      let text = try copy.text("set/\(name)")
      #expect(!text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E }, "\(name)")
      for cell in text.split(whereSeparator: { $0 == "," || $0 == "\n" }) {
        let content = cell.drop { $0 == "\"" }
        guard let first = content.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else { continue }
        #expect(Double(content) != nil, "\(name): \(content)")
      }
    }
  }
}
