public import TriageModel

/// A commented policy to start from, made of what an import has seen.
public struct PolicyTemplate: Sendable {
  /// A tool that outcomes name.
  public struct Tool: Hashable, Sendable {
    public var name: String
    public var tasks: Int64
    /// Token cost of its tasks as far as it is known; nil = not known at all.
    public var tokenCost: Money?
    /// Whether usage rows belong to its tasks, so that it is a model rather than software.
    public var hasUsageRows: Bool

    public init(name: String, tasks: Int64, tokenCost: Money?, hasUsageRows: Bool) {
      self.name = name
      self.tasks = tasks
      self.tokenCost = tokenCost
      self.hasUsageRows = hasUsageRows
    }
  }

  /// A category that outcomes name.
  public struct Category: Hashable, Sendable {
    public var name: String
    public var tasks: Int64
    /// Whether outcomes carry `value_usd`.
    public var hasMeasuredValue: Bool
    /// Whether outcomes carry `minutes_saved`.
    public var hasMinutes: Bool

    public init(name: String, tasks: Int64, hasMeasuredValue: Bool, hasMinutes: Bool) {
      self.name = name
      self.tasks = tasks
      self.hasMeasuredValue = hasMeasuredValue
      self.hasMinutes = hasMinutes
    }
  }

  /// What stands where a tier is to be filled in; `PolicyReader` names every tool that still has it.
  public static let placeholder = "FILL_IN"

