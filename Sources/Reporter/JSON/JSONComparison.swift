import Analysis
import TriageModel

/// The change since another period in JSON.
struct JSONComparison {
  let report: Report

  init(_ report: Report) { self.report = report }

  private var level: Double { report.review.level }

  /// The effects in their fixed order; empty without another period.
  static func bridge(_ bridge: SpendBridge?) -> JSONValue {
    guard let bridge else { return .array([]) }
    return .array(
      SpendBridge.Effect.allCases.map {
        .object([
          .init("effect", .string($0.rawValue)), .init("words", .string($0.words)),
          .init("amount", .money(bridge.amount($0))),
        ])
      })
  }

  /// Nothing without another period.
  var members: [JSONValue.Member] {
    guard let comparison = report.review.comparison else { return [] }
    let before = comparison.totals
    return [
      .init(
        "comparison",
        .object([
          .init("period", .string(comparison.period.text)),
          .init("start", .string(comparison.period.start.text)),
          .init("end", .string(comparison.period.endOfTime.text)), .init("spend", amount(comparison.spend)),
          .init("net_value_before", .estimate(before.netValue, level: level, reason: "")),
          .init("net_value", estimate(comparison.netValue)),
          .init("spend_to_change", amount(comparison.spendToChange)),
          .init("freed_before", .estimate(before.freed, level: level, reason: "")),
          .init("price_without_tokens", .money(comparison.bridge.priceWithoutTokens)),
          .init("categories", .array(comparison.categories.map(category))),
          .init("departments", .array(comparison.departments.map(department))),
        ]))
    ]
  }

  private func category(_ change: CategoryChange) -> JSONValue {
    .object([
      .init("name", .string(change.name)), .init("verdict_before", .optional(change.previousVerdict?.rawValue)),
      .init("gone", .bool(change.isGone)), .init("spend", amount(change.spend)),
      .init("net_value", estimate(change.netValue)),
      .init("statement_before", JSONStatement.value(change.previousStatement)),
    ])
  }

  private func department(_ change: DepartmentChange) -> JSONValue {
    .object(
      [
        .init("name", .optional(change.name)), .init("spend", amount(change.spend)),
        .init("net_value", estimate(change.netValue)),
        .init("statement_before", JSONStatement.value(change.previousStatement)),
      ] + (change.isSuppressed ? [.init("suppressed", .bool(true))] : []))
  }

  /// An exact amount of two periods; the share is null where the earlier amount is not above zero.
  private func amount(_ change: AmountChange) -> JSONValue {
    .object([
      .init("before", .money(change.previous)), .init("change", .money(change.change)),
      .init("fraction", .optional(change.fraction)),
    ])
  }

  private func estimate(_ change: EstimateChange) -> JSONValue {
    .object([
      .init("before", .money(change.previous)),
      .init("change", .estimate(change.change, level: level, reason: "a single judged task in one of the periods")),
      .init("conclusive", .bool(change.isConclusive)), .init("fraction", .optional(change.fraction)),
    ])
  }
}
