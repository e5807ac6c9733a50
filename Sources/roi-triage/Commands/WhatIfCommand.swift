import Analysis
import ArgumentParser
import PolicyFile
import Reporter
import Storage
import TriageModel

struct WhatIfCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "what-if",
    abstract: "Show which verdicts change under another policy; no row is read again.",
    discussion: """
      Keys are those of the policy file, joined by points; a name that holds a point stands in double quotes.

      Examples:
        roi-triage what-if --policy policy.yaml --set loaded_rate_usd_per_hour.default=80
        roi-triage what-if --policy policy.yaml --set 'tools."a.b".cost_per_run_usd=0.02' --set confidence=0.9
        roi-triage what-if --policy policy.yaml --sweep loaded_rate_usd_per_hour.default=40:80:5
      """)

  @Option(help: ArgumentHelp("The policy: tools, tiers, rates, thresholds.", valueName: "file"))
  var policy: String

  @Option(name: .customLong("set"), help: ArgumentHelp("Set one value of the policy.", valueName: "KEY=VALUE"))
  var settings: [String] = []

  @Option(help: ArgumentHelp("Let one number run over a range and show each flip.", valueName: "KEY=from:to:step"))
  var sweep: String?

  @Option(help: "The months to report: 2026Q3, 2026-07, 2026, or 2026-05..2026-08 with the end excluded.")
  var period: String?

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var messages: MessageOptions

  func validate() throws {
    if settings.isEmpty, sweep == nil { throw ValidationError("Name a change: --set KEY=VALUE or --sweep.") }
  }

  func run() throws {
    try reportingFailures {
      let source = try PolicySource(path: policy, quiet: messages.quiet)
      let calendar = source.policy.calendar
      let period = try PeriodOption.parse(period, calendar: calendar)
      let (changes, range) = try parsed()
      // Every policy is read before any row, so that a wrong value costs nothing.
      let changed = try draft(source, changes)
      let swept = try range.map { range in
        try range.values.map { value in
          (value, try draft(source, changes + [PolicySetting(path: range.setting.path, value: value)]))
        }
      }
      let opened = try database.openForReport()
      let rows = try ReportMaking(checked: opened, policySource: source, period: period).whatIf()
      let before = try rows.report(source.policy)
      let named = messages.quiet ? [] : changes + [range?.setting].compactMap(\.self)
      for note in named.compactMap({ unknownName($0, before.review) }) { Terminal.message(note.text) }
      if let swept, let range {
        let steps = try swept.map { value, policy in SweepText.Step(value: value, review: try rows.review(policy)) }
        try Terminal.output(
          SweepText.render(
            key: range.setting.keyText, settings: changes.map(\.text), steps: steps, width: Terminal.width))
      } else {
        try Terminal.output(
          WhatIfText.render(
            settings: changes.map(\.text), before: before, after: try rows.report(changed),
            width: Terminal.width))
      }
    }
  }

  /// The changes as typed; a malformed one is a mistake in the command line.
  private func parsed() throws -> ([PolicySetting], SweepRange?) {
    do {
      let changes = try settings.map { try PolicySetting(argument: $0) }
      let range = try sweep.map { try SweepRange(argument: $0) }
      let needRows = ["model_aliases", "timezone"]
      if let key = (changes + [range?.setting].compactMap(\.self)).first(where: { needRows.contains($0.path[0]) }) {
        throw PolicyError.invalid([
          Diagnostic(
            code: "needs-rows", field: PrintableText.cut(key.keyText, limit: 120),
            message: key.path[0] == "timezone"
              ? "cannot be tried out: another zone puts rows into other months"
              : "cannot be tried out: another alias gives other prices, row by row",
            remedy: "Change the policy file and run `roi-triage report`.")
        ])
      }
      return (changes, range)
    } catch let error as PolicyError {
      throw Failure(.usage, error.problems)
    }
  }

  /// A note on a category or department that no row names: setting something for it changes nothing.
  private func unknownName(_ setting: PolicySetting, _ review: Review) -> Diagnostic? {
    guard setting.path.count > 1 else { return nil }
    let name = setting.path[1]
    let names: [String]
    switch setting.path[0] {
    case "categories": names = review.categories.map(\.name)
    case "migration_cost_usd" where name != "default": names = review.categories.map(\.name)
    case "loaded_rate_usd_per_hour" where name != "default": names = review.departments.compactMap(\.name)
    default: return nil
    }
    guard !names.contains(name) else { return nil }
    return Diagnostic(
      severity: .note, code: "unknown-name", field: PrintableText.cut(setting.keyText, limit: 120),
      message: "no row of \(review.period.text) has this name",
      remedy: NearestName.find(name, among: names).map { "Did you mean `\($0)`?" })
  }

  private func draft(_ source: PolicySource, _ changes: [PolicySetting]) throws -> Policy {
    do throws(PolicyError) {
      return try source.draft.policy(setting: changes)
    } catch {
      throw Failure(.usage, error.problems)
    }
  }
}
