import TriageModel

/// What a policy makes of the tasks of one rollup cell: their status and the coefficients of their net value.
struct Valuation: Hashable, Sendable {
  var status: TaskStatus
  /// The policy's name of the tool.
  var tool: String
  var toolPolicy: ToolPolicy?
  var line: NetLine
  var basis: ValueBasis
  var succeeded: Succeeded
  /// Successes that would be `ok` if anything valued them.
  var lacksValueOnly: Bool
  /// Rate of the department.
  var rate: HourlyRate
  /// The policy key that the rate comes from.
  var rateKey: String
  /// The rate by its policy key, as sums keep it.
  var rates: [String: Int64]
  var reviewRate: HourlyRate
  var reworkRate: HourlyRate
  /// Whether review and rework are paid at the department's loaded rate.
  var reviewFollowsRate: Bool
  var reworkFollowsRate: Bool
  var categoryPolicy: CategoryPolicy?

  /// - Throws: `AnalysisError.overflow` if a coefficient is too large for exact sums.
  init(of key: TaskCellKey, under policy: Policy) throws(AnalysisError) {
    tool = policy.canonicalName(key.tool)
    let entry = policy.tools[tool]
    let categoryEntry = policy.categories[key.category]
    toolPolicy = entry
    categoryPolicy = categoryEntry
    basis = key.valueBasis
    succeeded = key.succeeded
    rate = policy.loadedRates.rate(key.department)
    rateKey = Valuation.rateKey(of: key.department, in: policy.loadedRates)
    rates = [rateKey: rate.microsPerHour]
    reviewFollowsRate = policy.reviewRate == .department
    reworkFollowsRate = policy.reworkRate == .department
    reviewRate = Valuation.rate(policy.reviewRate, loaded: rate)
    reworkRate = Valuation.rate(policy.reworkRate, loaded: rate)
    let needsValue = key.valueBasis == .successOnly && (key.succeeded == .yes || key.succeeded == .partial)
    let policyValues = categoryEntry?.valuePerSuccess != nil || categoryEntry?.minutesPerSuccess != nil
    let lacksValue = needsValue && !policyValues
    status = Valuation.status(of: key, tool: entry, lacksValue: lacksValue)
    lacksValueOnly = status == .unvalued && lacksValue
    line = NetLine()
    guard let line = lineOfValue() else { throw .overflow(category: key.category) }
    self.line = line
  }

  private static func status(of key: TaskCellKey, tool: ToolPolicy?, lacksValue: Bool) -> TaskStatus {
    guard let tool else { return .unclassified }
    if tool.tier.isAI, key.costState == .noUsage { return .uncosted }
    if key.costState == .unpriced { return .unpriced }
    return key.succeeded == .blank || lacksValue ? .unvalued : .ok
  }

  private static func rate(_ rate: TimeRate, loaded: HourlyRate) -> HourlyRate {
    switch rate {
    case .department: loaded
    case .fixed(let fixed): fixed
    }
  }

  static func rateKey(of department: String?, in table: RateTable) -> String {
    guard let department, table.byDepartment[department] != nil else { return "loaded_rate_usd_per_hour.default" }
    return "loaded_rate_usd_per_hour.\(department)"
  }

  private func lineOfValue() -> NetLine? {
    var line = NetLine()
    let perHour = NetLine.scale / 60
    guard let run = CheckedAmount.nanos(-(toolPolicy?.costPerRun.nanos ?? 0), NetLine.scale),
      let policyValue = policyValuePerMillionth()
    else { return nil }
    line.constant = run
    line.r = -Int128(reviewRate.microsPerHour) * perHour
    line.w = -Int128(reworkRate.microsPerHour) * perHour
    switch basis {
    case .measured: line.v = NetLine.scale
    case .minutes: line.v = Int128(rate.microsPerHour) * perHour
    case .successOnly: line.p = policyValue
    case .none: break
    }
    return line.isBounded ? line : nil
  }

  /// E per millionth of a success, × scale: value·scale/10⁶, or minutes·rate/60·scale/10⁶.
  private func policyValuePerMillionth() -> Int128? {
    if let value = categoryPolicy?.valuePerSuccess {
      return CheckedAmount.nanos(value.nanos, NetLine.scale / 1_000_000)
    }
    if let minutes = categoryPolicy?.minutesPerSuccess {
      return CheckedAmount.nanos(minutes.millis, Int128(rate.microsPerHour))
    }
    return 0
  }

  /// Whether the value per success follows the department's loaded rate.
  var policyValueFollowsRate: Bool {
    categoryPolicy?.valuePerSuccess == nil && categoryPolicy?.minutesPerSuccess != nil
  }
}
