public import TriageModel

/// One text for all policy files of the same meaning.
public enum PolicyText {
  /// The policy with every value in effect, defaults included: keys and names sorted by bytes, exact decimals, names
  /// in double quotes, one line per key or name.
  ///
  /// The text is a policy itself and reads back as an equal one (but for `givenKeys`). Keys without a default
  /// (`period`, `budget_usd`, `cap_usd_per_worker_month`) are left out where they are not set. The SHA-256 of its
  /// UTF-8 bytes is the digest of the policy.
  public static func canonical(_ policy: Policy) -> String {
    lines(policy).sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { "\($0.key):\($0.text)\n" }
      .joined()
  }

  private static func lines(_ policy: Policy) -> [(key: String, text: String)] {
    PolicyKey.allCases.compactMap { key in
      text(key, policy).map { (key.rawValue, $0) }
    }
  }

  /// What follows the colon of a key; nil where the key has no value.
  static func text(_ key: PolicyKey, _ policy: Policy) -> String? {
    switch key {
    case .period: policy.period.map { " \(text($0))" }
    case .confidence: " \(text(policy.confidence))"
    case .minCellCount: " \(policy.minCellCount)"
    case .minToolCount: " \(policy.minToolCount)"
    case .minWorkers: " \(policy.minWorkers)"
    case .minOverlap: " \(text(policy.minOverlap))"
    case .stratifyBy: " \(policy.stratifyBy.rawValue)"
    case .noninferiorityMargin: " \(policy.noninferiorityMargin.decimalText)"
    case .loadedRates:
      table(policy.loadedRates.byDepartment, first: ["default: \(policy.loadedRates.fallback.decimalText)"]) {
        $0.decimalText
      }
    case .reviewRate: " \(text(policy.reviewRate))"
    case .reworkRate: " \(text(policy.reworkRate))"
    case .tools: table(policy.tools, text)
    case .categories: table(policy.categories.filter { $0.value != CategoryPolicy() }, text)
    case .modelAliases: table(policy.modelAliases, QuotedName.text)
    case .migrationCost:
      table(policy.migrationCost.byName, first: ["default: \(policy.migrationCost.fallback.decimalText)"]) {
        $0.decimalText
      }
    case .migrationHorizonMonths: " \(text(policy.migrationHorizonMonths))"
    case .pilot: " \(text(policy.pilot))"
    case .randomised: list(policy.randomised)
    case .assumed: assumed(policy.assumed)
    case .ranges: table(policy.ranges) { "[\(text($0.low)), \(text($0.high))]" }
    case .budget: policy.budget.map { " \($0.decimalText)" }
    case .budgets: table(budgets(policy)) { $0 }
    case .capPerWorkerMonth: policy.capPerWorkerMonth.map { " \($0.decimalText)" }
    case .capKindestValueShare: " \(ScaledDecimal.text(Int128(policy.capKindestValueMillionths), scale: 6))"
    // Defaults of these two are left out, so that policies from before the keys keep their digest.
    case .invoiceTolerance:
      policy.invoiceTolerance == Policy().invoiceTolerance ? nil : " \(text(policy.invoiceTolerance))"
    case .separateProviders: policy.separateProviders.isEmpty ? nil : list(policy.separateProviders)
    case .timezone: " \(policy.timezone)"
    case .fiscalYearStart: " \(policy.fiscalYearStart)"
    }
  }

  private static func list(_ names: Set<String>) -> String {
    " [\(sorted(names).map(QuotedName.text).joined(separator: ", "))]"
  }

  private static func sorted(_ names: some Sequence<String>) -> [String] {
    names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func table<Value>(
    _ values: [String: Value], first: [String] = [], _ text: (Value) -> String
  ) -> String {
    let entries = sorted(values.keys).compactMap { name in
      values[name].map { "? \(QuotedName.text(name))\n  : \(text($0))" }
    }
    let lines = first + entries
    return lines.isEmpty ? " {}" : lines.map { "\n  \($0)" }.joined()
  }

  /// The shortest decimal text that reads back as the same number, without an exponent.
  private static func text(_ number: Double) -> String {
    let text = "\(number)"
    guard let mark = text.firstIndex(where: { $0 == "e" }), let exponent = Int(text[text.index(after: mark)...]) else {
      return text
    }
    let sign = text.hasPrefix("-") ? "-" : ""
    let mantissa = text[..<mark].filter { $0 != "-" }
    let parts = mantissa.split(separator: ".")
    let whole = parts.first.map(String.init) ?? ""
    let fraction = parts.count > 1 && parts[1] != "0" ? String(parts[1]) : ""
    if exponent < 0 { return "\(sign)0.\(String(repeating: "0", count: -exponent - 1))\(whole)\(fraction)" }
    return "\(sign)\(whole)\(fraction)\(String(repeating: "0", count: max(0, exponent - fraction.utf8.count)))"
  }

  private static func text(_ period: Period) -> String {
    "{start: \(period.first.start.text), end: \(period.end.start.text), months: \(text(period.months))}"
  }

  private static func text(_ rate: TimeRate) -> String {
    switch rate {
    case .department: "department"
    case .fixed(let rate): rate.decimalText
    }
  }

  private static func text(_ tool: ToolPolicy) -> String {
    "{tier: \(tool.tier.rawValue), cost_per_run_usd: \(tool.costPerRun.decimalText), "
      + "licence_usd_per_month: \(tool.licencePerMonth.decimalText)}"
  }

  /// Budget and cap of each department.
  private static func budgets(_ policy: Policy) -> [String: String] {
    var texts = policy.budgets.mapValues { budget in
      budget.span == .period
        ? budget.amount.decimalText : "{\(text(budget, cap: nil))}"
    }
    for (name, cap) in policy.departmentCaps { texts[name] = "{\(text(policy.budgets[name], cap: cap))}" }
    return texts
  }

  private static func text(_ budget: DepartmentBudget?, cap: Money?) -> String {
    let parts = [
      budget.map { "usd_per_quarter: \($0.amount.decimalText)" },
      cap.map { "\(PolicyKey.capPerWorkerMonth.rawValue): \($0.decimalText)" },
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }

  private static func text(_ category: CategoryPolicy) -> String {
    var parts: [String] = []
    if let value = category.valuePerSuccess { parts.append("value_usd_per_success: \(value.decimalText)") }
    if let minutes = category.minutesPerSuccess { parts.append("minutes_per_success: \(text(minutes))") }
    return "{\(parts.joined(separator: ", "))}"
  }

  private static func text(_ minutes: Minutes) -> String { ScaledDecimal.text(minutes.millis, scale: 3) }

  private static func text(_ pilot: PilotPolicy) -> String {
    "{fixed_usd: \(pilot.fixedCost.decimalText), usd_per_task: \(pilot.costPerTask.decimalText), "
      + "power: \(text(pilot.power)), worthwhile_usd_per_task: \(pilot.worthwhilePerTask.decimalText)}"
  }

  private static func assumed(_ alternatives: [AssumedAlternative]) -> String {
    let lines = alternatives.map { assumed in
      "{category: \(QuotedName.text(assumed.category)), tool: \(QuotedName.text(assumed.tool)), "
        + "success: {low: \(text(assumed.successLow)), base: \(text(assumed.successBase)), "
        + "high: \(text(assumed.successHigh))}, review_minutes: \(text(assumed.reviewMinutes))}"
    }
    return lines.isEmpty ? " []" : sorted(lines).map { "\n  - \($0)" }.joined()
  }
}
