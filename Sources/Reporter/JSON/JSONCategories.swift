import Analysis
import TriageModel

/// The categories of the JSON report with their options, comparisons and break-evens.
struct JSONCategories {
  let report: Report

  init(_ report: Report) { self.report = report }

  private var level: Double { report.review.level }
  private var money: JSONMoney { JSONMoney(level: level) }

  var value: JSONValue {
    .array(zip(report.categoryKeys, report.review.categories).map { .object(category($1, key: $0)) })
  }

  private func category(_ category: CategoryReview, key: String) -> [JSONValue.Member] {
    let title = MessageTitles(report).category(category)
    let head: [JSONValue.Member] = [
      .init("key", .string(key)), .init("name", .string(category.name)),
      .init("department", category.departments.count == 1 ? .optional(category.departments[0]) : .null),
      .init("departments", .array(category.departments.map { .optional($0) })), .init("owner", .null),
      .init("owner_reason", .string(ReasonWords.owner(category.verdict))),
      .init("verdict", .string(category.verdict.rawValue)), .init("reason", .string(category.reason)),
      .init("target", .optional(category.target)), .init("incumbent", .optional(category.incumbent)),
      .init("title", .string(title.plainText)), .init("facts", .facts(title)), .init("spend", .money(category.spend)),
      .init("tasks", .integer(category.statement.tasks)),
      .init("accepted", .decimal(JSONStatement.accepted(category.statement))),
    ]
    return head + money(category) + evidence(category)
  }

  private func money(_ category: CategoryReview) -> [JSONValue.Member] {
    let statement = category.statement
    let noInterval = "fewer than two judged tasks"
    let netValue: JSONValue =
      category.netAfterEverything == nil
      ? .unknownEstimate(
        value: .number(Rounding.nineSignificantDigits(statement.netAfterEverything.dollars)), level: level,
        reason: noInterval)
      : .estimate(category.netAfterEverything, level: level, reason: noInterval)
    return [
      .init(
        "outcome_value",
        .object([
          .init("time", .money(statement.timeValue)), .init("cash", .money(statement.measuredValue)),
          .init("policy", .money(statement.policyValue)),
        ])),
      .init("net_value", netValue),
      .init("net_value_judged", .estimate(category.netValue, level: level, reason: noInterval)),
      .init("spend_after", .number(category.spendAfter)), .init("freed", .number(category.freed)),
      .init(
        "net_value_change",
        .estimate(category.netValueChange, level: level, reason: "the verdict changes nothing by itself")),
      .init("one_off", .money(category.oneOff)),
    ]
  }

  private func evidence(_ category: CategoryReview) -> [JSONValue.Member] {
    let kind = EvidenceKind(category)
    return [
      .init(
        "evidence",
        .object([
          .init("kind", .string(kind.key)), .init("n", .integer(kind.tasks)),
          .init("from", .string(report.review.period.start.text)),
          .init("to", .string(report.review.period.endOfTime.text)), .init("grade", .string(category.grade)),
        ])),
      .init("scope", .optional(category.scope)),
      .init("pilot_tasks_per_arm", category.pilotTasksPerArm.map { .integer($0) } ?? .null),
      .init("pilot", money.pilot(category.pilot)),
      .init("assumed", .array(category.assumed.map(money.assumed))),
      .init("runner_up", money.runnerUp(category.runnerUp)), .init("abandoned", money.abandoned(category.abandoned)),
      .init("flags", .array(category.flags.map(JSONValue.string))),
      .init("ledger", .object(JSONStatement.ledger(category.ledger))),
      .init("statement", JSONStatement.value(category.statement)),
      .init("options", .array(category.options.map { .object(option($0)) })),
      .init("flips", .array(report.flips(of: category).map(assumption))),
    ]
  }

  private func option(_ option: ToolOption) -> [JSONValue.Member] {
    let head: [JSONValue.Member] = [
      .init("tool", .string(option.tool)), .init("tier", .optional(option.tier?.rawValue)),
      .init("role", .string(option.role.rawValue)), .init("tasks", .integer(option.statement.tasks)),
      .init("per_task", option.perTask.map(perTask) ?? .null),
      .init("cost_per_accepted", .optional(option.costPerAccepted)), .init("why", .string(option.why)),
      .init("statement", JSONStatement.value(option.statement)),
      .init("distribution", money.distribution(option.distribution)),
    ]
    return head + (option.comparison.map(comparison) ?? [])
  }