  /// A commented policy: tiers to fill in for each tool, everything else as its default or an example in comments.
  ///
  /// Names stand in double quotes, escaped, so that any name reads back as it is. With the tiers filled in, the text
  /// is a valid policy in which everything but the tools has its default.
  ///
  /// - Parameters:
  ///   - tools: each tool once, in the order in which the text is to list them.
  ///   - departments: each department once.
  ///   - categories: each category once.
  ///   - models: models whose requests have no price.
  ///   - hasComplexity: whether any outcome has a complexity; if not, `stratify_by: none` is set.
  ///   - hasWorkers: whether any row names a worker; if not, `min_workers: 0` is set.
  public static func text(
    tools: [Tool], departments: [String], categories: [Category], models: [String], hasComplexity: Bool = true,
    hasWorkers: Bool = true
  ) -> String {
    let sections: [[String]] = [
      opening, toolLines(tools), aliasLines(models), rateLines(departments), categoryLines(categories),
      evidenceLines(hasComplexity: hasComplexity, hasWorkers: hasWorkers), moveLines(categories), calendarLines,
    ]
    return sections.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private static let opening = [
    "# Policy of roi-triage: what the company decides, not what it measured.",
    "# Write a tier for each tool below; everything else has a default, shown in a comment.",
    "# To change a default, remove the leading \"# \" of its lines. `roi-triage policy check` checks the file.",
  ]

  // MARK: Sections

  private static func toolLines(_ tools: [Tool]) -> [String] {
    var lines = [
      "# Tools and models that did the tasks.",
      "# tier: frontier = the strongest and dearest models; small = cheaper models; software = no model, no tokens.",
      "# cost_per_run_usd: what one run costs beside tokens. licence_usd_per_month: fixed cost of having the tool.",
      "tools:",
    ]
    if tools.isEmpty { lines.append("  # No tool was seen. Import outcomes first, or add: NAME: {tier: frontier}") }
    for tool in tools {
      lines += key(tool.name, indent: "  ")
      lines.append("    # Seen: \(seen(tool))")
      lines.append("    tier: \(placeholder)   # frontier | small | software")
      lines.append("    # cost_per_run_usd: 0.00")
      lines.append("    # licence_usd_per_month: 0.00")
    }
    return lines
  }

  private static func seen(_ tool: Tool) -> String {
    let tasks = count(tool.tasks)
    guard tool.hasUsageRows else { return "\(tasks), no usage rows: software, or a model whose usage is missing" }
    guard let cost = tool.tokenCost else { return "\(tasks), token cost not known" }
    let cent: Int128 = 10_000_000
    let rounded = Money(nanos: Rounding.divideHalfAwayFromZero(cost.nanos, by: cent) * cent)
    return "\(tasks), token cost \(rounded.decimalText) USD"
  }

  private static func count(_ tasks: Int64) -> String { tasks == 1 ? "1 task" : "\(tasks) tasks" }

  private static func aliasLines(_ models: [String]) -> [String] {
    var lines = ["# Other names of a tool or model in the files, and its name under tools or in the price book."]
    guard !models.isEmpty else { return lines + ["# model_aliases: {}"] }
    lines.append("# These models have no price: import prices for them, or name the priced model that each one is.")
    lines.append("# model_aliases:")
    for model in models { lines += commented(key(model, indent: "  ", value: "PRICED_NAME")) }
    return lines
  }

  private static func rateLines(_ departments: [String]) -> [String] {
    let defaults = Policy()
    let rate = defaults.loadedRates.fallback.decimalText
    var lines = ["# What an hour of work costs the company, by department.", "# loaded_rate_usd_per_hour:"]
    lines.append("#   default: \(rate)")
    for department in departments where department != "default" {
      lines += commented(key(department, indent: "  ", value: rate))
    }
    lines += described(.reviewRate, "Rate of minutes spent on review: USD per hour, or the department's.")
    lines += described(.reworkRate, "Rate of minutes spent on rework: likewise.")
    return lines
  }

  private static func categoryLines(_ categories: [Category]) -> [String] {
    let blank = categories.filter { !$0.hasMeasuredValue && !$0.hasMinutes }
    var lines = ["# What a success is worth, where outcomes carry neither value_usd nor minutes_saved."]
    guard !blank.isEmpty else {
      return lines + ["# categories:", "#   NAME: {value_usd_per_success: 4.50}   # or minutes_per_success: 15"]
    }
    lines.append("# Without one of the two keys a category below gets no verdict.")
    lines.append("categories:")
    for category in blank {
      lines += key(category.name, indent: "  ")
      lines.append("    # Seen: \(count(category.tasks)), neither value nor minutes")
      lines.append("    # value_usd_per_success:")
      lines.append("    # minutes_per_success:")
    }
    return lines
  }

  private static func evidenceLines(hasComplexity: Bool, hasWorkers: Bool) -> [String] {
    var lines = ["# How much evidence a verdict needs."]
    lines += described(.confidence, "One-sided confidence of a verdict, between 0.5 and 1.")
    lines += described(.minCellCount, "Fewest tasks of either tool at one level of difficulty.")
    lines += described(.minToolCount, "Fewest tasks of a tool for a verdict.")
    if hasWorkers {
      lines += described(.minWorkers, "Fewest distinct workers of either tool; 0 = no such rule.")
    } else {
      lines += ["# Fewest distinct workers of either tool: 0, because the data names no worker.", "min_workers: 0"]
    }
    lines += described(.minOverlap, "Smallest share of the present tool's tasks that the comparison must cover.")
    if hasComplexity {
      lines += described(.stratifyBy, "Which tasks count as equally hard: complexity, complexity_department or none.")
    } else {
      lines += [
        "# none, because the data has no complexity: comparisons are not adjusted for difficulty.", "stratify_by: none",
      ]
    }
    lines += described(.noninferiorityMargin, "How much worse per task a cheaper tool may be and still win.")
    lines += described(.randomised, "Categories whose tools were assigned at random.")
    return lines
  }

  private static func moveLines(_ categories: [Category]) -> [String] {
    let defaults = Policy()
    var lines = ["# What a move costs, once per category.", "# migration_cost_usd:"]
    lines.append("#   default: \(defaults.migrationCost.fallback.decimalText)")
    for category in categories where category.name != "default" {
      lines += commented(
        key(category.name, indent: "  ", value: defaults.migrationCost.fallback.decimalText))
    }
    lines += described(.migrationHorizonMonths, "Months over which that cost must pay back.")
    lines += described(.pilot, "What a pilot costs and must be able to show.")
    lines += ["# Tools that nobody has used for a category yet, with what the company assumes about them."]
    lines += described(.assumed, "{category: NAME, tool: NAME, success: {low: 0.4, base: 0.6, high: 0.8}}")
    lines += described(
      .ranges, "Plausible range of an assumption, by its path: {loaded_rate_usd_per_hour.default: [45, 80]}")
    return lines
  }

  private static let calendarLines: [String] =
    [
      "# The months to review: 2026Q3, 2026-07, or {start: 2026-07-01T00:00:00Z, end: 2026-10-01T00:00:00Z}.",
      "# Default: the last full quarter in the data.",
      "# period: 2026Q3",
      "# Budgets for the period, and a cap per worker and month. Default: none.",
      "# budget_usd: 20000",
      "# budgets: {DEPARTMENT: {usd_per_quarter: 5000, cap_usd_per_worker_month: 40}}",
      "# cap_usd_per_worker_month: 25",
      "# By how much usage may differ from an invoice line, as a share of the line.",
      "# \(PolicyKey.invoiceTolerance.rawValue): \(Policy().invoiceTolerance)",
      "# Providers that are different companies, where a data check takes a billed and a used one for one.",
      "# \(PolicyKey.separateProviders.rawValue): []",
    ]
    + described(.capKindestValueShare, "What a task that a cap drops is worth in the kindest case, as a share.")
    + described(.timezone, "Time zone in which days, months and quarters are counted: UTC or Europe/Vienna.")
    + described(.fiscalYearStart, "First month of the fiscal year, 1 to 12; the year is named after its last month's.")

  // MARK: Lines

  /// An explanation, and the key with its default, both as comments.
  private static func described(_ key: PolicyKey, _ explanation: String) -> [String] {
    let value = PolicyText.text(key, Policy()) ?? ""
    return ["# \(explanation)", "# \(key.rawValue):\(value)"]
  }

  private static func commented(_ lines: [String]) -> [String] { lines.map { "# \($0)" } }

  /// A name as a key; YAML limits keys on the line of their value to 1,024 characters, longer ones stand by themselves.
  private static func key(_ name: String, indent: String, value: String? = nil) -> [String] {
    let quoted = QuotedName.text(name)
    let value = value.map { " \($0)" } ?? ""
    guard quoted.unicodeScalars.count > 500 else { return ["\(indent)\(quoted):\(value)"] }
    return ["\(indent)? \(quoted)", "\(indent):\(value)"]
  }
}
