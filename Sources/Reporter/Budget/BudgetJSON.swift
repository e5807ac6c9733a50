public import Analysis
import TriageModel

/// The answers of `budget` as JSON: money as exact strings of whole dollars, keys in a fixed order.
public enum BudgetJSON {
  public static let format = 1

  /// A cap with its groups and the curve over all caps; the text ends in a line break.
  public static func cap(_ report: Report, outcome: CapOutcome, curve: [CapPoint], concentration: SpendConcentration?)
    -> String
  {
    text(
      report, "cap",
      (outcome.touchesFew
        ? withheld(outcome)
        : members(outcome) + [
          .init("categories", groups(outcome.categories)), .init("departments", groups(outcome.departments)),
        ]) + [
          .init("curve", .array(curve.map { point(outcome.measure, $0) })),
          .init("concentration", value(concentration)),
        ])
  }

  /// Triage and the cap that saves as much; the text ends in a line break.
  public static func match(_ report: Report, triage: TriageSaving, outcome: CapOutcome?) -> String {
    let saving = JSONValue.object([
      .init("spend_saved", .money(triage.saved)),
      .init(
        "net_value_change",
        .estimate(triage.netValueChange, level: report.review.level, reason: "no move and no stop is advised")),
      .init("changes", .integer(triage.changes)),
    ])
    var result: [JSONValue.Member] = [.init("triage", saving)]
    if let outcome, !outcome.touchesFew {
      result.append(.init("cap", .object(members(outcome))))
    } else {
      result += [
        .init("cap", .null), .init("cap_reason", .string(MatchText.reason(triage, report, isWithheld: outcome != nil))),
      ]
    }
    return text(report, "match", result)
  }

  /// Which categories a budget funds; the text ends in a line break.
  public static func plan(_ report: Report, plan: BudgetPlan) -> String {
    text(report, "plan", members(plan, keys: [:]))
  }

  /// Spend against each budget of the policy; the text ends in a line break.
  public static func status(_ report: Report) -> String {
    text(report, "status", [.init("budgets", .array(report.budgets.map(JSONBudgets.use)))])
  }

  /// - Parameter keys: keys of categories by name; where there are any, each item carries its own.
  static func members(_ plan: BudgetPlan, keys: [String: String]) -> [JSONValue.Member] {
    func key(_ category: String) -> [JSONValue.Member] { keys[category].map { [.init("key", .string($0))] } ?? [] }
    let lines = plan.lines.map { line in
      JSONValue.object(
        key(line.category) + [
          .init("category", .string(line.category)), .init("token_cost", .money(line.tokenCost)),
          .init("net_value", .money(line.netValue)), .init("net_per_token_dollar", .optional(line.netPerTokenDollar)),
          .init("funded", .bool(line.isFunded)),
        ])
    }
    let frontier = plan.frontier.map { point in
      JSONValue.object(
        key(point.category) + [
          .init("budget", .money(point.budget)), .init("net_value", .money(point.netValue)),
          .init("category", .string(point.category)),
        ])
    }
    return [
      .init("budget", .money(plan.budget)), .init("spent", .money(plan.spent)),
      .init("net_value", .money(plan.netValue)), .init("bound", .money(plan.bound)), .init("gap", .money(plan.gap)),
      .init("funding", .array(lines)), .init("frontier", .array(frontier)),
      .init("assumption", "value scales with spend within a category"),
    ]
  }

  private static func value(_ concentration: SpendConcentration?) -> JSONValue {
    guard let concentration else { return .null }
    return .object([
      .init("workers", .integer(concentration.workers)), .init("gini", .number(concentration.gini)),
      .init("top_workers", .integer(concentration.topWorkers)), .init("top_share", .optional(concentration.topShare)),
    ])
  }

  private static func text(_ report: Report, _ kind: String, _ members: [JSONValue.Member]) -> String {
    let head: [JSONValue.Member] = [
      .init("format", .integer(format)), .init("kind", .string(kind)),
      .init("period", JSONAnswer(report).period), .init("currency", "USD"),
    ]
    return JSONValue.object(head + members).text + "\n"
  }

