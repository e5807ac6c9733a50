import Testing
import TriageModel

@testable import PolicyFile

@Suite("Settings of a what-if")
struct PolicySettingTests {
  private static let text = """
    tools:
      big: {tier: frontier}
      gpt-5.6-sol: {tier: small, cost_per_run_usd: 0.01}
    loaded_rate_usd_per_hour: 60
    assumed:
      - {category: a, tool: big, success: {low: 0.1, base: 0.2, high: 0.3}, review_minutes: 1}
    """

  private func policy(_ settings: String...) throws -> Policy {
    let draft = try PolicyDraft(bytes: Array(Self.text.utf8), file: "p.yaml")
    return try draft.policy(setting: settings.map { try PolicySetting(argument: $0) })
  }

  private func problems(_ settings: String...) throws -> [Diagnostic] {
    let draft = try PolicyDraft(bytes: Array(Self.text.utf8), file: "p.yaml")
    do {
      _ = try draft.policy(setting: settings.map { try PolicySetting(argument: $0) })
      return []
    } catch let error as PolicyError {
      return error.problems
    }
  }

  @Test("Keys are split at points, and quotes keep a name together")
  func paths() throws {
    #expect(try PolicySetting(argument: "confidence=0.9").path == ["confidence"])
    let quoted = try PolicySetting(argument: #"tools."gpt-5.6-sol".cost_per_run_usd=0.02"#)
    #expect(quoted.path == ["tools", "gpt-5.6-sol", "cost_per_run_usd"])
    #expect(quoted.value == "0.02")
    #expect(quoted.text == #"tools."gpt-5.6-sol".cost_per_run_usd=0.02"#)
    #expect(try PolicySetting(argument: #"categories."a=\"b\"".value_usd_per_success=3"#).path[1] == #"a="b""#)
    #expect(try PolicySetting(argument: "assumed[1].success.low=0.15").path == ["assumed", "[1]", "success", "low"])
    #expect(try PolicySetting(argument: "budget_usd=").value == "")
  }

  @Test("What is no setting is refused", arguments: ["confidence", "=3", ".a=3", "a..b=3", #"tools."x=3"#, "a[=3", ""])
  func malformed(argument: String) {
    #expect(throws: PolicyError.self) { try PolicySetting(argument: argument) }
  }

  @Test("A setting replaces or adds one value and leaves the rest")
  func values() throws {
    let changed = try policy(
      #"tools."gpt-5.6-sol".cost_per_run_usd=0.02"#, "confidence=0.9", "categories.mail.value_usd_per_success=3",
      "loaded_rate_usd_per_hour.legal=110", "randomised=[a, b]", "assumed[1].success.base=0.25")
    #expect(changed.tools["gpt-5.6-sol"] == ToolPolicy(tier: .small, costPerRun: Money(nanos: 20_000_000)))
    #expect(changed.tools["big"]?.tier == .frontier)
    #expect(changed.confidence == 0.9)
    #expect(changed.categories["mail"]?.valuePerSuccess == Money(nanos: 3_000_000_000))
    // A single rate is the default of the table.
    #expect(changed.loadedRates.fallback == HourlyRate(microsPerHour: 60_000_000))
    #expect(changed.loadedRates.rate("legal") == HourlyRate(microsPerHour: 110_000_000))
    #expect(changed.randomised == ["a", "b"])
    #expect(changed.assumed.first?.successBase == 0.25)
    #expect(try policy("loaded_rate_usd_per_hour.default=80").loadedRates.fallback.microsPerHour == 80_000_000)
    #expect(try policy("confidence=0.8", "confidence=0.9").confidence == 0.9)
    #expect(try policy("tools.new={tier: software}").tools["new"]?.tier == .software)
  }

  @Test("Problems are those of a policy file, all at once, each at its setting")
  func refusals() throws {
    let found = try problems(
      "confidence=1.2", "loaded_rate_usd_per_hour.default=-1", "assumed[1].success.high=0.15", "confidense=1")
    #expect(
      found.map(\.field) == [
        "confidence", "loaded_rate_usd_per_hour.default", "assumed[1].success", "confidense",
      ])
    #expect(found.first?.position?.text == "--set confidence=1.2")
    #expect(found.first?.value == "1.2")
    #expect(found.last?.remedy == "Did you mean `confidence`?")
    #expect(try problems("tools.bigg.cost_per_run_usd=1").first?.message == "no such tool in the policy")
    #expect(try problems("confidence.x=1").first?.code == "wrong-type")
  }
}
