import CSVCodec

extension CSVReport {
  /// Hidden cost, spend without shown return and software candidates, one file each.
  var insightFiles: [File] {
    [
      File(name: "hidden_cost.csv", text: hiddenCost), File(name: "own_sake.csv", text: ownSake),
      File(name: "own_sake_outliers.csv", text: outliers), File(name: "own_sake_falling.csv", text: falling),
      File(name: "software_candidates.csv", text: software),
    ] + (body["hidden_cost"]?["agent_trees"] == nil ? [] : [File(name: "agent_trees.csv", text: agentTrees)])
  }

  /// One row per category, then one per department: the column `by` tells them apart.
  private var hiddenCost: String {
    let columns = CSVReport.hiddenColumns.map(CSVColumn.init)
    var writer = CSVWriter(header: ["by"] + columns.flatMap(\.names))
    for (kind, list) in [("category", "hidden_by_category"), ("department", "hidden_by_department")] {
      for record in body["hidden_cost"]?[list]?.items ?? [] {
        writer.write([.text(kind)] + columns.flatMap { $0.cells(of: record) })
      }
    }
    return writer.text
  }

  private static let hiddenColumns = [
    "name", "usage_rows", "spend", "failed_tasks", "failed_task_cost", "abandoned_spend", "wasted_spend",
    "superseded_spend_upper_bound", "failed_request_spend", "sub_agent_rows", "sub_agent_spend", "sub_agent_share",
    "reasoning_tokens", "reasoning_share", "reasoning_list_cost", "cache_write_tokens", "cache_write_share",
    "cache_write_list_cost", "cache_write_waste", "long_context_surcharge", "rows_without_list_price", "suppressed",
  ]

  /// One row per shape of agent trees, and one for orphans and cycles each: the column `by` tells them apart.
  private var agentTrees: String {
    let trees = body["hidden_cost"]?["agent_trees"]
    let columns = ["depth", "fan_out", "tasks", "spend"].map(CSVColumn.init)
    var writer = CSVWriter(header: ["by"] + columns.flatMap(\.names) + ["requests"])
    for record in trees?["shapes"]?.items ?? [] {
      writer.write([.text("shape")] + columns.flatMap { $0.cells(of: record) } + [.blank])
    }
    for key in ["orphan_requests", "cyclic_requests"] {
      writer.write([.text(key), .blank, .blank, .blank, .blank, trees?[key]?.cell ?? .blank])
    }
    return writer.text
  }

  /// One row per group that costs more than it returns.
  private var ownSake: String {
    table(
      ["category", "department", "tasks", "token_cost", "net_value", "per_token_dollar±", "sign"],
      body["own_sake"]?["low_return"]?.items ?? [])
  }

  /// One row per department far from the others in spend per judged task.
  private var outliers: String {
    table(["name", "spend_per_task", "median_per_task", "score"], body["own_sake"]?["outliers"]?.items ?? [])
  }

  /// One row per group that spends more per judged task than before without more value from it.
  private var falling: String {
    table(
      [
        "kind", "name", "spend_per_task_before", "spend_per_task", "value_per_task_before", "value_per_task_now",
        "fraction",
      ], body["own_sake"]?["falling"]?.items ?? [])
  }

  /// One row per candidate, the figures of its signs in columns.
  private var software: String {
    let columns = [
      "name", "suggestion", "verdict", "spend", "tasks", "signs_that_hold", "build_cost", "payback.assumed_tool",
      "payback.fewest_months", "payback.months", "payback.most_months",
    ].map(CSVColumn.init)
    let signs = ["tokens_per_task", "cost_spread", "reasoning_share", "tasks_per_worker_month", "small_tier_success"]
    var writer = CSVWriter(header: columns.flatMap(\.names) + signs.flatMap { [$0, $0 + "_holds"] })
    for record in body["software_candidates"]?["candidates"]?.items ?? [] {
      let evidence = record["signs"]?.items ?? []
      let cells = evidence.flatMap { [$0["measured"]?.cell ?? .blank, $0["holds"]?.cell ?? .blank] }
      writer.write(columns.flatMap { $0.cells(of: record) } + cells)
    }
    return writer.text
  }
}
