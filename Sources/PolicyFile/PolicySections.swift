import TriageModel

/// Fills a policy from the tree of its file, key by key.
struct PolicySections {
  var reader: ValueReader
  var policy = Policy()
  /// Names under `tools`, whatever their tier.
  var toolNames: Set<String> = []

  init(file: String) { reader = ValueReader(file: file) }

  /// Reads all keys; problems stand in `reader.problems`.
  mutating func read(_ root: PolicyValue) -> Policy {
    guard case .mapping = root.content else {
      reader.report(
        "not-a-mapping", at: root.place, "", value: root.text, "a policy is a mapping of keys; this is \(root.kind)",
        remedy: "`roi-triage policy init` writes a policy to start from.")
      return policy
    }
    guard let values = reader.fields(root, "", known: PolicyKey.names) else { return policy }
    // A period is read by the company's calendar.
    let first: [PolicyKey] = [.timezone, .fiscalYearStart]
    for key in first + PolicyKey.allCases.filter({ !first.contains($0) }) {
      if let value = values[key.rawValue] { read(key, value) }
    }
    if toolNames.isEmpty, !hasProblem(of: "tools") { reportNoTools(values["tools"]) }
    checkAliases(values[PolicyKey.modelAliases.rawValue])
    checkAssumedTools(values[PolicyKey.assumed.rawValue])
    checkRangePaths(values[PolicyKey.ranges.rawValue])
    policy.givenKeys = reader.givenKeys
    return policy
  }

  private func hasProblem(of key: String) -> Bool {
    reader.problems.contains { $0.field == key || $0.field?.hasPrefix(key + ".") == true }
  }

  private mutating func reportNoTools(_ tools: PolicyValue?) {
    let message = "no tool has a tier; without tiers nothing can be compared"
    let remedy =
      "`roi-triage policy init` writes a policy with every tool of the imported data; or add "
      + "`tools: {NAME: {tier: frontier}}`, tier being frontier, small or software."
    if let tools {
      reader.report("no-tools", at: tools.place, "tools", message, remedy: remedy)
    } else {
      reader.report("no-tools", "tools", message, remedy: remedy)
    }
  }

  private mutating func read(_ key: PolicyKey, _ value: PolicyValue) {
    let path = key.rawValue
    switch key {
    case .period: set(\.period, readPeriod(value, path))
    case .confidence, .minCellCount, .minToolCount, .minWorkers, .minOverlap, .stratifyBy, .noninferiorityMargin:
      readThreshold(key, value)
    case .loadedRates: set(\.loadedRates, readRates(value, path))
    case .reviewRate: set(\.reviewRate, readTimeRate(value, path))
    case .reworkRate: set(\.reworkRate, readTimeRate(value, path))
    case .tools: readTools(value)
    case .categories: readCategories(value)
    case .modelAliases: readAliases(value)
    case .migrationCost: set(\.migrationCost, readMigrationCost(value, path))
    case .migrationHorizonMonths:
      set(\.migrationHorizonMonths, reader.number(value, path, "more than 0") { $0 > 0 })
    case .pilot: readPilot(value)
    case .randomised: readNames(\.randomised, value, path, of: "categories", "a category")
    case .assumed: readAssumed(value)
    case .ranges: readRanges(value)
    case .budget: set(\.budget, reader.money(value, path))
    case .budgets: readBudgets(value)
    case .capPerWorkerMonth: set(\.capPerWorkerMonth, reader.money(value, path))
    case .capKindestValueShare: set(\.capKindestValueMillionths, readShare(value, path))
    case .invoiceTolerance:
      set(\.invoiceTolerance, reader.number(value, path, "from 0 to 1") { $0 >= 0 && $0 <= 1 })
    case .separateProviders: readNames(\.separateProviders, value, path, of: "providers", "a provider")
    case .timezone: set(\.timezone, readTimezone(value, path))
    case .fiscalYearStart: set(\.fiscalYearStart, reader.whole(value, path, atLeast: 1, atMost: 12))
    }
  }

