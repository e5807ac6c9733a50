import Analysis
import TriageModel

/// Hidden cost, spend without shown return and software candidates in JSON.
struct JSONInsights {
  let insights: SpendInsights?
  let level: Double
  /// Of the report, where the rows were read.
  private let trees: AgentTrees?

  init(_ report: Report) {
    insights = report.review.insights
    level = report.review.level
    trees = report.trees
  }

  /// The members of the report; null with a reason where the review was made without them.
  var members: [JSONValue.Member] {
    let reason: JSONValue = insights == nil ? "the report was made without these figures" : .null
    return [
      .init("hidden_cost", insights.map { JSONInsights.hiddenCost($0.hiddenCost, trees) } ?? .null),
      .init("own_sake", insights.map { ownSake($0.ownSake) } ?? .null),
      .init("software_candidates", insights.map { software($0.software) } ?? .null),
      .init("insights_reason", reason),
    ]
  }

  // MARK: Hidden cost

  static func hiddenCost(_ cost: HiddenCost, _ trees: AgentTrees?) -> JSONValue {
    .object(
      [
        .init("overlapping_views", .bool(true)), .init("company", line(cost.company)),
        .init("hidden_by_category", .array(cost.categories.map(line))),
        .init("hidden_by_department", .array(cost.departments.map(line))),
      ] + (trees.map { [.init("agent_trees", JSONInsights.trees($0))] } ?? []))
  }

  /// Amounts that no row tells are null; an upper bound says so in its name.
  static func line(_ line: HiddenCost.Line) -> JSONValue {
    let (usage, sums) = (line.usage, line.sums)
    return .object(
      [
        .init("name", .optional(line.name)), .init("usage_rows", .integer(usage.rows)),
        .init("spend", .money(line.spend)), .init("failed_tasks", .integer(line.failedTasks)),
        .init("failed_task_cost", .money(line.failedTaskCost)), .init("abandoned_spend", .money(line.abandonedSpend)),
        .init("wasted_spend", .money(line.wastedSpend)),
        .init("superseded_spend_upper_bound", optional(line.supersededSpend)),
        .init("failed_request_spend", optional(line.failedRequestSpend)),
        .init("sub_agent_rows", .integer(sums.subAgentRows)), .init("sub_agent_spend", optional(line.subAgentSpend)),
        .init("sub_agent_share", .optional(line.subAgentShare)),
        .init("reasoning_tokens", .integer(usage.reasoningTokens)),
        .init("reasoning_share", .optional(line.reasoningShare)),
        .init("reasoning_list_cost", optional(line.reasoningCost)),
        .init("cache_write_tokens", .integer(usage.cacheWriteTokens)),
        .init("cache_write_share", .optional(line.cacheWriteShare)),
        .init("cache_write_list_cost", optional(line.cacheWriteCost)),
        .init("cache_write_waste", optional(line.cacheWriteWaste)),
        .init("long_context_surcharge", optional(line.longContextSurcharge)),
        .init("rows_without_list_price", .integer(sums.unlistedRows)),
      ] + (line.isSuppressed ? [.init("suppressed", .bool(true))] : []))
  }

  private static func optional(_ amount: Money?) -> JSONValue { amount.map(JSONValue.money) ?? .null }

  // MARK: Agent trees

  static func trees(_ trees: AgentTrees) -> JSONValue {
    .object([
      .init("size_limit", .integer(AgentTrees.Shape.limit)),
      .init(
        "shapes",
        .array(
          trees.dearest.map { shape in
            .object([
              .init("label", .string("depth \(shape.depth), fan-out \(shape.fanOut)")),
              .init("depth", .integer(shape.depth)), .init("fan_out", .integer(shape.fanOut)),
              .init("tasks", .integer(shape.tasks)), .init("spend", .money(shape.spend)),
            ])
          })), .init("depths", .array(trees.depths.map(extent))), .init("fan_outs", .array(trees.fanOuts.map(extent))),
      .init("orphan_requests", .integer(trees.orphans)), .init("cyclic_requests", .integer(trees.cyclic)),
    ])
  }

  private static func extent(_ extent: AgentTrees.Extent) -> JSONValue {
    .object([
      .init("label", .string("\(extent.size)")), .init("size", .integer(extent.size)),
      .init("tasks", .integer(extent.tasks)),
      .init("spend", .money(extent.spend)),
    ])
  }

  // MARK: Spend without shown return