  private func perTask(_ mean: PerTask) -> JSONValue {
    .object([
      .init("value", .number(mean.value)), .init("token_cost", .number(mean.tokenCost)),
      .init("human_cost", .number(mean.humanCost)), .init("run_cost", .number(mean.runCost)),
      .init("net_value", .number(mean.netValue)), .init("success", .number(mean.success)),
    ])
  }

  /// The members of a comparison; for a refused one the estimate is null and `refused` says why.
  private func comparison(_ comparison: Comparison) -> [JSONValue.Member] {
    let estimate = comparison.estimate
    return [
      .init("delta", .optional(estimate?.delta)), .init("se", .optional(estimate?.standardError)),
      .init("df", .optional(estimate?.degreesOfFreedom)), .init("lo", .optional(estimate?.lo)),
      .init("hi", .optional(estimate?.hi)), .init("level", .number(level)),
      .init("coverage", .number(comparison.coverage)), .init("refused", .optional(comparison.refusal?.rawValue)),
      .init("paired", .bool(comparison.paired)), .init("adjusted", .bool(comparison.adjusted)),
      .init("hurdle", .optional(estimate?.hurdle)), .init("gain", .optional(estimate?.gain)),
      .init("p_better", .optional(estimate?.probabilityBetter)), .init("t", .optional(estimate?.quantile)),
      .init("task_variance", .optional(estimate?.taskVariance)),
      .init("worker_variance", .optional(estimate?.workerVariance)),
      .init("clusters", estimate.map { .integer($0.clusters) } ?? .null),
      .init("scope_tasks", estimate.map { .integer($0.scopeTasks) } ?? .null),
      .init("cash_per_task", .optional(estimate?.cashPerTask)),
      .init("cash_se", .optional(estimate?.cashStandardError)),
      .init("cash_df", .optional(estimate?.cashDegreesOfFreedom)),
      .init("value_per_task", .optional(estimate?.valuePerTask)),
      .init("n_incumbent", .integer(comparison.incumbentTasks)),
      .init("n_alternative", .integer(comparison.alternativeTasks)),
      .init("workers_incumbent", .integer(comparison.incumbentWorkers)),
      .init("workers_alternative", .integer(comparison.alternativeWorkers)),
      .init("grade", .string(comparison.grade)), .init("strata", .array(comparison.strata.map(stratum))),
      .init("break_even", .object(comparison.breakEvens.map(breakEven))),
      .init("break_even_indicative", .bool(comparison.breakEvensIndicative)),
      .init("money", money.comparison(comparison.money)),
    ]
  }

  private func stratum(_ stratum: StratumComparison) -> JSONValue {
    .object([
      .init("label", .string(stratum.label)), .init("weight", .number(stratum.weight)),
      .init("n_incumbent", .integer(stratum.incumbentTasks)),
      .init("n_alternative", .integer(stratum.alternativeTasks)),
      .init("mean_incumbent", .number(stratum.incumbentMean)),
      .init("mean_alternative", .number(stratum.alternativeMean)),
      .init("sd_incumbent", .optional(stratum.incumbentDeviation)),
      .init("sd_alternative", .optional(stratum.alternativeDeviation)),
    ])
  }

  private func breakEven(_ breakEven: BreakEven) -> JSONValue.Member {
    .init(breakEven.parameter.rawValue, .object(breakEvenMembers(breakEven)))
  }

  private func breakEvenMembers(_ breakEven: BreakEven) -> [JSONValue.Member] {
    [
      .init("factor", .optional(breakEven.factor)), .init("used", .optional(breakEven.used)),
      .init("value", .optional(breakEven.value)), .init("contribution", .number(breakEven.contribution)),
    ]
  }

  func assumption(_ row: AssumptionRow) -> JSONValue {
    .object(
      [
        .init("category", .string(row.category)), .init("tool", .string(row.tool)),
        .init("parameter", .string(row.breakEven.parameter.rawValue)),
      ] + breakEvenMembers(row.breakEven) + [
        .init(
          "range",
          row.range.map { .object([.init("low", .number($0.low)), .init("high", .number($0.high))]) } ?? .null),
        .init("inside_range", row.insideRange.map(JSONValue.bool) ?? .null), .init("swing", .optional(row.swing)),
        .init("assumed", .bool(row.isAssumed)),
      ])
  }
}
