import CSVCodec

/// The report as a set of CSV files, every figure at full precision and equal to the JSON report.
///
/// Columns carry the JSON names; the ends of an interval end in `_lo` and `_hi`; an unknown is an empty cell; no row
/// is a sum of others.
public struct CSVReport {
  /// A file of the set.
  public struct File: Hashable, Sendable {
    /// The name in the report folder: `categories.csv`.
    public var name: String
    public var text: String
  }

  let body: JSONValue

  public init(_ report: Report) {
    let labelled = CSVRecords.labelled(.object(JSONReport.body(report)))
    body = CSVRecords.keyed(CSVRecords.withoutNames(labelled, hidden: DepartmentLabel.hidden(report)))
  }

  /// All files, in the order of the sections of the report; the bridge only where another period was given.
  public var files: [File] {
    [File(name: "categories.csv", text: categories), File(name: "options.csv", text: options)]
      + (isCompared ? [File(name: "bridge.csv", text: bridge)] : []) + [
        File(name: "assumptions.csv", text: assumptions), File(name: "reconciliation.csv", text: reconciliation),
      ] + (invoiceLines.map { [File(name: "invoice_lines.csv", text: $0)] } ?? []) + [
        File(name: "departments.csv", text: departments), File(name: "data_quality.csv", text: dataQuality),
      ] + insightFiles + (isCapped ? [File(name: "cap_vs_triage.csv", text: caps)] : []) + [
        File(name: "budgets.csv", text: budgets), File(name: "frontier.csv", text: frontier),
        File(name: "facts.csv", text: facts),
      ]
  }

  /// Every figure of the report in long form: `section,key,measure,value,lo,hi,unit`.
  public var facts: String {
    var facts = FactRows()
    facts.add(body)
    return facts.text
  }

  private var isCompared: Bool { body["comparison"] != nil }

  /// One row per category, and with another period one for each that it alone has.
  var categories: String {
    let compared = ["verdict_before", "gone"] + CSVReport.comparedColumns
    return table(
      CSVReport.categoryColumns + (isCompared ? compared.map { "comparison." + $0 } : []),
      CSVRecords.compared("categories", of: body))
  }

  /// One row per effect on spend.
  var bridge: String { table(["effect", "words", "amount"], body["bridge"]?.items ?? []) }

  /// One row per category and tool.
  var options: String {
    let columns = CSVReport.optionColumns.map(CSVColumn.init)
    var writer = CSVWriter(header: ["category_key", "category"] + columns.flatMap(\.names))
    for category in body["categories"]?.items ?? [] {
      let names = [category["key"]?.cell ?? .blank, category["name"]?.cell ?? .blank]
      for option in category["options"]?.items ?? [] { writer.write(names + columns.flatMap { $0.cells(of: option) }) }
    }
    return writer.text
  }

  /// One row per break-even, nearest first.
  var assumptions: String {
    table(
      [
        "category", "tool", "parameter", "factor", "used", "value", "contribution", "range.low", "range.high",
        "inside_range", "swing", "assumed",
      ], body["assumptions"]?.items ?? [])
  }

  /// One row per department; those that are hidden are one row, which `suppressed` tells from a department of its name.
  var departments: String {
    table(
      ["name", "spend", "net_value"] + CSVReport.statementColumns + ["suppressed"]
        + (isCompared ? CSVReport.comparedColumns.map { "comparison." + $0 } : []),
      CSVRecords.compared("departments", of: body))
  }

  private var isCapped: Bool { body["cap_vs_triage"]?["triage"] != nil }

  /// One row per way to free money: triage step by step, the matched cap and the policy's in each case, and other caps.
  var caps: String {
    let section = body["cap_vs_triage"]
    var writer = CSVWriter(
      header: [
        "way", "key", "name", "usd_per_worker_month", "spend_saved", "net_value_change", "net_value_change_kindest",
        "net_value_change_if_average", "net_value_change_if_average_kindest", "waste_removed", "workers_touched",
        "blocked_tasks",
      ])
    func add(_ way: String, _ record: JSONValue) {
      let columns = [
        "key", "name", "usd_per_worker_month", "spend_saved", "net_value_change", "net_value_change_kindest",
        "net_value_change_if_average", "net_value_change_if_average_kindest", "waste_removed", "workers_touched",
        "blocked.tasks",
      ]
      writer.write([.text(way)] + columns.flatMap { CSVColumn($0).cells(of: record) })
    }
    for step in section?["triage"]?["path"]?.items ?? [] { add("triage", step) }
    for way in ["cap", "policy_cap"] {
      if let record = section?[way], record != .null { add(way, record) }
    }
    for point in section?["curve"]?.items ?? [] { add("curve", point) }
    return writer.text
  }

  /// One row per budget; that of the whole company has no name.
  var budgets: String {
    table(
      [
        "scope", "name", "budget", "spend", "left", "period_days", "elapsed_days", "run_rate_per_day", "projected",
        "used_up_on",
      ], body["budgets"]?.items ?? [])
  }

  /// One row per category worth funding, in the order of funding, with the sums up to it.
  var frontier: String { table(["key", "category", "budget", "net_value"], body["plan"]?["frontier"]?.items ?? []) }

  /// One row per check.
  var dataQuality: String { table(["key", "status", "result", "effect"], body["data_quality"]?.items ?? []) }

  func table(_ columns: [String], _ records: [JSONValue]) -> String {
    let columns = columns.map(CSVColumn.init)
    var writer = CSVWriter(header: columns.flatMap(\.names))
    for record in records { writer.write(columns.flatMap { $0.cells(of: record) }) }
    return writer.text
  }
}

