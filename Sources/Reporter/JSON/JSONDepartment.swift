import Analysis
import TriageModel

/// The report of one department as JSON; described by `fixtures/schema/department.schema.json`.
///
/// A figure that is withheld is null.
public enum JSONDepartment {
  /// Renders a report; the text ends in a line break.
  public static func render(_ department: DepartmentReport) -> String {
    let body = body(department)
    return JSONValue.object(
      [.init("format", .integer(JSONReport.format)), .init("report_id", .string(JSONReport.identity(body)))] + body
        + [.init("provenance", JSONProvenance(department.report).value)]
    ).text + "\n"
  }

  static func reportID(_ department: DepartmentReport) -> String { JSONReport.identity(body(department)) }

  private static func body(_ department: DepartmentReport) -> [JSONValue.Member] {
    let review = department.report.review
    let totals = review.totals
    let title = DepartmentWords(department).title
    let insights = DepartmentInsights(department)
    let lowReturn = insights.lowReturn.map { JSONInsights.lowReturn($0, review.level) }
    return [
      .init(
        "tool",
        .object([.init("name", "roi-triage"), .init("version", .string(department.report.context.toolVersion))])),
      .init("kind", "department"), .init("department", .optional(department.figures.name)),
      .init("period", JSONAnswer(department.report).period),
      .init("compare_period", .optional(review.comparison?.period.text)), .init("currency", "USD"),
      .init("title", .string(title.plainText)), .init("facts", .facts(title)),
      .init("fewest_workers", .integer(DepartmentBreakdown.fewestWorkers)),
      .init("totals", totalsValue(department)),
      .init("categories", .array(department.figures.categories.map { category($0, review.level) })),
      .init("not_attributed", pair(department.figures.notAttributed, review.level)),
      .init("budget", department.budget.map(JSONBudgets.use) ?? .null),
      .init("hidden_cost", insights.hiddenCost.map(JSONInsights.line) ?? .null),
      .init(
        "hidden_cost_reason",
        insights.hiddenCost == nil ? .string(DepartmentInsights.hiddenCostWithheld.plainText) : .null),
      .init("own_sake", .object([.init("low_return", .array(lowReturn))])),
      .init("software_candidates", .array(insights.candidates.map(JSONValue.string))),
      .init("cap_vs_triage", .null),
      .init("cap_vs_triage_reason", "a cap holds for the whole company and stands in its report"),
      .init("has_suppressed", .bool(department.figures.hasSuppressed)),
      .init("suppressed", pair(department.suppressed, review.level)),
      .init(
        "company",
        .object([
          .init("spend", .money(totals.spend)),
          .init("net_value", .estimate(totals.netValue, level: review.level, reason: "")),
        ])),
    ]
  }

  private static func totalsValue(_ department: DepartmentReport) -> JSONValue {
    guard let total = department.total else { return .null }
    let share = NumberStyle.fraction(total.current.spend, of: department.report.review.totals.spend)
    return .object(members(total, department.report.review.level) + [.init("share_of_company", .optional(share))])
  }

  private static func category(_ category: DepartmentFigures.Category, _ level: Double) -> JSONValue {
    .object(
      [
        .init("name", .string(category.name)), .init("verdict", .optional(category.verdict?.rawValue)),
        .init("target", .optional(category.target)),
      ] + members(category.figures, level))
  }

  private static func pair(_ pair: PairedFigures?, _ level: Double) -> JSONValue {
    pair.map { .object(members($0, level)) } ?? .null
  }

  private static func members(_ pair: PairedFigures, _ level: Double) -> [JSONValue.Member] {
    let now = pair.current
    let value = Rounding.nineSignificantDigits(now.statement.netAfterEverything.dollars)
    let noInterval = "fewer than two judged tasks"
    let netValue: JSONValue =
      pair.netValue == nil
      ? .unknownEstimate(value: .number(value), level: level, reason: noInterval)
      : .estimate(pair.netValue, level: level, reason: noInterval)
    let current: [JSONValue.Member] = [
      .init("spend", .money(now.spend)), .init("net_value", netValue),
      .init("statement", JSONStatement.value(now.statement)),
      .init("ledger", .object(JSONStatement.ledger(now.ledger))),
    ]
    guard let previous = pair.previous, let change = pair.change else { return current }
    return current + [
      .init("spend_before", .money(previous.spend)), .init("statement_before", JSONStatement.value(previous.statement)),
      .init("net_value_change", .estimate(change.change, level: level, reason: "a single judged task in one period")),
      .init("conclusive", .bool(change.isConclusive)),
    ]
  }
}
