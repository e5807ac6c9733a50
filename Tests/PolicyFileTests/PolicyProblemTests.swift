import PolicyFile
import Testing
import TriageModel

@Suite("Refusing a policy")
struct PolicyProblemTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var code: String
    var place: String
    var field: String?
    var words: String

    init(_ text: String, _ code: String, _ place: String, _ field: String?, _ words: String) {
      self.text = text
      self.code = code
      self.place = place
      self.field = field
      self.words = words
    }

    var testDescription: String { text }
  }

  static let syntax = [
    Case("", "empty-policy", "p.yaml", nil, "policy init"),
    Case("# nothing\n\n", "empty-policy", "p.yaml", nil, "policy init"),
    Case("---\n", "empty-policy", "p.yaml", nil, "policy init"),
    Case("just words", "not-a-mapping", "p.yaml:1:1", nil, "mapping"),
    Case("- a\n- b", "not-a-mapping", "p.yaml:1:1", nil, "a list"),
    Case("a: b: c", "not-yaml", "p.yaml:1:5", nil, "a colon where no key can stand"),
    Case("tools:\n\ta: 1", "not-yaml", "p.yaml:2:1", nil, "a tab cannot indent"),
    Case("tools: {a: {tier: small}", "not-yaml", "p.yaml:1:25", nil, "bracket is not closed"),
    Case("tools: \"a", "not-yaml", "p.yaml:1:10", nil, "inside a text in quotes"),
    Case("tools: *x", "not-yaml", "p.yaml:1:8", nil, "reference"),
    Case("a: 1\n---\nb: 2", "not-yaml", "p.yaml:2:1", nil, "second document"),
    Case("a: é\u{01}", "not-yaml", "p.yaml:1:6", nil, "U+1"),
    Case(String(repeating: "[", count: 5000), "not-yaml", "p.yaml:1:1", nil, "nested too deeply"),
  ]

  static let values = [
    Case("confidense: 0.9", "unknown-key", "p.yaml:2:1", "confidense", "Did you mean `confidence`?"),
    Case("zzzzzzzz: 0.9", "unknown-key", "p.yaml:2:1", "zzzzzzzz", "Known here: assumed"),
    Case("pilot: {powr: 0.8}", "unknown-key", "p.yaml:2:9", "pilot.powr", "Did you mean `power`?"),
    Case("<<: {a: 1}", "merge-key", "p.yaml:2:1", nil, "cannot be merged"),
    Case("[a]: 1", "wrong-type", "p.yaml:2:1", nil, "cannot be a key"),
    Case("confidence: 1.2", "out-of-range", "p.yaml:2:13", "confidence", "between 0.5 and 1, both excluded"),
    Case("confidence: 0.5", "out-of-range", "p.yaml:2:13", "confidence", "between 0.5 and 1"),
    Case("confidence: high", "bad-number", "p.yaml:2:13", "confidence", "is not a number"),
    Case("confidence: 95%", "bad-number", "p.yaml:2:13", "confidence", "percent sign"),
    Case("confidence: 9.5e-1", "bad-number", "p.yaml:2:13", "confidence", "exponent"),
    Case("confidence: .nan", "bad-number", "p.yaml:2:13", "confidence", "is not a number"),
    Case("confidence:", "no-value", "p.yaml:2:12", "confidence", "has no value"),
    Case("confidence: [0.9]", "wrong-type", "p.yaml:2:13", "confidence", "is a list; expected a number"),
    Case("min_cell_n: 1", "out-of-range", "p.yaml:2:13", "min_cell_n", "a whole number from 2"),
    Case("min_tool_n: 30.5", "out-of-range", "p.yaml:2:13", "min_tool_n", "a whole number from 2"),
    Case("min_workers: -1", "out-of-range", "p.yaml:2:14", "min_workers", "a whole number from 0"),
    Case("min_overlap: 1.01", "out-of-range", "p.yaml:2:14", "min_overlap", "from 0 to 1"),
    Case("stratify_by: complexty", "unknown-choice", "p.yaml:2:14", "stratify_by", "Did you mean `complexity`?"),
    Case("noninferiority_margin_usd: -1", "out-of-range", "p.yaml:2:28", "noninferiority_margin_usd", "0 or more"),
    Case(
      "loaded_rate_usd_per_hour: {legal: -5}", "out-of-range", "p.yaml:2:35", "loaded_rate_usd_per_hour.legal",
      "must be 0 or more"),
    Case("loaded_rate_usd_per_hour:", "no-value", "p.yaml:2:26", "loaded_rate_usd_per_hour", "has no value"),
    Case("review_rate_usd_per_hour: dept", "bad-number", "p.yaml:2:27", "review_rate_usd_per_hour", "`department`"),
    Case("budget_usd: 18446744073.7095516155", "out-of-range", "p.yaml:2:13", "budget_usd", "is too large"),
    Case("budget_usd: 99999999999999999999999", "out-of-range", "p.yaml:2:13", "budget_usd", "is too large"),
    Case("migration_cost_usd: 1,500", "bad-number", "p.yaml:2:21", "migration_cost_usd", "no grouping"),
    Case("migration_horizon_months: 0", "out-of-range", "p.yaml:2:27", "migration_horizon_months", "more than 0"),
    Case("pilot: {power: 1}", "out-of-range", "p.yaml:2:16", "pilot.power", "between 0.5 and 1"),
    Case("randomised: legal", "wrong-type", "p.yaml:2:13", "randomised", "expected a list"),
    Case("randomised: [[a]]", "wrong-type", "p.yaml:2:14", "randomised[1]", "is a list; expected a category"),
    Case("timezone: Vienna", "bad-timezone", "p.yaml:2:11", "timezone", "Europe/Vienna"),
    Case("fiscal_year_start: 13", "out-of-range", "p.yaml:2:20", "fiscal_year_start", "from 1 to 12"),
    Case("period: 2026Q5", "bad-period", "p.yaml:2:9", "period", "2026Q3"),
    Case("period: 9999Q1", "out-of-range", "p.yaml:2:9", "period", "1900 and 2200"),
    Case(
      "period: {start: 2026-07-02T00:00:00Z, end: 2026-10-01T00:00:00Z}", "bad-period", "p.yaml:2:17", "period.start",
      "first instant of a month in UTC"),
    Case(
      "period: {start: 2026-07-01T00:00:00+02:00, end: 2026-10-01T00:00:00Z}", "bad-period", "p.yaml:2:17",
      "period.start", "first instant of a month in UTC"),
    Case("period: {start: 2026-10-01, end: 2026-07-01}", "bad-period", "p.yaml:2:9", "period", "before"),
    Case("period: {start: 2026-10-01}", "missing-key", "p.yaml:2:9", "period.end", "is missing"),
    Case(
      "period: {start: 2026-07-01, end: 2026-10-01, months: 0}", "out-of-range", "p.yaml:2:54", "period.months", "0"),
    Case(
      "categories: {c: {value_usd_per_success: 1, minutes_per_success: 2}}", "two-values", "p.yaml:2:14",
      "categories.c", "has both"),
    Case("model_aliases: {x: x}", "alias-loop", "p.yaml:2:20", "model_aliases.x", "stands for itself"),
    Case("model_aliases: {x: y, y: a}", "alias-chain", "p.yaml:2:20", "model_aliases.x", "an alias itself"),
    Case("ranges: {min_overlap: [0.9, 0.1]}", "out-of-range", "p.yaml:2:23", "ranges.min_overlap", "low ≤ high"),
    Case("ranges: {min_overlap: [1]}", "wrong-type", "p.yaml:2:23", "ranges.min_overlap", "a list of 1"),
    Case("ranges: {min_overlop: [1, 2]}", "unknown-key", "p.yaml:2:10", "ranges.min_overlop", "`min_overlap`"),
    Case(
      "assumed: [{category: c, tool: zz, success: {low: 0, base: 0.5, high: 1}}]", "assumed-without-tier",
      "p.yaml:2:31", "assumed[1].tool", "a tool without a tier"),
    Case(
      "assumed: [{category: c, tool: a, success: {low: 0.6, base: 0.5, high: 1}}]", "out-of-range", "p.yaml:2:43",
      "assumed[1].success", "low ≤ base ≤ high"),
    Case(
      "assumed: [{category: c, tool: a, success: {low: 0, base: 0.5, high: 1.5}}]", "out-of-range", "p.yaml:2:69",
      "assumed[1].success.high", "from 0 to 1"),
    Case("assumed: [{tool: a, success: 1, category: c}]", "wrong-type", "p.yaml:2:30", "assumed[1].success", "{low"),
  ]

  static let tools = [
    Case("confidence: 0.9", "no-tools", "p.yaml", "tools", "policy init"),
    Case("tools: {}", "no-tools", "p.yaml:1:8", "tools", "policy init"),
    Case("tools:", "no-tools", "p.yaml:1:7", "tools", "policy init"),
    Case("tools: [a]", "wrong-type", "p.yaml:1:8", "tools", "expected a mapping"),
    Case("tools: {a: small}", "wrong-type", "p.yaml:1:12", "tools.a", "{tier: small}"),
    Case("tools: {a: {tier: smal}}", "unknown-choice", "p.yaml:1:19", "tools.a.tier", "Did you mean `small`?"),
    Case("tools: {a: {tier: FILL_IN}}", "tier-to-fill-in", "p.yaml:1:19", "tools.a.tier", "filled in"),
    Case("tools: {a: {tier: }}", "tier-to-fill-in", "p.yaml:1:19", "tools.a.tier", "filled in"),
    Case("tools: {a: {}}", "tier-to-fill-in", "p.yaml:1:9", "tools.a.tier", "filled in"),
    Case(
      "tools: {é: {tier: small}, b: {tier: small, cost_per_run_usd: x}}", "bad-number", "p.yaml:1:63",
      "tools.b.cost_per_run_usd", "is not a number"),
  ]

  private func expect(_ expected: Case, _ text: String) throws {
    do throws(PolicyError) {
      _ = try PolicyReader.read(text: text, file: "p.yaml")
      Issue.record("was not refused")
    } catch {
      #expect(error.problems.filter { $0.severity == .error }.count == 1, "\(error.problems.map(\.text))")
      let problem = try #require(error.problems.first { $0.severity == .error })
      #expect(problem.code == expected.code)
      #expect(problem.position?.text == expected.place)
      #expect(problem.field == expected.field)
      #expect(problem.text.contains(expected.words), "\(problem.text)")
    }
  }

  @Test("A text that is no mapping is refused with its place", arguments: syntax)
  func notAPolicy(_ expected: Case) throws { try expect(expected, expected.text) }

  @Test("Each bad value is refused with key, value and range", arguments: values)
  func badValue(_ expected: Case) throws { try expect(expected, oneTool + expected.text) }

  @Test("Each fault of the tools table is refused", arguments: tools)
  func badTools(_ expected: Case) throws { try expect(expected, expected.text) }

  @Test("All problems are told at once, in the order of the file")
  func allAtOnce() {
    let found = problems(
      """
      confidence: 1.2
      loaded_rate_usd_per_hour: -3
      tools:
        a: {tier: frontier}
        b: {tier: small}
        a: {tier: small}
        a: {tier: software}
      confidence: 0.9
      assumed:
        - {category: c, tool: new, success: {low: 0.9, base: 0.5, high: 1.5}, review_minutes: -1}
      """)
    #expect(
      found.map { "\($0.position?.line ?? 0) \($0.field ?? "") \($0.code)" } == [
        "1 confidence out-of-range", "2 loaded_rate_usd_per_hour out-of-range", "6 tools.a duplicate-key",
        "7 tools.a duplicate-key", "8 confidence duplicate-key", "10 assumed[1].tool assumed-without-tier",
        "10 assumed[1].success.high out-of-range", "10 assumed[1].review_minutes out-of-range",
      ])
    #expect(found.filter { $0.field == "tools.a" }.allSatisfy { $0.message.contains("tool is given twice") })
  }

  @Test("Keys given twice on one line keep their columns and names")
  func duplicatesOnOneLine() {
    let found = problems("tools: {\"a\": {tier: small}, b: {tier: x, tier: y}, \"a\": {tier: z}, c: {tier: zz}}")
    #expect(
      found.map { "\($0.position?.column ?? 0) \($0.field ?? "") \($0.code)" } == [
        "39 tools.b.tier unknown-choice", "42 tools.b.tier duplicate-key", "52 tools.a duplicate-key",
        "78 tools.c.tier unknown-choice",
      ])
  }

  @Test("A name given with and without quotes is given twice")
  func duplicateByQuotes() {
    #expect(problems("tools: {1: {tier: small}, \"1\": {tier: small}}").map(\.code) == ["duplicate-key"])
  }

  @Test("Keys given twice and a syntax error are both told")
  func duplicateAndSyntax() {
    let found = problems("tools: {a: {tier: small, tier: small}}\nb: c: d\n")
    #expect(
      found.map { "\($0.position?.text ?? "") \($0.code)" } == [
        "policy.yaml:1:13 duplicate-key", "policy.yaml:2:5 not-yaml",
      ])
  }

  @Test(
    "A tool behind an alias is a warning, and so is an alias to a tool's name misspelt; to any other name it is a note")
  func aliasWarnings() throws {
    let text = "tools: {a: {tier: small}, b: {tier: small}}\nmodel_aliases: {x: priced-only, b: a}\n"
    let (policy, warnings) = try PolicyReader.read(text: text, file: "p.yaml")
    #expect(warnings.map(\.code) == ["alias-to-unknown-tool", "alias-hides-tool"])
    #expect(warnings.map(\.severity) == [.note, .warning])
    let typo = try PolicyReader.read(
      text: "tools: {small-s: {tier: small}}\nmodel_aliases: {x: smal-s}\n", file: "p.yaml")
    #expect(typo.1.map(\.severity) == [.warning])
    #expect(policy.canonicalName("x") == "priced-only")
  }

  @Test("References that multiply without end are refused")
  func referenceBomb() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let item = "*a\(level - 1)"
      text += "a\(level): &a\(level) [\(Array(repeating: item, count: 10).joined(separator: ", "))]\n"
    }
    #expect(problems(text).map(\.code) == ["policy-too-large"])
  }

  @Test("Random damage to the example never crashes, and is refused or read")
  func damage() {
    var random = SeededRandom(seed: 7)
    let bytes = Array(PolicyReaderTests.example.utf8)
    let pool = Array("{}[]:,-\"'#&*!|>%@` \n\t0a\u{0}".utf8)
    var refused = 0
    for _ in 0..<300 {
      var damaged = bytes
      for _ in 0..<Int(random.next() % 4 + 1) {
        damaged[Int(random.next() % UInt64(damaged.count))] = pool[Int(random.next() % UInt64(pool.count))]
      }
      do throws(PolicyError) {
        _ = try PolicyReader.read(bytes: damaged, file: "p")
      } catch {
        refused += 1
        #expect(error.problems.contains { $0.severity == .error })
      }
    }
    #expect(refused > 100)
  }
}

struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