extension CSVReport {
  /// One row per line of a statement: usage by what became of it, categories to totals, models without a price.
  var reconciliation: String {
    let columns = [
      "cost", "rows", "requests", "input_tokens", "cached_input_tokens", "cache_write_tokens", "output_tokens",
      "reasoning_tokens", "unpriced_rows", "unpriced_tokens", "disagreeing_rows", "ranged_rows",
    ].map(CSVColumn.init)
    var writer = CSVWriter(header: ["statement", "line", "amount"] + columns.dropFirst().flatMap(\.names))
    func add(_ statement: String, _ line: CSVCell, _ record: JSONValue?) {
      writer.write([.text(statement), line] + columns.flatMap { $0.cells(of: record ?? .null) })
    }
    let statements = body["reconciliation"]
    for statement in ["usage_to_invoice", "invoice_to_categories"] {
      for line in statements?["invoice"]?[statement]?.items ?? [] where line["sum"] == .bool(false) {
        add(statement, line["line"]?.cell ?? .blank, amount(line["amount"]))
      }
    }
    for line in ["completed_in_period", "completed_outside", "no_outcome", "no_task"] {
      add("spend", .text(line), statements?["ledger"]?[line])
    }
    add("outside_of_period", .text("earlier_or_later"), statements?["ledger"]?["earlier_or_later"])
    let sums = statements?["categories_to_total"]
    for line in ["categories_spend", "unattributed_spend"] {
      add("spend_by_category", .text(line), amount(sums?[line]))
    }
    for line in ["categories_net_value", "unattributed_net_value", "unused_licences"] {
      add("net_value_by_category", .text(line), amount(sums?[line]))
    }
    if let range = statements?["cost_range"] {
      for line in ["low", "high"] {
        add(
          "cost_range", .text(line),
          .object([.init("cost", range[line] ?? .null), .init("ranged_rows", range["rows"] ?? .null)]))
      }
    }
    if let use = statements?["untiered_use"] { add("untiered_use", .text("long_prompts"), use) }
    for model in statements?["unpriced"]?["models"]?.items ?? [] {
      let members: [Member] = [
        .init("rows", model["rows"] ?? .null), .init("unpriced_rows", model["rows"] ?? .null),
        .init("unpriced_tokens", model["tokens"] ?? .null),
      ]
      add("unpriced", model["model"]?.cell ?? .blank, .object(members))
    }
    return writer.text
  }

  /// One row per provider, model and months; nil without bills.
  private var invoiceLines: String? {
    guard let lines = body["reconciliation"]?["invoice"]?["invoice_lines"]?.items else { return nil }
    return table(
      [
        "provider", "model", "from", "to", "class", "usage", "usage_reported", "usage_computed", "usage_rows",
        "free_rows", "unpriced_rows", "invoiced", "invoice_rows", "list_price", "discount", "difference",
        "rounding_bound",
      ], lines)
  }

  private typealias Member = JSONValue.Member

  private func amount(_ value: JSONValue?) -> JSONValue { .object([.init("cost", value ?? .null)]) }

  private static let categoryColumns =
    [
      "key", "name", "department", "departments", "owner", "verdict", "reason", "target", "incumbent", "spend", "tasks",
      "accepted", "outcome_value.time", "outcome_value.cash", "outcome_value.policy", "net_value±", "net_value_judged±",
      "spend_after", "freed", "net_value_change±", "one_off", "evidence.kind", "evidence.n", "evidence.grade", "scope",
      "pilot_tasks_per_arm", "pilot.kind", "pilot.cost", "pilot.benefit", "pilot.worthwhile", "pilot.months",
      "runner_up.tool", "runner_up.gain", "flags",
    ] + statementColumns

  /// What the other period says of a category or a department.
  private static let comparedColumns =
    [
      "spend.before", "spend.change", "spend.fraction", "net_value.before", "net_value.change±", "net_value.conclusive",
      "net_value.fraction",
    ] + statementFigures.map { "statement_before." + $0 }

  private static let statementColumns = statementFigures.map { "statement." + $0 }

  private static let statementFigures = [
    "ok_tasks", "unclassified_tasks", "uncosted_tasks", "unpriced_tasks", "unvalued_tasks", "accepted",
    "blank_outcomes", "measured_value", "time_value", "policy_value", "gross_value", "token_cost", "human_cost",
    "run_cost", "net_value", "not_ok_cost", "not_ok_token_cost", "licence", "no_outcome_spend", "no_task_spend",
    "net_after_everything", "net_per_token_dollar", "net_per_token_dollar_se",
  ]

  private static let optionColumns =
    [
      "tool", "tier", "role", "why", "tasks", "per_task.value", "per_task.token_cost", "per_task.human_cost",
      "per_task.run_cost", "per_task.net_value", "per_task.success", "cost_per_accepted", "delta", "se", "df", "t",
      "lo",
      "hi", "level", "hurdle", "gain", "p_better", "refused", "paired", "adjusted", "grade", "coverage", "n_incumbent",
      "n_alternative", "workers_incumbent", "workers_alternative", "clusters", "scope_tasks", "task_variance",
      "worker_variance", "cash_per_task", "cash_se", "cash_df", "value_per_task", "money.tasks_per_year",
      "money.annual_saving±", "money.first_year_saving±", "money.annual_cash", "money.payback_months",
      "money.regret_if_moved", "money.regret_if_kept", "money.perfect_information", "money.gain_low",
      "money.value_only±", "distribution.token_cost.p50", "distribution.token_cost.p90", "distribution.token_cost.p99",
      "distribution.net_value.p50", "distribution.net_value.p90", "distribution.net_value.p99",
      "distribution.top_share",
    ] + statementColumns
}
