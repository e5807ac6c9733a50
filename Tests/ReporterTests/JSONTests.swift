import Analysis
import Testing
import TriageModel

@testable import Reporter

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite("JSON values")
struct JSONValueTests {
  @Test("Members keep their order and lines are indented by two spaces")
  func layout() {
    let value = JSONValue.object([
      .init("z", .integer(Int128(1))), .init("a", .array([.null, .bool(true)])), .init("e", .array([])),
    ])
    #expect(value.text == "{\n  \"z\": 1,\n  \"a\": [\n    null,\n    true\n  ],\n  \"e\": []\n}")
  }

  @Test(
    "Statistics have their shortest text; what is no number is null",
    arguments: [
      (0.1, "0.1"), (3, "3"), (-2.5, "-2.5"), (1e-7, "1e-07"), (0, "0"), (-0.0, "0"), (.nan, "null"),
      (.infinity, "null"), (123_456_789, "123456789"),
    ])
  func numbers(value: Double, text: String) {
    #expect(JSONValue.number(value).text == text)
  }

  @Test("Every number reads back as itself", arguments: 0..<100)
  func roundTrip(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let value = Rounding.nineSignificantDigits(
      Double.random(in: -1...1, using: &generator)
        * Double(sign: .plus, exponent: Int.random(in: -60...60, using: &generator), significand: 1))
    #expect(try JSONDocument(JSONValue.number(value).text).number == value)
  }

  @Test(
    "Strings read back as themselves, and no control or bidirectional character stands in them",
    arguments: HostileText.all)
  func strings(text: String) throws {
    let json = JSONValue.string(text).text
    #expect(try JSONDocument(json) == .string(text))
    #expect(!json.unicodeScalars.contains(where: PrintableText.isUnsafe))
    #expect(!json.contains("<"))
  }

  @Test("A character beyond the first plane is escaped as a pair where it is unsafe, otherwise kept")
  func planes() throws {
    #expect(JSONValue.string("\u{1F600}").text == "\"\u{1F600}\"")
    #expect(JSONValue.string("\u{0}\u{1B}\u{2066}").text == "\"\\u0000\\u001b\\u2066\"")
  }
}

@Suite("The JSON report")
struct JSONReportTests {
  static let schemaPath: String = {
    let folders = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    return folders.joined(separator: "/") + "/fixtures/schema/report.schema.json"
  }()

  static func schema() throws -> SchemaValidator {
    let data = try Data(contentsOf: URL(filePath: schemaPath))
    return SchemaValidator(root: try JSONDocument(String(decoding: data, as: UTF8.self)))
  }

  @Test("Every recorded report is valid under the schema")
  func recorded() throws {
    let cases = URL(filePath: Self.schemaPath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "cases")
    let names = try FileManager.default.contentsOfDirectory(atPath: cases.path()).filter { !$0.hasPrefix(".") }
    #expect(names.count >= 9)
    for name in names {
      let data = try Data(contentsOf: cases.appending(path: "\(name)/expected/report.json"))
      let problems = try Self.schema().problems(JSONDocument(String(decoding: data, as: UTF8.self)))
      #expect(problems.isEmpty, "\(name): \(problems.prefix(5))")
    }
  }

  @Test("Root keys stand in the documented order")
  func rootKeys() throws {
    let json = try JSONDocument(JSONReport.render(SampleReviews.rich))
    let documented = [
      "format", "report_id", "tool", "policy", "period", "compare_period", "currency", "title", "answer", "decisions",
      "totals", "portfolio", "categories", "cap_vs_triage", "bridge", "assumptions", "reconciliation", "departments",
      "data_quality", "hidden_cost", "own_sake", "software_candidates", "budgets", "plan", "provenance",
    ]
    #expect(json.keys.filter { !$0.hasSuffix("_reason") } == documented)
  }

  @Test("Category and comparison keys stand in the documented order")
  func innerKeys() throws {
    let json = try JSONDocument(JSONReport.render(SampleReviews.rich))
    let category = try #require(json.at("categories.0"))
    let documented = [
      "key", "name", "department", "owner", "verdict", "target", "spend", "tasks", "accepted", "outcome_value",
      "net_value", "spend_after", "freed", "net_value_change", "one_off", "evidence", "options", "flips",
    ]
    #expect(category.keys.filter(documented.contains) == documented)
    let option = try #require(category.at("options.1"))
    let comparison = [
      "delta", "se", "df", "lo", "hi", "coverage", "refused", "paired", "adjusted", "hurdle", "gain", "p_better",
      "n_incumbent", "n_alternative", "grade", "strata", "break_even",
    ]
    #expect(option.keys.filter(comparison.contains) == comparison)
    #expect(option.at("break_even.hourly_rate")?.keys == ["factor", "used", "value", "contribution"])
    #expect(category.at("options.0")?.keys.contains("delta") == false)
  }

  @Test("Money is exact text, statistics are numbers, unknowns are null with a reason")
  func values() throws {
    let json = try JSONDocument(JSONReport.render(SampleReviews.rich))
    #expect(json.at("categories.0.spend") == .string("84200.51"))
    #expect(json.at("categories.0.statement.token_cost") == .string("84200.51"))
    #expect(json.at("categories.0.options.1.delta") == .number("0.25"))
    #expect(json.at("categories.0.options.1.break_even.success_rate.value") == .number("0.75"))
    #expect(json.at("categories.0.options.2.delta") == .null)
    #expect(json.at("categories.0.options.2.refused") == .string("thin-cells"))
    #expect(json.at("categories.3.net_value_change.value") == .null)
    #expect(json.at("categories.3.net_value_change.reason") == .string("the verdict changes nothing by itself"))
    #expect(json.at("categories.5.net_value.lo") == .null)
    #expect(json.at("categories.0.owner") == .null)
    #expect(json.at("period.end") == .string("2026-10-01T00:00:00Z"))
  }

