import Analysis
import TriageModel

/// A cap beside triage in the JSON report, at the same money freed.
struct JSONCaps {
  let report: Report
  private let section: CapSection

  init(_ report: Report) {
    self.report = report
    section = CapSection(report)
  }

  /// Null where nobody asked for caps.
  var value: JSONValue {
    guard let caps = report.caps else { return .null }
    let noCap: JSONValue = caps.matched == nil ? .string(section.noMatch) : .null
    return .object([
      .init("static_simulation", .bool(true)), .init("triage", triage),
      .init("cap", outcome(caps.matched)), .init("cap_reason", noCap), .init("difference", difference),
      .init("policy_cap", outcome(caps.policyCap)),
      .init("policy_cap_reason", policyCapReason(caps)),
      .init("curve", .array(section.shownCurve.map(point))),
    ])
  }

  private func policyCapReason(_ caps: CapReview) -> JSONValue {
    if caps.isPolicyCapWithheld { return .string("the cap of the policy \(CapWords.withheld)") }
    return caps.policyCap == nil ? "the policy names no cap" : .null
  }

  var reason: JSONValue { section.missing.map { .string($0.plainText) } ?? .null }

  private var triage: JSONValue {
    .object([
      .init("spend_saved", .money(report.triage.saved)),
      .init(
        "net_value_change",
        .estimate(
          report.triage.netValueChange, level: report.review.level, reason: "no move and no stop is advised")),
      .init("changes", .integer(report.triage.changes)), .init("path", .array(report.triage.path.map(step))),
    ])
  }

  private func step(_ step: TriageSaving.Step) -> JSONValue {
    let index = report.review.categories.firstIndex { $0.name == step.category }
    return .object([
      .init("key", .optional(index.map { report.categoryKeys[$0] })), .init("name", .string(step.category)),
      .init("verdict", .string(step.verdict.rawValue)), .init("spend_saved", .money(step.saved)),
      .init("net_value_change", .number(step.netValueChange)),
      .init("spend_saved_so_far", .money(step.savedSoFar)),
      .init("net_value_change_so_far", .number(step.netValueChangeSoFar)),
    ])
  }

  private func outcome(_ outcome: CapOutcome?) -> JSONValue {
    outcome.map { .object(BudgetJSON.members($0)) } ?? .null
  }

  /// How much lower net value is under the cap than under triage; below zero where it is higher.
  private var difference: JSONValue {
    guard let differences = section.differences else { return .null }
    return .object([.init("least", .number(differences.least)), .init("most", .number(differences.most))])
  }

  private func point(_ point: CapPoint) -> JSONValue {
    guard case .object(let members) = BudgetJSON.point(.spend, point) else { return .null }
    return .object([.init("label", .string("$" + CapWords.dollars(point.cap)))] + members)
  }
}