  private func ownSake(_ use: OwnSakeUse) -> JSONValue {
    .object([
      .init("groups", .integer(use.groups)), .init("low_return_groups", .integer(use.lowReturn.count)),
      .init("low_return_cost", .money(use.lowReturnCost)),
      .init("low_return", .array(use.lowReturn.map { JSONInsights.lowReturn($0, level) })),
      .init("concentration", concentration(use.concentration)),
      .init("outliers", .array(use.outliers.map(JSONInsights.outlier))),
      .init("outliers_reason", .optional(use.outlierReason)),
      .init("falling", use.falling.map { .array($0.map(JSONInsights.falling)) } ?? .null),
      .init("falling_reason", use.falling == nil ? "no previous quarter was given" : .null),
    ])
  }

  static func lowReturn(_ group: OwnSakeUse.LowReturn, _ level: Double) -> JSONValue {
    .object([
      .init("label", .string("\(group.category) · \(group.department ?? "no department")")),
      .init("category", .string(group.category)), .init("department", .optional(group.department)),
      .init("tasks", .integer(group.tasks)), .init("token_cost", .money(group.tokenCost)),
      .init("net_value", .money(group.netValue)),
      .init(
        "per_token_dollar",
        .estimate(group.perTokenDollar, level: level, reason: "the mean cost is not above three standard errors")),
      .init("sign", .string(group.sign.rawValue)),
    ])
  }

  private func concentration(_ found: SpendConcentration?) -> JSONValue {
    guard let found else { return .null }
    return .object([
      .init("basis", "token cost of completed tasks"), .init("workers", .integer(found.workers)),
      .init("gini", .number(found.gini)), .init("top_workers", .integer(found.topWorkers)),
      .init("top_share", .optional(found.topShare)),
    ])
  }

  private static func outlier(_ outlier: OwnSakeUse.Outlier) -> JSONValue {
    .object([
      .init("name", .optional(outlier.department)), .init("spend_per_task", .number(outlier.spendPerTask)),
      .init("median_per_task", .number(outlier.medianPerTask)), .init("score", .number(outlier.score)),
    ])
  }

  private static func falling(_ group: OwnSakeUse.Falling) -> JSONValue {
    let kind = group.isDepartment ? "department" : "category"
    return .object([
      .init("label", .string("\(kind) · \(group.name ?? "no department")")), .init("kind", .string(kind)),
      .init("name", .optional(group.name)), .init("spend_per_task_before", .number(group.spendBefore)),
      .init("spend_per_task", .number(group.spendNow)), .init("value_per_task_before", .number(group.valueBefore)),
      .init("value_per_task_now", .number(group.valueNow)), .init("fraction", .number(group.rise)),
    ])
  }

  // MARK: Software

  private func software(_ software: SoftwareCandidates) -> JSONValue {
    .object([
      .init("categories", .integer(software.categories)), .init("count", .integer(software.candidates.count)),
      .init("fewest_signs", .integer(SoftwareCandidates.fewestSigns)),
      .init("candidates", .array(software.candidates.map(JSONInsights.candidate))),
    ])
  }

  private static func candidate(_ candidate: SoftwareCandidates.Candidate) -> JSONValue {
    .object([
      .init("name", .string(candidate.category)), .init("suggestion", "pilot"),
      .init("verdict", .string(candidate.verdict.rawValue)), .init("spend", .money(candidate.spend)),
      .init("tasks", .integer(candidate.tasks)), .init("signs_that_hold", .integer(candidate.signs)),
      .init("signs", .array(candidate.evidence.map(evidence))), .init("build_cost", optional(candidate.buildCost)),
      .init("payback", payback(candidate.payback)),
      .init("payback_reason", candidate.payback == nil ? "the policy gives no migration cost" : .null),
    ])
  }

  private static func evidence(_ evidence: SoftwareCandidates.Evidence) -> JSONValue {
    .object([
      .init("label", .string(evidence.sign.rawValue)), .init("measure", .string(evidence.sign.measure)),
      .init("measured", .optional(evidence.value)),
      .init("limit", .number(evidence.sign.threshold)),
      .init("holds", evidence.holds.map(JSONValue.bool) ?? .null),
    ])
  }

  private static func payback(_ payback: SoftwareCandidates.Payback?) -> JSONValue {
    guard let payback else { return .null }
    return .object([
      .init("assumed_tool", .optional(payback.tool)), .init("fewest_months", .optional(payback.fewestMonths)),
      .init("months", .optional(payback.months)), .init("most_months", .optional(payback.mostMonths)),
    ])
  }
}

extension SoftwareCandidates.Sign {
  /// What the sign measures, as JSON names it.
  var measure: String {
    switch self {
    case .short: "tokens_per_task"
    case .equal: "cost_spread"
    case .plain: "reasoning_share"
    case .repeated: "tasks_per_worker_month"
    case .easy: "small_tier_success"
    }
  }
}