  @Test("Ledger lines, categories and departments add up to the totals, to the nano-dollar")
  func sums() throws {
    let json = try JSONDocument(JSONReport.render(SampleReviews.rich))
    func money(_ path: String) throws -> Int64 {
      try ScaledDecimal.parse(try #require(json.at(path)?.string, "\(path)"), scale: 9)
    }
    let path = "reconciliation.ledger."
    let lines = try ["completed_in_period", "completed_outside", "no_outcome", "no_task"].map {
      try money(path + $0 + ".cost")
    }
    #expect(try lines.reduce(0, +) == money("totals.spend"))
    let count = json.at("categories")?.items.count ?? 0
    let categories = try (0..<count).map { try money("categories.\($0).spend") }.reduce(0, +)
    #expect(try categories + money("totals.unattributed.spend") == money("totals.spend"))
    let net = try (0..<count).map { try money("categories.\($0).statement.net_after_everything") }.reduce(0, +)
    #expect(
      try net + money("totals.unattributed.net_value") + money("reconciliation.categories_to_total.unused_licences")
        == money("totals.statement.net_after_everything"))
  }

  @Test("Rendered reports follow the schema")
  func schemaHolds() throws {
    let schema = try Self.schema()
    for report in [SampleReviews.rich, SampleReviews.empty, MarkdownReportTests.hostile] {
      let text = JSONReport.render(report)
      #expect(schema.problems(try JSONDocument(text)) == [])
      #expect(text.hasSuffix("}\n"))
      #expect(!text.unicodeScalars.contains { PrintableText.isUnsafe($0) && $0 != "\n" })
    }
  }

  @Test(
    "A broken report does not follow the schema",
    arguments: [
      ("\"format\": 1", "\"format\": 2"), ("\"currency\": \"USD\"", "\"currency\": \"EUR\""),
      ("\"verdict\": \"stop\"", "\"verdict\": \"halt\""), ("\"spend\": \"84200.51\"", "\"spend\": 84200.51"),
      ("\"spend\": \"84200.51\"", "\"spend\": \"84,200.51\""), ("\"delta\": 0.25", "\"delta\": \"0.25\""),
      ("\"refused\": \"thin-cells\"", "\"refused\": \"thin\""), ("\"title\":", "\"titel\":"),
      ("\"paired\": false", "\"paired\": 0"), ("\"ok_tasks\": 9600", "\"ok_tasks\": -1"),
      ("\"categories_to_pilot\": 1", "\"categories_to_pilot\": 1.5"), ("\"reason\": \"no move", "\"why\": \"no move"),
    ])
  func schemaBreaks(from: String, to: String) throws {
    var review = SampleReviews.rich.review
    review.totals.netValueChange = nil
    let text = JSONReport.render(Report(review: review, context: SampleReviews.context))
    let range = try #require(text.ranges(of: from).first)
    let broken = text[..<range.lowerBound] + to + text[range.upperBound...]
    #expect(try Self.schema().problems(try JSONDocument(String(broken))) != [])
  }

  @Test("A keyword that the validator does not know is an error, not a free pass")
  func unknownKeyword() throws {
    let schema = SchemaValidator(root: try JSONDocument(#"{"type": "object", "maxProperties": 1}"#))
    #expect(schema.problems(try JSONDocument("{}")) == ["$: unknown keyword maxProperties"])
  }

  @Test("The report's name depends on figures and rows, not on the command")
  func identity() {
    let report = SampleReviews.rich
    var context = report.context
    context.commandLine = nil
    #expect(JSONReport.reportID(Report(review: report.review, context: context)) == JSONReport.reportID(report))
    context.rowSets[0].digest = String(repeating: "59", count: 32)
    #expect(JSONReport.reportID(Report(review: report.review, context: context)) != JSONReport.reportID(report))
    var review = report.review
    review.categories[0].freed += 0.001
    #expect(JSONReport.reportID(Report(review: review, context: report.context)) != JSONReport.reportID(report))
  }

  @Test("The name is FNV-1a of the text, whose values for short texts are published")
  func hash() {
    func hash(_ bytes: some Sequence<UInt8>) -> String {
      var hash = ReportHash()
      for byte in bytes { hash.put(byte) }
      return hash.text
    }
    #expect(hash("".utf8) == "cbf29ce484222325")
    #expect(hash("a".utf8) == "af63dc4c8601ec8c")
    #expect(hash("foobar".utf8) == "85944171f73967e8")
    let body = JSONReport.body(SampleReviews.rich)
    #expect(JSONReport.identity(body, digests: "5a 5b") == hash((JSONValue.object(body).text + "5a 5b").utf8))
  }

  @Test("Equal and empty names get keys of their own")
  func keys() {
    let names = ["A b", "a-B", "", "日本", "a b", "--x--"]
    let categories = names.map { name in
      var category = SampleReviews.richCategories[4]
      category.name = name
      return category
    }
    #expect(SampleReviews.report(categories).categoryKeys == ["a-b", "a-b-2", "category", "category-2", "a-b-3", "x"])
  }
}
