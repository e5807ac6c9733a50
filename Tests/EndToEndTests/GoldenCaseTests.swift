import Foundation
import Testing

@Suite("Golden cases: the same files give the same report bytes")
struct GoldenCaseTests {
  /// Set to record `expected/` anew; a recording run fails, so that nobody records by accident.
  private static let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil

  /// Cases whose page is kept as well: every verdict, names that attack, and a comparison.
  private static let pageCases: Set<String> = ["all-verdicts", "hostile-names", "two-quarters"]

  @Test("report.md, report.json, the answer, and the page of some", arguments: FixtureCopy.names(in: "cases"))
  func golden(name: String) throws {
    let source = BuiltCommand.root.appending(path: "fixtures/cases/\(name)")
    let copy = try FixtureCopy(of: source)
    let result = try BuiltCommand(folder: copy.folder).run(Self.arguments(copy))
    try #require(result.status == 0, "\(result.messages)")
    var found = [
      ("report.md", try copy.text("report/report.md")), ("report.json", try copy.text("report/report.json")),
      ("answer.txt", result.output),
    ]
    if Self.pageCases.contains(name) { found.append(("report.html", try copy.text("report/report.html"))) }
    // A case with two quarters has the reports of its departments, too.
    if name == "two-quarters" {
      let departments = try BuiltCommand(folder: copy.folder).run(
        ["report", "--policy", "policy.yaml", "--db", "triage.db", "--all-departments", "--out", "departments"]
          + Self.compared(copy))
      for path in departments.output.split(separator: "\n").map(String.init) {
        found.append((path, try copy.text(path)))
      }
      #expect(found.count == 9)
    }
    for (file, text) in found {
      let expected = source.appending(path: "expected/\(file)")
      if Self.isRecording {
        try FileManager.default.createDirectory(
          at: expected.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: expected)
        Issue.record("recorded \(file) of \(name): read it, then run without RECORD_GOLDEN")
      } else {
        #expect(try Data(contentsOf: expected) == Data(text.utf8), "\(name)/\(file) differs from expected/\(file)")
      }
    }
  }

  @Test("Order of rows, language, time zone, home and umask do not show", arguments: FixtureCopy.names(in: "cases"))
  func surroundings(name: String) throws {
    let source = BuiltCommand.root.appending(path: "fixtures/cases/\(name)")
    let plain = try FixtureCopy(of: source)
    _ = try BuiltCommand(folder: plain.folder).run(Self.arguments(plain))
    let reports = ["report/report.md", "report/report.json", "report/report.html"]
    let expected = try reports.map { try plain.text($0) }

    let repeated = try BuiltCommand(folder: plain.folder).run(Self.arguments(plain))
    #expect(repeated.status == 0)
    #expect(try reports.map { try plain.text($0) } == expected, "the same files again change nothing")

    let other = try FixtureCopy(of: source)
    let surroundings = [
      "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Chatham", "HOME": "/nonexistent",
    ]
    let result = try BuiltCommand(folder: other.folder, environment: surroundings).run(Self.arguments(other))
    #expect(result.status == 0)
    #expect(try reports.map { try other.text($0) } == expected)
  }

  @Test("Order, split, repetition and names of the files do not show", arguments: FixtureCopy.names(in: "cases"))
  func orderOfRows(name: String) throws {
    let source = BuiltCommand.root.appending(path: "fixtures/cases/\(name)")
    let plain = try FixtureCopy(of: source)
    _ = try BuiltCommand(folder: plain.folder).run(Self.arguments(plain))

    let cut = try FixtureCopy(of: source)
    var imports: [String] = []
    for file in ["outcomes.csv", "invoices.csv", "usage.csv", "prices.csv"] where cut.exists(file) {
      let records = Self.records(try cut.text(file))
      let rows = Array(records.dropFirst().reversed())
      let middle = rows.count / 3
      // The parts overlap by one row.
      for (part, slice) in [rows[..<min(middle + 1, rows.count)], rows[middle...]].enumerated() where !slice.isEmpty {
        let text = records[0] + slice.joined()
        try Data(text.utf8).write(to: cut.folder.appending(path: "part\(part)-\(file)"))
        imports.append("part\(part)-\(file)")
      }
    }
    for file in imports {
      let result = try BuiltCommand(folder: cut.folder).run(["import", file, "--db", "other.db"])
      #expect(result.status == 0, "\(result.messages)")
    }
    let result = try BuiltCommand(folder: cut.folder).run(
      [
        "report", "--policy", "policy.yaml", "--db", "other.db", "--out", "report", "--format", "md,json,html",
      ] + Self.compared(cut))
    #expect(result.status == 0, "\(result.messages)")
    for report in ["report/report.md", "report/report.json", "report/report.html"] {
      #expect(try cut.text(report) == plain.text(report), "\(report) of \(name)")
    }
  }

  /// The records of a CSV text, line ends included; a line break inside quotes ends no record.
  private static func records(_ text: String) -> [String] {
    var records: [String] = []
    var current = String.UnicodeScalarView()
    var insideQuotes = false
    for scalar in text.unicodeScalars {
      current.append(scalar)
      if scalar == "\"" { insideQuotes.toggle() }
      if scalar == "\n", !insideQuotes {
        records.append(String(current))
        current = String.UnicodeScalarView()
      }
    }
    return records
  }

  static func arguments(_ copy: FixtureCopy) -> [String] {
    var arguments = ["review", "--db", "triage.db", "--out", "report", "--policy", "policy.yaml", "--quiet"]
    for (option, file) in [
      ("--usage", "usage.csv"), ("--outcomes", "outcomes.csv"), ("--prices", "prices.csv"),
      ("--invoices", "invoices.csv"),
    ] where copy.exists(file) {
      arguments += [option, file]
    }
    return arguments + compared(copy)
  }

  /// A case whose folder holds `compare` is compared with the period in it.
  static func compared(_ copy: FixtureCopy) -> [String] {
    guard let period = try? copy.text("compare") else { return [] }
    return ["--compare", period.trimmingCharacters(in: .whitespacesAndNewlines)]
  }
}
