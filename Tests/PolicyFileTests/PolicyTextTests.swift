import PolicyFile
import Testing
import TriageModel

@Suite("Canonical text of a policy")
struct PolicyTextTests {
  private func canonical(_ text: String) throws -> String { PolicyText.canonical(try policy(text)) }

  @Test("The canonical text of one tool lists every default")
  func defaults() throws {
    #expect(
      try canonical(oneTool) == """
        assumed: []
        budgets: {}
        cap_kindest_value_share: 0.5
        categories: {}
        confidence: 0.95
        fiscal_year_start: 1
        loaded_rate_usd_per_hour:
          default: 60
        migration_cost_usd:
          default: 0.00
        migration_horizon_months: 12.0
        min_cell_n: 20
        min_overlap: 0.5
        min_tool_n: 30
        min_workers: 5
        model_aliases: {}
        noninferiority_margin_usd: 0.00
        pilot: {fixed_usd: 300.00, usd_per_task: 0.50, power: 0.8, worthwhile_usd_per_task: 1.00}
        randomised: []
        ranges: {}
        review_rate_usd_per_hour: department
        rework_rate_usd_per_hour: department
        stratify_by: complexity
        timezone: UTC
        tools:
          ? "a"
          : {tier: frontier, cost_per_run_usd: 0.00, licence_usd_per_month: 0.00}

        """)
  }

  @Test("Order of keys, comments, quotes, decimals and JSON do not change it")
  func sameMeaning() throws {
    let expected = try canonical(
      "loaded_rate_usd_per_hour: {default: 60, legal: 110}\ntools: {a: {tier: small}, b: {tier: frontier}}\n"
        + "randomised: [x, y]\nperiod: 2026Q3\nmin_overlap: 0.25\n")
    let others = [
      "# c\nmin_overlap: \"0.250\"\nrandomised:\n- y\n- x\ntools:\n  b: {tier: frontier}   # c\n  a:\n    tier: 'small'\n"
        + "period: {end: 2026-10-01, start: 2026-07-01, months: 3.0}\n"
        + "loaded_rate_usd_per_hour:\n  legal: \"110.00\"\n  default: 60.0\n",
      "{\"tools\": {\"b\": {\"tier\": \"frontier\", \"cost_per_run_usd\": 0.000}, \"a\": {\"tier\": \"small\"}},"
        + "\"period\": \"2026q3\", \"confidence\": 0.9500, \"min_overlap\": 0.25, \"randomised\": [\"x\", \"y\", \"x\"],"
        + "\"loaded_rate_usd_per_hour\": {\"legal\": 110, \"default\": \"60.00\"}, \"categories\": {\"k\": null}}",
    ]
    for other in others { #expect(try canonical(other) == expected) }
  }

  @Test("A different number is a different text")
  func differentMeaning() throws {
    let base = try canonical(oneTool)
    for line in ["confidence: 0.951", "budget_usd: 0", "period: 2026Q3", "min_workers: 6", "randomised: [a]"] {
      #expect(try canonical(oneTool + line) != base)
    }
    #expect(try canonical("tools: {a: {tier: small}}") != base)
  }

  @Test("The canonical text reads back as the same policy")
  func roundTrip() throws {
    for text in [
      PolicyReaderTests.example, oneTool + "min_overlap: 0.000000001\nmigration_horizon_months: 9000000000\n",
    ] {
      var original = try policy(text)
      var again = try policy(PolicyText.canonical(original))
      original.givenKeys = []
      again.givenKeys = []
      #expect(again == original)
    }
  }
}
