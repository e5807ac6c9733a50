import Analysis
import Testing

@testable import Reporter

@Suite("The report as CSV files")
struct CSVReportTests {
  private let report = CSVReport(SampleReviews.rich)

  private func file(_ name: String) throws -> CSVTable {
    try CSVTable(try #require(report.files.first { $0.name == name }).text)
  }

  private func document() throws -> JSONDocument { try JSONDocument(JSONReport.render(SampleReviews.rich)) }

  @Test("Fourteen files, in the order of the report")
  func names() {
    #expect(
      report.files.map(\.name) == [
        "categories.csv", "options.csv", "assumptions.csv", "reconciliation.csv", "departments.csv", "data_quality.csv",
        "hidden_cost.csv", "own_sake.csv", "own_sake_outliers.csv", "own_sake_falling.csv", "software_candidates.csv",
        "budgets.csv", "frontier.csv", "facts.csv",
      ])
  }

  @Test("Every file is plain RFC 4180: line feeds, no byte-order mark, all records of one length")
  func form() throws {
    for file in report.files + CSVReport(SampleReviews.empty).files {
      #expect(file.text.hasSuffix("\n") && !file.text.contains("\r") && !file.text.hasPrefix("\u{FEFF}"))
      let table = try CSVTable(file.text)
      #expect(Set(table.header).count == table.header.count, "\(file.name) names each column once")
    }
  }

  @Test("A category's row: names, exact money, an interval, an unknown interval")
  func category() throws {
    let rows = try file("categories.csv").rows
    #expect(rows.map { $0["key"] } == SampleReviews.rich.categoryKeys)
    #expect(rows[0]["name"] == "Support replies")
    #expect(rows[0]["spend"] == "84200.51")
    #expect(rows[0]["departments"] == "Finance; ")
    #expect(rows[0]["net_value_change"] == "56000.4")
    #expect(rows[0]["net_value_change_lo"] == "47000")
    #expect(rows[0]["net_value_change_hi"] == "62000")
    #expect(rows[3]["net_value_change"] == "" && rows[3]["net_value_change_lo"] == "")
    #expect(rows[5]["name"] == "New work" && rows[5]["target"] == "")
  }

  @Test("No file has a row of sums: categories and unattributed spend add up to the total")
  func noTotals() throws {
    let rows = try file("reconciliation.csv").rows
    #expect(!rows.contains { $0["line"] == "total" })
    let spend = rows.filter { $0["statement"] == "spend" }.compactMap { Double($0["amount"] ?? "") }.reduce(0, +)
    let parts = rows.filter { $0["statement"] == "spend_by_category" }.compactMap { Double($0["amount"] ?? "") }
    #expect(abs(spend - parts.reduce(0, +)) < 1e-6)
    #expect(rows.last?["line"] == "mystery|model" && rows.last?["unpriced_tokens"] == "4200")
  }