  private mutating func readThreshold(_ key: PolicyKey, _ value: PolicyValue) {
    let path = key.rawValue
    switch key {
    case .confidence:
      set(\.confidence, reader.number(value, path, "between 0.5 and 1, both excluded") { $0 > 0.5 && $0 < 1 })
    case .minCellCount: set(\.minCellCount, reader.whole(value, path, atLeast: 2))
    case .minToolCount: set(\.minToolCount, reader.whole(value, path, atLeast: 2))
    case .minWorkers: set(\.minWorkers, reader.whole(value, path, atLeast: 0))
    case .minOverlap:
      set(\.minOverlap, reader.number(value, path, "from 0 to 1") { $0 >= 0 && $0 <= 1 })
    case .stratifyBy: set(\.stratifyBy, reader.choice(value, path, as: Stratification.self))
    default: set(\.noninferiorityMargin, reader.money(value, path))
    }
  }

  /// Sets a member where its value could be read; the default stays otherwise.
  mutating func set<Value>(_ member: WritableKeyPath<Policy, Value>, _ value: Value?) {
    if let value { policy[keyPath: member] = value }
  }

  private mutating func set<Value>(_ member: WritableKeyPath<Policy, Value?>, _ value: Value?) {
    if let value { policy[keyPath: member] = value }
  }

  // MARK: Time

  private mutating func readPeriod(_ value: PolicyValue, _ path: String) -> Period? {
    let expected = "a period such as 2026Q3, or {start, end, months}"
    if case .mapping = value.content { return readPeriodFields(value, path) }
    guard let text = reader.text(value, path, expected: expected) else { return nil }
    guard let period = Period(text, calendar: policy.calendar) else {
      reader.report(
        "bad-period", at: value.place, path, value: text, "is no period",
        remedy:
          "Write 2026Q3, 2026, 2026-07, 2026-FQ3, 2026-05..2026-08 (end excluded), or {start: 2026-07-01T00:00:00Z, "
          + "end: 2026-10-01T00:00:00Z}.")
      return nil
    }
    return checked(period, value, path)
  }

  private mutating func readPeriodFields(_ value: PolicyValue, _ path: String) -> Period? {
    guard let fields = reader.fields(value, path, known: ["start", "end", "months"]) else { return nil }
    let first = readBoundary(fields, "start", value, path)
    let end = readBoundary(fields, "end", value, path)
    var months: Double?
    if let value = fields["months"] {
      months = reader.number(value, path + ".months", "more than 0") { $0 > 0 }
    }
    guard let first, let end else { return nil }
    guard first < end else {
      reader.report(
        "bad-period", at: value.place, path, value: "\(first.text)..\(end.text)", "start must come before end")
      return nil
    }
    return checked(Period(first: first, end: end, months: months), value, path)
  }

  private mutating func checked(_ period: Period, _ value: PolicyValue, _ path: String) -> Period? {
    guard period.first.year >= 1900, period.end.year <= 2200 else {
      reader.outOfRange(value, path, "must lie between the years 1900 and 2200")
      return nil
    }
    return period
  }

  private mutating func readBoundary(
    _ fields: [String: PolicyValue], _ name: String, _ mapping: PolicyValue, _ path: String
  ) -> Month? {
    let fullPath = ValueReader.join(path, name)
    guard let value = fields[name] else {
      reader.report("missing-key", at: mapping.place, fullPath, "is missing; a period has a start and an end")
      return nil
    }
    guard let text = reader.text(value, fullPath, expected: "a date and time") else { return nil }
    let instant = (try? Instant.parse(text)) ?? (try? Instant.parse(text + "T00:00:00Z"))
    if let instant {
      let zone = ReportingZone(policy.timezone) ?? .utc
      // The first of a month at 00:00 names the month, in UTC as in the policy's own zone.
      for (month, start) in [
        (Month(containing: instant), Month(containing: instant).start),
        (zone.month(containing: instant), zone.start(of: zone.month(containing: instant))),
      ] where month.year >= 1900 && month.year <= 2200 && start == instant { return month }
    }
    reader.report(
      "bad-period", at: value.place, fullPath, value: text, "is not the first instant of a month in UTC",
      remedy: "Write the first of a month at 00:00 UTC between 1900 and 2200, such as 2026-07-01T00:00:00Z.")
    return nil
  }

  private mutating func readTimezone(_ value: PolicyValue, _ path: String) -> String? {
    guard let text = reader.text(value, path, expected: "UTC or a name such as Europe/Vienna") else { return nil }
    if ReportingZone(text) != nil { return text }
    let nearest = ReportingZone.nearest(to: text).map { "Did you mean \($0)? " } ?? ""
    reader.report(
      "bad-timezone", at: value.place, path, value: text, "is no time zone",
      remedy: nearest + "Write UTC, or a name of the time zone database such as Europe/Vienna.")
    return nil
  }
}