  private static func amount(_ measure: CapOutcome.Measure, _ cap: Int64) -> JSONValue.Member {
    switch measure {
    case .spend:
      .init("usd_per_worker_month", cap == CapOutcome.noCap ? .null : .money(Money(nanos: Int128(cap))))
    case .tokens: .init("tokens_per_worker_month", .integer(cap))
    }
  }

  /// What stands of a cap that touches too few workers (method 5).
  private static func withheld(_ outcome: CapOutcome) -> [JSONValue.Member] {
    [
      amount(outcome.measure, outcome.cap), .init("static_simulation", .bool(true)),
      .init("withheld", .string("the cap \(CapWords.withheld)")), .init("workers", .integer(outcome.workers)),
    ]
  }

  static func members(_ outcome: CapOutcome) -> [JSONValue.Member] {
    [
      amount(outcome.measure, outcome.cap),
      .init(
        "departments_usd_per_worker_month",
        .array(
          outcome.departmentCaps.map { own in
            .object([
              .init("name", .string(own.department)),
              .init("usd_per_worker_month", .money(Money(nanos: Int128(own.cap)))),
            ])
          })), .init("static_simulation", .bool(true)),
      .init("spend_saved", .money(outcome.spendSaved)), .init("net_value_lost", .money(outcome.netValueLost)),
      .init("waste_removed", .money(outcome.wasteRemoved)),
      .init("net_value_change", .money(outcome.netValueChange)),
      .init("kindest_value_share", .number(Double(outcome.kindestValueMillionths) / 1_000_000)),
      .init("net_value_change_kindest", .money(outcome.netValueChangeAtKindest)),
      .init("net_value_change_if_average", outcome.netValueChangeIfAverage.map(JSONValue.money) ?? .null),
      .init(
        "net_value_change_if_average_kindest",
        outcome.netValueChangeIfAverageAtKindest.map(JSONValue.money) ?? .null),
      .init("workers", .integer(outcome.workers)), .init("workers_touched", .integer(outcome.workersTouched)),
      .init("all", sum(outcome.all)), .init("blocked", sum(outcome.blocked)), .init("allowed", sum(outcome.allowed)),
      .init("without_worker", sum(outcome.withoutWorker)),
    ]
  }

  private static func groups(_ groups: [CapOutcome.Group]) -> JSONValue {
    .array(
      groups.map { group in
        .object(
          [
            .init("name", .optional(group.name)), .init("all", sum(group.all)), .init("blocked", sum(group.blocked)),
            .init("allowed", sum(group.allowed)),
          ] + (group.isSuppressed ? [.init("suppressed", .bool(true))] : []))
      })
  }

  private static func sum(_ sum: UnitSum) -> JSONValue {
    .object([
      .init("tasks", .integer(sum.tasks)), .init("single_requests", .integer(sum.singleRequests)),
      .init("ok_tasks", .integer(sum.okTasks)), .init("tasks_of_unknown_value", .integer(sum.unknownTasks)),
      .init("unpriced_requests", .integer(sum.unpricedRequests)), .init("tokens", .integer(sum.tokens)),
      .init("spend", .money(sum.spend)), .init("spend_without_outcome", .money(sum.spendWithoutOutcome)),
      .init("net_value_earned", .money(sum.netValueEarned)), .init("waste", .money(sum.waste)),
      .init("net_value", .money(sum.netValue)),
    ])
  }

  static func point(_ measure: CapOutcome.Measure, _ point: CapPoint) -> JSONValue {
    .object([
      amount(measure, point.cap), .init("blocked_units", .integer(point.blockedUnits)),
      .init("spend_saved", .money(point.spendSaved)), .init("net_value_change", .money(point.netValueChange)),
      .init("net_value_change_kindest", .money(point.netValueChangeAtKindest)),
    ])
  }
}
