import TriageModel

/// Tools, categories and the tables of rates and amounts.
extension PolicySections {
  // MARK: Tools

  mutating func readTools(_ value: PolicyValue) {
    guard let entries = reader.names(value, "tools", what: "tool") else { return }
    for (name, entry) in entries {
      toolNames.insert(name)
      let path = ValueReader.join("tools", name)
      if let tool = readTool(entry, path) { policy.tools[name] = tool }
    }
  }

  private mutating func readTool(_ entry: PolicyValue.Entry, _ path: String) -> ToolPolicy? {
    let value = entry.value
    if let text = value.text, !value.isBlank {
      reader.report(
        "wrong-type", at: value.place, path, value: text, "is a single value; expected a mapping with a tier",
        remedy: "Write {tier: \(Tier(rawValue: text)?.rawValue ?? "frontier")}.")
      return nil
    }
    let known = ["tier", "cost_per_run_usd", "licence_usd_per_month"]
    guard let fields = reader.fields(value, path, known: known) else { return nil }
    let cost = fields["cost_per_run_usd"].map { reader.money($0, path + ".cost_per_run_usd") }
    let licence = fields["licence_usd_per_month"].map { reader.money($0, path + ".licence_usd_per_month") }
    guard let tier = readTier(fields["tier"], path + ".tier", entry.key.place) else { return nil }
    return ToolPolicy(
      tier: tier, costPerRun: (cost ?? nil) ?? .zero, licencePerMonth: (licence ?? nil) ?? .zero)
  }

  private mutating func readTier(_ value: PolicyValue?, _ path: String, _ toolPlace: Place) -> Tier? {
    guard let value, !value.isBlank, value.text != "", value.text != PolicyTemplate.placeholder else {
      reader.report(
        "tier-to-fill-in", at: value?.place ?? toolPlace, path, "still to be filled in: frontier, small or software")
      return nil
    }
    return reader.choice(value, path, as: Tier.self)
  }

  // MARK: Categories

  mutating func readCategories(_ value: PolicyValue) {
    guard let entries = reader.names(value, "categories", what: "category") else { return }
    for (name, entry) in entries {
      let path = ValueReader.join("categories", name)
      let known = ["value_usd_per_success", "minutes_per_success"]
      guard let fields = reader.fields(entry.value, path, known: known) else { continue }
      var category = CategoryPolicy()
      if let value = fields[known[0]] { category.valuePerSuccess = reader.money(value, "\(path).\(known[0])") }
      if let value = fields[known[1]] { category.minutesPerSuccess = reader.minutes(value, "\(path).\(known[1])") }
      if fields.count == known.count {
        reader.report(
          "two-values", at: entry.key.place, path, "has both \(known[0]) and \(known[1])",
          remedy: "Keep one: a success is counted once.")
      } else if category != CategoryPolicy() {
        policy.categories[name] = category
      }
    }
  }

  // MARK: Rates and amounts

  mutating func readRates(_ value: PolicyValue, _ path: String) -> RateTable? {
    guard case .mapping = value.content else {
      return reader.hourlyRate(value, path).map { RateTable(fallback: $0) }
    }
    guard let entries = reader.names(value, path, what: "department") else { return nil }
    var table = policy.loadedRates
    for (name, entry) in entries {
      guard let rate = reader.hourlyRate(entry.value, ValueReader.join(path, name)) else { continue }
      if name == "default" { table.fallback = rate } else { table.byDepartment[name] = rate }
    }
    return table
  }

  mutating func readMigrationCost(_ value: PolicyValue, _ path: String) -> AmountTable? {
    guard case .mapping = value.content else { return reader.money(value, path).map { AmountTable(fallback: $0) } }
    guard let entries = reader.names(value, path, what: "category") else { return nil }
    var table = policy.migrationCost
    for (name, entry) in entries {
      guard let amount = reader.money(entry.value, ValueReader.join(path, name)) else { continue }
      if name == "default" { table.fallback = amount } else { table.byName[name] = amount }
    }
    return table
  }

