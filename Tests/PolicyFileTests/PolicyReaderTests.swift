import PolicyFile
import Testing
import TriageModel

/// The problems of a text that must be refused.
func problems(_ text: String) -> [Diagnostic] {
  do throws(PolicyError) {
    _ = try PolicyReader.read(text: text, file: "policy.yaml")
    return []
  } catch { return error.problems }
}

func policy(_ text: String) throws -> Policy { try PolicyReader.read(text: text, file: "policy.yaml").0 }

let oneTool = "tools: {a: {tier: frontier}}\n"

@Suite("Reading a policy")
struct PolicyReaderTests {
  static let example = """
    period: {start: 2026-07-01T00:00:00Z, end: 2026-10-01T00:00:00Z, months: 3}   # or 2026Q3
    confidence: 0.95               # one-sided, method.md 0
    min_cell_n: 20                 # method.md 2.2
    min_tool_n: 30
    min_workers: 5                 # 0 = no worker rule
    min_overlap: 0.5
    stratify_by: complexity        # complexity | complexity_department | none
    noninferiority_margin_usd: 0
    loaded_rate_usd_per_hour: {default: 60, legal: 110}
    review_rate_usd_per_hour: department      # or a number
    rework_rate_usd_per_hour: department
    tools:
      frontier-xl: {tier: frontier}
      small-s:     {tier: small}
      flow-engine: {tier: software, cost_per_run_usd: 0.05, licence_usd_per_month: 900}
    categories:
      invoice_matching: {value_usd_per_success: 4.50}
    model_aliases: {prov-a/frontier-xl-2026-05: frontier-xl}
    migration_cost_usd: {default: 1500}
    migration_horizon_months: 12
    pilot: {fixed_usd: 300, usd_per_task: 0.50, power: 0.8, worthwhile_usd_per_task: 1}
    randomised: []
    assumed:
      - {category: legal_research, tool: flow-engine, success: {low: 0.45, base: 0.65, high: 0.95}, review_minutes: 3}
    ranges: {loaded_rate_usd_per_hour.default: [45, 80]}
    budget_usd: 20000              # per period
    budgets: {legal: 5000}
    separate_providers: [mistral, anthropic]
    cap_usd_per_worker_month: 25
    timezone: UTC
    fiscal_year_start: 1
    """

