import Analysis
import TriageModel

/// Spend against each budget, and what a budget should fund, in the JSON report.
struct JSONBudgets {
  let report: Report

  init(_ report: Report) { self.report = report }

  var members: [JSONValue.Member] {
    [.init("budgets", .array(report.budgets.map(JSONBudgets.use))), .init("plan", plan)]
  }

  static func use(_ use: BudgetUse) -> JSONValue {
    .object([
      .init("name", .optional(use.department)), .init("scope", use.department == nil ? "company" : "department"),
      .init("budget", .money(use.budget)), .init("spend", optional(use.spend)),
      .init("spend_reason", use.spend == nil ? "too few workers: withheld" : .null), .init("left", optional(use.left)),
      .init("period_days", .integer(use.days.whole)), .init("elapsed_days", .integer(use.days.elapsed)),
      .init("run_rate_per_day", optional(use.runRate)), .init("projected", optional(use.projected)),
      .init(
        "used_up_on",
        .optional(use.usedUpDay.map { Instant(nanosSinceEpoch: Int64($0) * Instant.nanosPerDay).dateText })),
    ])
  }

  private static func optional(_ amount: Money?) -> JSONValue { amount.map(JSONValue.money) ?? .null }

  private var plan: JSONValue {
    let plan = report.plan
    let isGiven = report.context.budget != nil
    return .object(
      [
        .init("budget_given", .bool(isGiven)), .init("categories_count", .integer(plan.lines.count)),
        .init("worth_funding", .integer(plan.frontier.count)),
      ] + BudgetJSON.members(plan, keys: keys))
  }

  /// Keys of the report's categories by name.
  private var keys: [String: String] {
    Dictionary(zip(report.review.categories.map(\.name), report.categoryKeys)) { first, _ in first }
  }
}