  @Test("Every cell of the tables is the JSON figure of its column, digit for digit")
  func equalsJSON() throws {
    let document = try document()
    for (name, list) in [
      ("categories.csv", "categories"), ("assumptions.csv", "assumptions"), ("departments.csv", "departments"),
      ("data_quality.csv", "data_quality"),
    ] {
      try check(try file(name).rows, try #require(document[list]).items, name)
    }
    let options = try #require(document["categories"]).items.flatMap { $0["options"]?.items ?? [] }
    try check(try file("options.csv").rows, options, "options.csv")
  }

  private func check(_ rows: [[String: String]], _ records: [JSONDocument], _ name: String) throws {
    try #require(rows.count == records.count)
    for (row, record) in zip(rows, records) {
      let figures = Self.flat(record)
      for (column, cell) in row where column != "category_key" && figures[column] != nil {
        #expect(cell == figures[column], "\(name) \(column)")
      }
      let missing = row.keys.filter { figures[$0] == nil && row[$0] != "" && !["departments", "flags"].contains($0) }
      #expect(missing.filter { $0 != "category_key" && !(name == "options.csv" && $0 == "category") } == [])
    }
  }

  /// Column names and cells of a JSON record; an estimate's value stands under the name of the estimate.
  private static func flat(_ value: JSONDocument, _ name: String = "") -> [String: String] {
    switch value {
    case .null: return [name: ""]
    case .bool(let isTrue): return [name: isTrue ? "true" : "false"]
    case .number(let text), .string(let text): return [name: text]
    case .array: return [:]
    case .object(let members):
      var cells: [String: String] = [:]
      let isEstimate = members.contains { $0.key == "lo" } && members.contains { $0.key == "value" }
      for member in members {
        let path = isEstimate && member.key == "value" ? name : name.isEmpty ? member.key : "\(name)_\(member.key)"
        cells.merge(flat(member.value, path)) { first, _ in first }
      }
      return cells
    }
  }

  @Test("facts.csv holds every figure of the JSON report, and nothing else")
  func facts() throws {
    let rows = try file("facts.csv").rows
    let found = rows.flatMap { [$0["value"], $0["lo"], $0["hi"]].compactMap { $0 }.filter { !$0.isEmpty } }.sorted()
    var expected: [String] = []
    for key in try document().keys where !["format", "report_id", "provenance"].contains(key) {
      Self.figures(try #require(try document()[key]), key: key, into: &expected)
    }
    #expect(found == expected.sorted())
    #expect(rows.allSatisfy { $0["unit"]?.isEmpty == false })
  }

  private static func figures(_ value: JSONDocument, key: String, into found: inout [String]) {
    switch value {
    case .number(let text): found.append(text)
    case .string(let text) where Double(text) != nil && !["label", "name", "text", "field"].contains(key):
      found.append(text)
    case .null, .bool, .string: return
    case .array(let items): for item in items { figures(item, key: key, into: &found) }
    case .object(let members):
      for member in members where !["facts", "cautions", "flips", "level"].contains(member.key) {
        figures(member.value, key: member.key, into: &found)
      }
    }
  }

  @Test("A figure in long form: where it stands, what it is, its ends and its unit")
  func longForm() throws {
    let rows = try file("facts.csv").rows
    func row(_ section: String, _ key: String, _ measure: String) -> [String: String]? {
      rows.first { $0["section"] == section && $0["key"] == key && $0["measure"] == measure }
    }
    let change = row("categories", "support-replies", "net_value_change")
    #expect(change?["value"] == "56000.4" && change?["lo"] == "47000" && change?["hi"] == "62000")
    #expect(change?["unit"] == "USD")
    #expect(row("options", "support-replies/small-s", "delta")?["unit"] == "USD per task")
    #expect(row("strata", "support-replies/small-s/2", "n_incumbent")?["value"] == "10")
    #expect(row("totals", "", "spend")?["unit"] == "USD")
    #expect(row("departments", "Finance", "spend") != nil)
    let names = rows.map { "\($0["section"] ?? "")|\($0["key"] ?? "")|\($0["measure"] ?? "")" }
    #expect(Set(names).count == names.count, "no two rows have the same name")
  }

  @Test("Names that look like formulas are text; negative numbers are numbers")
  func inert() throws {
    var category = SampleReviews.richCategories[0]
    category.name = "=HYPERLINK(\"x\")"
    category.incumbent = "-1+2"
    category.freed = -12.5
    for file in CSVReport(SampleReviews.report([category])).files {
      for row in try CSVTable(file.text).rows {
        for cell in row.values where CSVTests.beginsFormula(cell) {
          #expect(Double(cell) != nil, "\(file.name): \(cell)")
        }
      }
    }
    let row = try CSVTable(CSVReport(SampleReviews.report([category])).categories).rows[0]
    #expect(row["incumbent"] == "'-1+2")
    #expect(row["freed"] == "-12.5")
  }

  private enum CSVTests {
    static func beginsFormula(_ cell: String) -> Bool {
      cell.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
    }
  }
}
