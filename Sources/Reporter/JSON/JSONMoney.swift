import Analysis
import TriageModel

/// What moves and pilots are worth, in the JSON report. Dollars; a year long unless said otherwise.
struct JSONMoney {
  let level: Double

  func portfolio(_ portfolio: Portfolio?) -> JSONValue {
    guard let portfolio else { return .null }
    return .object([
      .init("moves", .integer(portfolio.moves)), .init("comparisons", .integer(portfolio.comparisons)),
      .init("annual_saving", .estimate(portfolio.annualSaving, level: level, reason: "")),
      .init("shrunken_saving", .optional(portfolio.shrunkenSaving)),
      .init(
        "shrunken_reason",
        portfolio.shrunkenSaving == nil
          ? "fewer than five comparisons, or one without spread: selected on the same data, expect less" : .null),
      .init("expected_wrong_moves", .number(portfolio.expectedWrongMoves)),
      .init("expected_regret", .optional(portfolio.expectedRegret)),
    ])
  }

  func comparison(_ money: ComparisonMoney?) -> JSONValue {
    guard let money else { return .null }
    return .object([
      .init("tasks_per_year", .number(money.tasksPerYear)),
      .init("annual_saving", .estimate(money.annualSaving, level: level, reason: "")),
      .init("first_year_saving", .estimate(money.firstYearSaving, level: level, reason: "")),
      .init("annual_cash", .number(money.annualCash)), .init("payback_months", .optional(money.paybackMonths)),
      .init("regret_if_moved", .optional(money.regretIfMoved)),
      .init("regret_if_kept", .optional(money.regretIfKept)),
      .init("perfect_information", .optional(money.perfectInformation)), .init("gain_low", .number(money.gainLow)),
      .init("value_only", .estimate(money.valueOnly, level: level, reason: "")),
      .init(
        "tornado",
        .array(
          money.tornado.map {
            .object([
              .init("parameter", .string($0.parameter.rawValue)), .init("contribution", .number($0.contribution)),
              .init("swing", .number($0.swing)), .init("factor", .optional($0.factor)),
            ])
          })),
    ])
  }

  func pilot(_ plan: PilotPlan?) -> JSONValue {
    guard let plan else { return .null }
    return .object([
      .init("kind", .string(plan.kind.rawValue)), .init("tasks_per_arm", .integer(plan.tasksPerArm)),
      .init("classical_tasks_per_arm", .integer(plan.classicalTasksPerArm)), .init("cost", .number(plan.cost)),
      .init("benefit", .optional(plan.benefit)), .init("worthwhile", plan.isWorthwhile.map(JSONValue.bool) ?? .null),
      .init("months", .number(plan.months)),
    ])
  }

  /// Assumed, not observed: low, base and high, never an interval.
  func assumed(_ tool: AssumedReview) -> JSONValue {
    .object([
      .init("tool", .string(tool.tool)), .init("tier", .string(tool.tier.rawValue)), .init("basis", "assumed"),
      .init("success", ends(tool.successLow, tool.successBase, tool.successHigh)),
      .init("gain", ends(tool.gainLow, tool.gainBase, tool.gainHigh)),
      .init("break_even_success", .optional(tool.breakEvenSuccess)),
      .init("value_per_success", .number(tool.valuePerSuccess)), .init("run_cost", .number(tool.runCost)),
      .init("review_cost", .number(tool.reviewCost)), .init("rework_cost", .number(tool.reworkCost)),
      .init("mean_incumbent", .number(tool.incumbentMean)), .init("hurdle", .number(tool.hurdle)),
      .init("scope_tasks", .integer(tool.scopeTasks)),
    ])
  }

  private func ends(_ low: Double, _ base: Double, _ high: Double) -> JSONValue {
    .object([.init("low", .number(low)), .init("base", .number(base)), .init("high", .number(high))])
  }

  func runnerUp(_ runner: RunnerUp?) -> JSONValue {
    guard let runner else { return .null }
    return .object([.init("tool", .string(runner.tool)), .init("gain", .number(runner.gain))])
  }

  func abandoned(_ tasks: AbandonedTasks?) -> JSONValue {
    guard let tasks else { return .null }
    return .object([
      .init("spend", .money(tasks.spend)), .init("gain_if_incumbent", .number(tasks.gainIfIncumbent)),
      .init("gain_if_alternative", .optional(tasks.gainIfAlternative)),
      .init("changes_sign", .bool(tasks.changesSign)),
    ])
  }

  func distribution(_ spread: TaskDistribution?) -> JSONValue {
    guard let spread else { return .null }
    return .object([
      .init("token_cost", quantiles(spread.tokenCost)), .init("net_value", quantiles(spread.netValue)),
      .init("top_share", .optional(spread.topShare)),
      .init("rests_on_few_large_tasks", .bool(spread.restsOnFewLargeTasks)),
    ])
  }

  private func quantiles(_ values: TaskDistribution.Quantiles) -> JSONValue {
    .object([.init("p50", .number(values.p50)), .init("p90", .number(values.p90)), .init("p99", .number(values.p99))])
  }
}
