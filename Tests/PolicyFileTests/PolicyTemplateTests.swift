import PolicyFile
import Testing
import TriageModel

@Suite("Policy to start from")
struct PolicyTemplateTests {
  static let hostileNames = [
    "plain", "with: colon", "a #comment", "\"quoted\"", "it's", "line\nbreak", "tab\tand\rreturn", "- dash", "-", "yes",
    "1e3", "null", "~", "", " spaces ", "ünï çødé 😀", "<<", "*alias", "&anchor", "!tag", "{flow}", "[list]", "a, b",
    "back\\slash", "nul\u{0}", "\u{85}next", "\u{2028}line", "\u{202E}bidi", "\u{FEFF}mark", "\u{FFFE}",
    "\u{E001}private",
    "%percent", "@at", "`tick`", "? question", "default", "tier", "FILL_IN", "a.b.c", "| pipe", "> fold", "=cmd()",
    String(repeating: "long ", count: 400),
  ]

  private func template(
    tools: [String], names: [String] = [], hasComplexity: Bool = true, hasWorkers: Bool = true
  ) -> String {
    PolicyTemplate.text(
      tools: tools.map {
        PolicyTemplate.Tool(name: $0, tasks: 12, tokenCost: Money(nanos: 1_234_567_890_123), hasUsageRows: true)
      }, departments: names,
      categories: names.map {
        PolicyTemplate.Category(name: $0, tasks: 1, hasMeasuredValue: false, hasMinutes: false)
      }, models: names, hasComplexity: hasComplexity, hasWorkers: hasWorkers)
  }

  private func filled(_ text: String) -> String { replacing("tier: FILL_IN ", "tier: small ", in: text) }

  private func replacing(_ part: String, _ other: String, in text: String) -> String {
    var result = ""
    var rest = text[...]
    while !rest.isEmpty {
      if rest.hasPrefix(part) {
        result += other
        rest = rest.dropFirst(part.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result
  }

  @Test("Before tiers are filled in, exactly the tools to fill in are listed")
  func unfilled() throws {
    let text = template(tools: ["big", "small"], names: ["legal"])
    let found = problems(text)
    #expect(found.map(\.field) == ["tools.big.tier", "tools.small.tier"])
    #expect(found.allSatisfy { $0.code == "tier-to-fill-in" && $0.position?.line != nil })
    #expect(found.map { $0.remedy == nil } == [true, false])
  }

  @Test("With tiers filled in, everything but the tools has its default")
  func filledIn() throws {
    var expected = Policy()
    expected.tools = ["big": ToolPolicy(tier: .small), "x y": ToolPolicy(tier: .small)]
    let read = try policy(filled(template(tools: ["big", "x y"], names: ["legal"])))
    #expect(PolicyText.canonical(read) == PolicyText.canonical(expected))
  }

  @Test("Any name reads back as it was")
  func hostileNamesRoundTrip() throws {
    let text = filled(template(tools: Self.hostileNames, names: Self.hostileNames))
    let read = try policy(text)
    #expect(Set(read.tools.keys.map { Array($0.utf8) }) == Set(Self.hostileNames.map { Array($0.utf8) }))
    let assembled = PolicyText.canonical(read)
    #expect(try policy(assembled).tools == read.tools)
  }

  @Test("Random names read back as they were")
  func randomNames() throws {
    var random = SeededRandom(seed: 3)
    let ranges: [ClosedRange<UInt32>] = [
      0...0x7F, 0x20...0x7E, 0x80...0x2FF, 0x2000...0x206F, 0xFFF0...0xFFFF, 0x1F600...0x1F64F,
    ]
    var names: Set<String> = []
    while names.count < 200 {
      var scalars = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        let range = ranges[Int.random(in: 0..<ranges.count, using: &random)]
        if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) { scalars.append(scalar) }
      }
      names.insert(String(scalars))
    }
    let read = try policy(filled(template(tools: names.sorted())))
    #expect(Set(read.tools.keys) == names)
  }

  @Test("Lines of rates, migration costs and aliases are valid once the comment marks are gone")
  func uncommented() throws {
    let names = Self.hostileNames
    let lines = template(tools: ["big"], names: names).split(separator: "\n", omittingEmptySubsequences: false)
    let tables = ["# loaded_rate_usd_per_hour:", "# migration_cost_usd:", "# model_aliases:"]
    var text = "tools: {PRICED_NAME: {tier: small}}\n"
    for table in tables {
      let start = try #require(lines.firstIndex { $0 == table })
      text += lines[start].dropFirst(2) + "\n"
      for line in lines[(start + 1)...].prefix(while: { $0.hasPrefix("#   ") }) { text += line.dropFirst(2) + "\n" }
    }
    let read = try policy(text)
    #expect(Set(read.loadedRates.byDepartment.keys) == Set(names).subtracting(["default"]))
    #expect(Set(read.migrationCost.byName.keys) == Set(names).subtracting(["default"]))
    #expect(Set(read.modelAliases.keys) == Set(names))
  }

  @Test("The defaults shown in comments are the defaults")
  func shownDefaults() throws {
    let keys = [
      "confidence", "min_cell_n", "min_tool_n", "min_workers", "min_overlap", "stratify_by", "pilot", "timezone",
      "invoice_tolerance", "separate_providers",
    ]
    let lines = template(tools: ["big"]).split(separator: "\n")
    var text = oneTool
    for key in keys {
      text += try #require(lines.first { $0.hasPrefix("# \(key): ") }).dropFirst(2) + "\n"
    }
    #expect(PolicyText.canonical(try policy(text)) == PolicyText.canonical(try policy(oneTool)))
  }

  @Test("Every key is shown")
  func everyKey() {
    let text = template(tools: ["big"], names: ["legal"])
    for key in PolicyReaderTests.example.split(separator: "\n").compactMap({ $0.split(separator: ":").first })
    where key.first != " " {
      #expect(text.contains("\n# \(key):") || text.contains("\n\(key):"), "\(key)")
    }
  }

  @Test("Data without complexity or workers switches those rules off")
  func missingColumns() throws {
    let read = try policy(filled(template(tools: ["a"], hasComplexity: false, hasWorkers: false)))
    #expect(read.stratifyBy == .none)
    #expect(read.minWorkers == 0)
  }

  @Test("What was seen of a tool stands beside it")
  func seen() {
    let text = PolicyTemplate.text(
      tools: [
        .init(name: "a", tasks: 1, tokenCost: Money(nanos: 1_005_000_000), hasUsageRows: true),
        .init(name: "b", tasks: 2, tokenCost: nil, hasUsageRows: true),
        .init(name: "c", tasks: 3, tokenCost: nil, hasUsageRows: false),
      ], departments: [], categories: [], models: [])
    #expect(text.contains("Seen: 1 task, token cost 1.01 USD"))
    #expect(text.contains("Seen: 2 tasks, token cost not known"))
    #expect(text.contains("Seen: 3 tasks, no usage rows"))
  }

  @Test("Only categories without value and minutes are to be valued")
  func categories() {
    let text = PolicyTemplate.text(
      tools: [], departments: [],
      categories: [
        .init(name: "valued", tasks: 1, hasMeasuredValue: true, hasMinutes: false),
        .init(name: "blank", tasks: 2, hasMeasuredValue: false, hasMinutes: false),
      ], models: [])
    #expect(
      text.contains("\n  \"blank\":\n    # Seen: 2 tasks, neither value nor minutes\n    # value_usd_per_success:\n"))
    #expect(!text.contains("\n  \"valued\":"))
    #expect(problems(text).map(\.code) == ["no-tools"])
  }
}
