/// The unit of a figure of the JSON report, from where it stands.
enum FactUnit {
  private static let perTask: Set<String> = [
    "delta", "se", "lo", "hi", "hurdle", "gain", "cash_per_task", "cash_se", "value_per_task", "gain_low", "value_only",
    "contribution", "cost_per_accepted", "value_per_success", "review_cost", "rework_cost", "mean_incumbent",
    "mean_alternative", "sd_incumbent", "sd_alternative", "gain_if_incumbent", "gain_if_alternative", "p50", "p90",
    "p99",
  ]
  private static let perYear: Set<String> = [
    "annual_saving", "first_year_saving", "annual_cash", "regret_if_moved", "regret_if_kept", "perfect_information",
    "swing", "benefit", "shrunken_saving", "expected_regret",
  ]
  private static let shares: Set<String> = [
    "success", "weight", "coverage", "top_share", "share", "time_share", "policy_share", "spend_to_change_share",
    "kindest_value_share", "p_better", "break_even_success", "fraction", "budget_difference_share",
    "sub_agent_share", "reasoning_share", "cache_write_share",
    "tolerance", "unexplained_share", "not_attributed_share",
  ]
  private static let numbers: Set<String> = [
    "df", "t", "cash_df", "factor", "net_per_token_dollar", "net_per_token_dollar_se", "expected_wrong_moves",
    "per_token_dollar", "gini", "score", "measured", "limit",
  ]

  /// - Parameter measure: the keys of the figure inside of its section, with points between them.
  static func unit(of measure: String, _ section: String, key: [String], _ value: JSONValue) -> String {
    let keys = measure.split(separator: ".").map(String.init)
    let leaf = keys.last ?? measure
    if leaf == "accepted" { return "tasks" }
    if case .decimal = value { return "USD" }
    if case .integer = value { return count(leaf) }
    if perTask.contains(leaf) || keys.contains("per_task") && leaf != "success" || keys.first == "gain" {
      return "USD per task"
    }
    if perYear.contains(leaf) { return "USD per year" }
    if shares.contains(leaf) || keys.first == "success" { return "share" }
    if numbers.contains(leaf) { return "number" }
    switch leaf {
    case "months", "payback_months", "fewest_months", "most_months": return "months"
    case "spend_per_task", "spend_per_task_before", "value_per_task_before", "value_per_task_now", "median_per_task":
      return "USD per task"
    case "task_variance", "worker_variance": return "USD squared per task"
    case "tasks_per_year": return "tasks per year"
    case "used", "value", "low", "high": return parameter(keys, key)
    case "run_cost" where section == "assumed": return "USD per task"
    default: return "USD"
    }
  }

  /// A break-even or an assumption is in the unit of its parameter, which its path or the end of its key names.
  private static func parameter(_ keys: [String], _ key: [String]) -> String {
    let parameter = keys.count == 3 ? keys[1] : key.last?.split(separator: "/").last.map(String.init)
    switch parameter {
    case "hourly_rate": return "USD per hour"
    case "value_per_success": return "USD per success"
    case "run_cost": return "USD per run"
    case "success_rate": return "share"
    default: return "USD"
    }
  }

  private static func count(_ leaf: String) -> String {
    for unit in ["tokens", "rows", "requests", "tasks", "workers", "days"]
    where leaf == unit || leaf.hasSuffix("_" + unit) {
      return unit
    }
    if leaf == "n" || leaf.hasPrefix("n_") || leaf.hasSuffix("tasks_per_arm") { return "tasks" }
    return leaf.hasPrefix("workers") ? "workers" : "count"
  }
}