  mutating func readTimeRate(_ value: PolicyValue, _ path: String) -> TimeRate? {
    if value.text == "department" { return .department }
    let first = value.text?.utf8.first ?? 0
    let isWord = (first | 0x20) &- UInt8(ascii: "a") < 26
    guard !isWord || value.isBlank else {
      reader.report(
        "bad-number", at: value.place, path, value: value.text, "is neither a number nor `department`",
        remedy: "Write dollars per hour, or `department` for the loaded rate of the task's department.")
      return nil
    }
    return reader.hourlyRate(value, path).map { .fixed($0) }
  }

  mutating func readBudgets(_ value: PolicyValue) {
    guard let entries = reader.names(value, "budgets", what: "department") else { return }
    for (name, entry) in entries {
      if let budget = readBudget(entry.value, name) { policy.budgets[name] = budget }
    }
  }

  /// An amount for the period, or `{usd_per_quarter: N, cap_usd_per_worker_month: M}` with one of the two or both.
  private mutating func readBudget(_ value: PolicyValue, _ department: String) -> DepartmentBudget? {
    let path = ValueReader.join("budgets", department)
    guard case .mapping = value.content else { return reader.money(value, path).map { DepartmentBudget($0) } }
    let capKey = PolicyKey.capPerWorkerMonth.rawValue
    guard let fields = reader.fields(value, path, known: ["usd_per_quarter", capKey]) else { return nil }
    if let cap = fields[capKey] {
      policy.departmentCaps[department] = reader.money(cap, ValueReader.join(path, capKey))
      if fields.count == 1 { return nil }
    }
    guard let amount = fields["usd_per_quarter"] else {
      reader.report(
        "missing-key", at: value.place, ValueReader.join(path, "usd_per_quarter"), "is missing",
        remedy: "Write {usd_per_quarter: 5000}, or an amount alone for whatever period is reported.")
      return nil
    }
    return reader.money(amount, ValueReader.join(path, "usd_per_quarter")).map { DepartmentBudget($0, per: .quarter) }
  }

  /// A share from 0 to 1, exact to the millionth.
  mutating func readShare(_ value: PolicyValue, _ path: String) -> Int64? {
    guard let millionths = reader.decimal(value, path, scale: 6) else { return nil }
    guard (0...1_000_000).contains(millionths) else {
      reader.outOfRange(value, path, "must lie from 0 to 1")
      return nil
    }
    return millionths
  }

  mutating func readPilot(_ value: PolicyValue) {
    let known = ["fixed_usd", "usd_per_task", "power", "worthwhile_usd_per_task"]
    guard let fields = reader.fields(value, "pilot", known: known) else { return }
    if let value = fields["fixed_usd"] { set(\.pilot.fixedCost, reader.money(value, "pilot.fixed_usd")) }
    if let value = fields["usd_per_task"] { set(\.pilot.costPerTask, reader.money(value, "pilot.usd_per_task")) }
    if let value = fields["power"] {
      set(
        \.pilot.power,
        reader.number(value, "pilot.power", "between 0.5 and 1, both excluded") { $0 > 0.5 && $0 < 1 })
    }
    if let value = fields["worthwhile_usd_per_task"] {
      set(\.pilot.worthwhilePerTask, reader.money(value, "pilot.worthwhile_usd_per_task"))
    }
  }

  mutating func readNames(
    _ names: WritableKeyPath<Policy, Set<String>>, _ value: PolicyValue, _ path: String, of kind: String,
    _ expected: String
  ) {
    guard let items = reader.list(value, path, of: kind) else { return }
    for (index, item) in items.enumerated() {
      if let name = reader.text(item, "\(path)[\(index + 1)]", expected: expected) {
        policy[keyPath: names].insert(name)
      }
    }
  }
}
