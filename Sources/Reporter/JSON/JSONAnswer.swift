import Analysis
import TriageModel

/// The head of the JSON report: period, answer, decisions, sums.
struct JSONAnswer {
  let report: Report

  init(_ report: Report) { self.report = report }

  private var review: Review { report.review }
  private var sums: Totals { report.review.totals }

  var period: JSONValue {
    .object([
      .init("text", .string(review.period.text)), .init("start", .string(review.period.start.text)),
      .init("end", .string(review.period.endOfTime.text)), .init("months", .number(review.period.months)),
      .init("note", .optional(review.periodNote)),
    ])
  }

  /// Spend against the budget; only where there is one.
  private var budget: [JSONValue.Member] {
    guard let budget = report.budget else { return [] }
    return [
      .init("budget_difference", .money(budget.change)), .init("budget_difference_share", .optional(budget.fraction)),
    ]
  }

  var value: JSONValue {
    let verdicts = review.categories.map(\.verdict)
    let quality = DataQualityCounts(review.dataQuality)
    return .object(
      [
        .init("facts", .facts(MessageTitles(report).answer)), .init("categories", .integer(verdicts.count)),
        .init("categories_to_change", .integer(verdicts.count { $0.isChange })),
        .init("categories_to_pilot", .integer(verdicts.count { $0 == .pilot })),
        .init("categories_without_data", .integer(verdicts.count { $0 == .noData })),
        .init("fragile_categories", .integer(report.fragileCategories.count)), .init("spend", .money(sums.spend)),
        .init("net_value", .estimate(sums.netValue, level: review.level, reason: "")),
        .init("spend_to_change", .money(sums.spendToChange)),
        .init("spend_to_change_share", .optional(NumberStyle.fraction(sums.spendToChange, of: sums.spend))),
        .init("spend_if_approved", .number(report.spendIfApproved)),
        .init("net_value_if_approved", .number(report.netValueIfApproved)),
        .init("time_share", share(\.timeValue)), .init("policy_share", share(\.policyValue)),
        .init("pilot_cost", .number(report.pilotCost)),
        .init("budget", report.context.budget.map(JSONValue.money) ?? .null),
      ] + budget + [
        .init(
          "data_checks",
          .object([
            .init("fail", .integer(quality.fail)), .init("note", .integer(quality.note)),
            .init("pass", .integer(quality.pass)),
          ])),
        .init(
          "cautions",
          .array(
            Cautions(report).phrases.map {
              .object([.init("text", .string($0.plainText)), .init("facts", .facts($0))])
            })),
      ])
  }

  private func share(_ part: KeyPath<Statement, Money>) -> JSONValue {
    .optional(NumberStyle.fraction(sums.statement[keyPath: part], of: sums.statement.grossValue))
  }

  var decisions: JSONValue {
    .array(
      report.decisions.map { group in
        .object([
          .init("verdict", .string(group.verdict.rawValue)), .init("words", .string(group.verdict.words)),
          .init("categories", .array(group.indices.map { .string(report.categoryKeys[$0]) })),
          .init("spend", .money(group.spend)), .init("freed", .number(group.freed)),
          .init(
            "net_value_change",
            .estimate(group.netValueChange, level: review.level, reason: "the verdict changes nothing by itself")),
          .init("one_off", .money(group.oneOff)), .init("owner", .null),
          .init("owner_reason", .string(ReasonWords.owner(group.verdict))), .init("by", .null),
        ])
      })
  }

  var totals: JSONValue {
    .object([
      .init("spend", .money(sums.spend)),
      .init("net_value", .estimate(sums.netValue, level: review.level, reason: "")),
      .init("spend_to_change", .money(sums.spendToChange)),
      .init("freed", .estimate(sums.freed, level: review.level, reason: "")),
      .init(
        "net_value_change", .estimate(sums.netValueChange, level: review.level, reason: "no move and no stop")),
      .init("one_off", .money(sums.oneOff)),
      .init(
        "unattributed",
        .object([
          .init("spend", .money(report.unattributedSpend)),
          .init("share", .optional(NumberStyle.fraction(report.unattributedSpend, of: sums.spend))),
          .init("net_value", .money(report.unattributedNetValue)),
          .init("ledger", .object(JSONStatement.ledger(review.unattributed.ledger))),
        ])),
      .init(
        "unused_licences",
        .array(
          review.unusedLicences.map {
            .object([.init("tool", .string($0.tool)), .init("cost", .money($0.cost))])
          })),
      .init("statement", JSONStatement.value(sums.statement)),
    ])
  }
}