  @Test("The documented example is read in full")
  func documentedExample() throws {
    let (policy, warnings) = try PolicyReader.read(text: Self.example, file: "policy.yaml")
    #expect(warnings.isEmpty)
    #expect(policy.period == Period("2026Q3"))
    #expect(policy.separateProviders == ["mistral", "anthropic"])
    #expect(policy.confidence == 0.95)
    #expect([policy.minCellCount, policy.minToolCount, policy.minWorkers] == [20, 30, 5])
    #expect(policy.loadedRates.rate("legal") == HourlyRate(microsPerHour: 110_000_000))
    #expect(policy.loadedRates.rate("sales") == HourlyRate(microsPerHour: 60_000_000))
    #expect(policy.reviewRate == .department)
    #expect(
      policy.tools == [
        "frontier-xl": ToolPolicy(tier: .frontier), "small-s": ToolPolicy(tier: .small),
        "flow-engine": ToolPolicy(
          tier: .software, costPerRun: Money(nanos: 50_000_000), licencePerMonth: Money(nanos: 900_000_000_000)),
      ])
    #expect(policy.categories["invoice_matching"]?.valuePerSuccess == Money(nanos: 4_500_000_000))
    #expect(policy.tool("prov-a/frontier-xl-2026-05")?.tier == .frontier)
    #expect(policy.migrationCost.amount("x") == Money(nanos: 1_500_000_000_000))
    #expect(policy.pilot == PilotPolicy())
    #expect(
      policy.assumed == [
        AssumedAlternative(
          category: "legal_research", tool: "flow-engine", successLow: 0.45, successBase: 0.65, successHigh: 0.95,
          reviewMinutes: Minutes(millis: 3000))
      ])
    #expect(policy.ranges["loaded_rate_usd_per_hour.default"] == PlausibleRange(low: 45, high: 80))
    #expect(policy.budget == Money(nanos: 20_000_000_000_000))
    #expect(policy.capPerWorkerMonth == Money(nanos: 25_000_000_000))
    #expect(policy.givenKeys.contains("tools.flow-engine.tier"))
    #expect(policy.givenKeys.contains("assumed[1].success.low"))
  }

  @Test("A policy of one tool has the default everywhere else")
  func defaults() throws {
    var expected = Policy()
    expected.tools = ["a": ToolPolicy(tier: .frontier)]
    expected.givenKeys = ["tools", "tools.a", "tools.a.tier"]
    #expect(try policy(oneTool) == expected)
  }

  @Test(
    "Money is exact to nine decimals, halves rounded away from zero",
    arguments: [
      ("0.05", 50_000_000), ("\"0.05\"", 50_000_000), ("0.0000000005", 1), ("0.00000000049", 0),
      ("9007199.254740993", 9_007_199_254_740_993), ("'1.10'", 1_100_000_000), ("1", 1_000_000_000),
    ] as [(String, Int)])
  func exactMoney(text: String, nanos: Int) throws {
    let read = try policy("tools: {a: {tier: small, cost_per_run_usd: \(text)}}")
    #expect(read.tools["a"]?.costPerRun == Money(nanos: Int128(nanos)))
  }

  @Test(
    "A period is a name, or a start and an end",
    arguments: [
      ("2026Q3", "2026Q3"), ("2026", "2026"), ("2026-07", "2026-07"), ("2026-05..2026-08", "2026-05..2026-08"),
      ("{start: 2026-07-01T00:00:00Z, end: 2026-08-01T00:00:00Z}", "2026-07"),
      ("{start: 2026-07-01, end: 2026-10-01}", "2026Q3"),
      ("{start: 2026-07-01T02:00:00+02:00, end: 2026-10-01T00:00:00Z}", "2026Q3"),
    ])
  func period(text: String, name: String) throws {
    #expect(try policy(oneTool + "period: \(text)").period?.text == name)
  }

  @Test("One number stands for all departments or categories")
  func scalarTables() throws {
    let read = try policy(oneTool + "loaded_rate_usd_per_hour: 72.5\nmigration_cost_usd: 100\n")
    #expect(read.loadedRates == RateTable(fallback: HourlyRate(microsPerHour: 72_500_000)))
    #expect(read.migrationCost == AmountTable(fallback: Money(nanos: 100_000_000_000)))
    let fixed = try policy(oneTool + "review_rate_usd_per_hour: 40\nrework_rate_usd_per_hour: \"department\"\n")
    #expect(fixed.reviewRate == .fixed(HourlyRate(microsPerHour: 40_000_000)))
    #expect(fixed.reworkRate == .department)
  }

  @Test("A table whose lines are all comments is empty")
  func blankTables() throws {
    let read = try policy(oneTool + "categories:\n  # x: 1\nmodel_aliases:\nrandomised:\nassumed:\nranges:\n")
    #expect(read.categories.isEmpty && read.modelAliases.isEmpty && read.assumed.isEmpty)
  }

  @Test("JSON, a byte order mark and Windows line ends are read")
  func otherClothes() throws {
    let json = "{\n\t\"tools\": {\"a\": {\"tier\": \"small\"}},\n\t\"confidence\": 0.9\n}"
    #expect(try policy(json).confidence == 0.9)
    #expect(try policy("\u{FEFF}" + json).tools["a"]?.tier == .small)
    #expect(try policy("confidence: 0.9\r\ntools:\r\n  a: {tier: small}\r\n").confidence == 0.9)
  }

  @Test("Names are texts whatever they look like")
  func namesAreTexts() throws {
    let read = try policy("tools:\n  yes: {tier: small}\n  1e3: {tier: frontier}\nrandomised: [no, 12]\n")
    #expect(Set(read.tools.keys) == ["yes", "1e3"])
    #expect(read.randomised == ["no", "12"])
  }

  @Test("Bytes that are not UTF-8 are refused")
  func notUTF8() {
    #expect(throws: PolicyError.self) { try PolicyReader.read(bytes: [0x61, 0xFF], file: "p") }
  }

  @Test("A department's budget is an amount for the period, or one for a quarter")
  func budgets() throws {
    let read = try policy(oneTool + "budgets:\n  legal: 5000\n  sales: {usd_per_quarter: 120.5}\n")
    #expect(
      read.budgets == [
        "legal": DepartmentBudget(Money(nanos: 5_000_000_000_000)),
        "sales": DepartmentBudget(Money(nanos: 120_500_000_000), per: .quarter),
      ])
    #expect(try policy(PolicyText.canonical(read)).budgets == read.budgets)
    for wrong in ["{}", "{usd_per_year: 3}", "{usd_per_quarter: -1}", "[3]"] {
      #expect(throws: PolicyError.self, "\(wrong)") { try policy(oneTool + "budgets: {legal: \(wrong)}\n") }
    }
  }

  @Test("A department may have a cap of its own, beside a budget or alone")
  func departmentCaps() throws {
    let read = try policy(
      oneTool + "budgets:\n  legal: {usd_per_quarter: 5, cap_usd_per_worker_month: 3}\n"
        + "  sales: {cap_usd_per_worker_month: 2.5}\n")
    #expect(read.departmentCaps == ["legal": Money(nanos: 3_000_000_000), "sales": Money(nanos: 2_500_000_000)])
    #expect(read.budgets == ["legal": DepartmentBudget(Money(nanos: 5_000_000_000), per: .quarter)])
    let again = try policy(PolicyText.canonical(read))
    #expect(again.departmentCaps == read.departmentCaps && again.budgets == read.budgets)
    #expect(throws: PolicyError.self) {
      try policy(oneTool + "budgets: {legal: {cap_usd_per_worker_month: -1}}\n")
    }
  }

  @Test("The kindest case of a cap is a share from 0 to 1, half where nothing is said")
  func kindestCase() throws {
    #expect(try policy(oneTool).capKindestValueMillionths == 500_000)
    #expect(try policy(oneTool + "cap_kindest_value_share: 0.333333\n").capKindestValueMillionths == 333_333)
    for wrong in ["1.01", "-0.1", "half"] {
      #expect(throws: PolicyError.self, "\(wrong)") {
        try policy(oneTool + "cap_kindest_value_share: \(wrong)\n")
      }
    }
  }

  @Test("Keys without effect are noted, each once, and only where they differ from the default")
  func notes() throws {
    let fields = PolicyReader.notesOnUnusedKeys(try policy(Self.example)).map(\.field)
    #expect(fields == [])
    let other = try policy(
      oneTool + "timezone: Europe/Vienna\nfiscal_year_start: 4\nranges: {min_overlap: [0.1, 0.9]}\n")
    let notes = PolicyReader.notesOnUnusedKeys(other)
    #expect(notes.map(\.field) == ["ranges.min_overlap"])
    #expect(notes.allSatisfy { $0.severity == .note })
    #expect(PolicyReader.notesOnUnusedKeys(try policy(oneTool + "randomised: [x]\n")).isEmpty)
  }
}
