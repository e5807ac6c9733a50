import Analysis
import TriageModel

/// Statements and the ledger of usage in JSON.
enum JSONStatement {
  static func value(_ statement: Statement) -> JSONValue {
    .object([
      .init("tasks", .integer(statement.tasks)), .init("ok_tasks", .integer(statement.okTasks)),
      .init("unclassified_tasks", .integer(statement.unclassifiedTasks)),
      .init("uncosted_tasks", .integer(statement.uncostedTasks)),
      .init("unpriced_tasks", .integer(statement.unpricedTasks)),
      .init("unvalued_tasks", .integer(statement.unvaluedTasks)),
      .init("accepted", .decimal(accepted(statement))), .init("blank_outcomes", .integer(statement.blankOutcomes)),
      .init("measured_value", .money(statement.measuredValue)), .init("time_value", .money(statement.timeValue)),
      .init("policy_value", .money(statement.policyValue)), .init("gross_value", .money(statement.grossValue)),
      .init("token_cost", .money(statement.tokenCost)), .init("human_cost", .money(statement.humanCost)),
      .init("run_cost", .money(statement.runCost)), .init("net_value", .money(statement.netValue)),
      .init("not_ok_cost", .money(statement.notOkCost)),
      .init("not_ok_token_cost", .money(statement.notOkTokenCost)), .init("licence", .money(statement.licence)),
      .init("no_outcome_spend", .money(statement.noOutcomeSpend)),
      .init("no_task_spend", .money(statement.noTaskSpend)),
      .init("net_after_everything", .money(statement.netAfterEverything)),
      .init("net_per_token_dollar", .optional(statement.netPerTokenDollar)),
      .init("net_per_token_dollar_se", .optional(statement.netPerTokenDollarError)),
    ])
  }

  /// Σ succeeded as an exact decimal: fractions of a success count.
  static func accepted(_ statement: Statement) -> String {
    ScaledDecimal.text(statement.acceptedMillionths, scale: 6)
  }

  static func department(_ department: DepartmentReview) -> JSONValue {
    .object(
      [
        .init("name", .optional(department.name)), .init("spend", .money(department.spend)),
        .init("net_value", .money(department.statement.netAfterEverything)),
        .init("statement", value(department.statement)),
      ] + (department.isSuppressed ? [.init("suppressed", .bool(true))] : []))
  }

  static func usage(_ usage: UsageSums) -> JSONValue {
    .object([
      .init("rows", .integer(usage.rows)), .init("requests", .integer(usage.requests)),
      .init("input_tokens", .integer(usage.inputTokens)),
      .init("cached_input_tokens", .integer(usage.cachedTokens)),
      .init("cache_write_tokens", .integer(usage.cacheWriteTokens)),
      .init("output_tokens", .integer(usage.outputTokens)),
      .init("reasoning_tokens", .integer(usage.reasoningTokens)), .init("cost", .money(usage.cost)),
      .init("unpriced_rows", .integer(usage.unpricedRows)),
      .init("unpriced_tokens", .integer(usage.unpricedTokens)),
      .init("disagreeing_rows", .integer(usage.disagreeingRows)), .init("cost_states", costStates(usage)),
    ])
  }

  /// How the cost of the rows is known; the rows add up to all rows, the amounts to the cost.
  private static func costStates(_ usage: UsageSums) -> JSONValue {
    .object([
      .init("reported_rows", .integer(usage.reportedRows)),
      .init("reported", .money(Money(nanos: usage.reportedNanos))),
      .init("computed_rows", .integer(usage.computedRows)),
      .init("computed", .money(Money(nanos: usage.computedNanos))),
      .init("allocated_rows", .integer(usage.allocatedRows)), .init("free_rows", .integer(usage.freeRows)),
      .init("unknown_rows", .integer(usage.unpricedRows)),
    ])
  }

  static func ledger(_ ledger: SpendLedger) -> [JSONValue.Member] {
    [
      .init("completed_in_period", usage(ledger.completedInPeriod)),
      .init("completed_outside", usage(ledger.completedOutside)), .init("no_outcome", usage(ledger.noOutcome)),
      .init("no_task", usage(ledger.noTask)), .init("total", usage(ledger.total)),
      .init("earlier_or_later", usage(ledger.earlierOrLater)),
      .init("completed_tasks_cost", .money(ledger.completedTasksCost)),
    ]
  }
}
