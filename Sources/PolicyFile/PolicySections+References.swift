import TriageModel

/// Parts of a policy that refer to other parts: aliases, assumed alternatives, ranges.
extension PolicySections {
  // MARK: Aliases

  mutating func readAliases(_ value: PolicyValue) {
    guard let entries = reader.names(value, "model_aliases", what: "alias") else { return }
    for (name, entry) in entries {
      if let target = reader.text(entry.value, ValueReader.join("model_aliases", name), expected: "a name") {
        policy.modelAliases[name] = target
      }
    }
  }

  mutating func checkAliases(_ value: PolicyValue?) {
    guard let value, case .mapping(let entries) = value.content else { return }
    var seen: Set<String> = []
    for entry in entries {
      guard let name = entry.key.text, let target = policy.modelAliases[name], seen.insert(name).inserted else {
        continue
      }
      checkAlias(name, target, entry)
    }
  }

  private mutating func checkAlias(_ name: String, _ target: String, _ entry: PolicyValue.Entry) {
    let path = ValueReader.join("model_aliases", name)
    if target == name {
      reader.report(
        "alias-loop", at: entry.value.place, path, value: target, "stands for itself", remedy: "Remove the line.")
    } else if policy.modelAliases[target] != nil {
      reader.report(
        "alias-chain", at: entry.value.place, path, value: target, "is an alias itself",
        remedy: "Name the tool that it finally stands for.")
    } else if toolNames.contains(name) {
      reader.report(
        "alias-hides-tool", at: entry.key.place, path, value: target,
        "is a tool as well; its entry under tools is never used", remedy: "Remove one of the two.", severity: .warning)
    } else if !toolNames.contains(target) {
      // Bills and usage name more models than there are tools.
      let nearest = NearestName.find(target, among: Array(toolNames))
      reader.report(
        "alias-to-unknown-tool", at: entry.value.place, path, value: target, "is no tool under tools",
        remedy: (nearest.map { "Did you mean `\($0)`? " } ?? "")
          + "A name that only usage, a bill or the price book has is fine.",
        severity: nearest == nil ? .note : .warning)
    }
  }

  // MARK: Assumed alternatives

  mutating func readAssumed(_ value: PolicyValue) {
    guard let items = reader.list(value, "assumed", of: "assumptions") else { return }
    var seen: Set<[String]> = []
    for (index, item) in items.enumerated() {
      let path = "assumed[\(index + 1)]"
      guard let assumed = readAlternative(item, path) else { continue }
      guard seen.insert([assumed.category, policy.canonicalName(assumed.tool)]).inserted else {
        reader.report(
          "duplicate-key", at: item.place, path, value: assumed.tool,
          "is assumed for category \(PrintableText.cut(assumed.category)) twice", remedy: "Keep one of the two.")
        continue
      }
      policy.assumed.append(assumed)
    }
  }

  private mutating func readAlternative(_ item: PolicyValue, _ path: String) -> AssumedAlternative? {
    let known = ["category", "tool", "success", "review_minutes"]
    guard case .mapping = item.content else {
      reader.wrongType(item, path, expected: "a mapping with category, tool, success and review_minutes")
      return nil
    }
    guard let fields = reader.fields(item, path, known: known) else { return nil }
    let category = required("category", fields, item, path).flatMap { reader.text($0, path + ".category") }
    let tool = required("tool", fields, item, path).flatMap { reader.text($0, path + ".tool") }
    let success = required("success", fields, item, path).flatMap { readSuccess($0, path + ".success") }
    let review = fields["review_minutes"].map { reader.minutes($0, path + ".review_minutes") } ?? Minutes.zero
    guard let category, let tool, let success, let review else { return nil }
    return AssumedAlternative(
      category: category, tool: tool, successLow: success.low, successBase: success.base, successHigh: success.high,
      reviewMinutes: review)
  }

  private mutating func required(
    _ name: String, _ fields: [String: PolicyValue], _ item: PolicyValue, _ path: String
  ) -> PolicyValue? {
    guard let value = fields[name] else {
      reader.report("missing-key", at: item.place, ValueReader.join(path, name), "is missing")
      return nil
    }
    return value
  }

  private mutating func readSuccess(
    _ value: PolicyValue, _ path: String
  ) -> (low: Double, base: Double, high: Double)? {
    guard case .mapping = value.content else {
      reader.wrongType(value, path, expected: "{low, base, high}")
      return nil
    }
    guard let fields = reader.fields(value, path, known: ["low", "base", "high"]) else { return nil }
    var shares: [Double?] = []
    for name in ["low", "base", "high"] {
      let share = required(name, fields, value, path)
      shares.append(share.flatMap { reader.number($0, "\(path).\(name)", "from 0 to 1") { $0 >= 0 && $0 <= 1 } })
    }
    guard let low = shares[0], let base = shares[1], let high = shares[2] else { return nil }
    guard low <= base, base <= high else {
      reader.report(
        "out-of-range", at: value.place, path, value: "\(low), \(base), \(high)", "must be low ≤ base ≤ high")
      return nil
    }
    return (low, base, high)
  }

  mutating func checkAssumedTools(_ value: PolicyValue?) {
    guard let value, case .list(let items) = value.content else { return }
    for (index, item) in items.enumerated() {
      guard case .mapping(let entries) = item.content,
        let entry = entries.first(where: { $0.key.text == "tool" }), let tool = entry.value.text,
        !entry.value.isBlank, !toolNames.contains(policy.canonicalName(tool))
      else { continue }
      let nearest = NearestName.find(tool, among: Array(toolNames)).map { " Did you mean `\($0)`?" } ?? ""
      reader.report(
        "assumed-without-tier", at: entry.value.place, "assumed[\(index + 1)].tool", value: tool,
        "is a tool without a tier", remedy: "Add it under tools with its tier.\(nearest)")
    }
  }

  // MARK: Ranges

  mutating func readRanges(_ value: PolicyValue) {
    guard let entries = reader.names(value, "ranges", what: "range") else { return }
    for (name, entry) in entries {
      if let range = readRange(entry.value, ValueReader.join("ranges", name)) { policy.ranges[name] = range }
    }
  }

  private mutating func readRange(_ value: PolicyValue, _ path: String) -> PlausibleRange? {
    guard case .list(let items) = value.content, items.count == 2 else {
      let count = if case .list(let items) = value.content { " of \(items.count)" } else { "" }
      if count.isEmpty {
        reader.wrongType(value, path, expected: "a list of two numbers, [low, high]")
      } else {
        reader.report("wrong-type", at: value.place, path, "is a list\(count); expected two numbers, [low, high]")
      }
      return nil
    }
    let low = reader.number(items[0], path + "[1]", "a number") { $0.isFinite }
    let high = reader.number(items[1], path + "[2]", "a number") { $0.isFinite }
    guard let low, let high else { return nil }
    guard low <= high else {
      reader.report("out-of-range", at: value.place, path, value: "\(low), \(high)", "must be low ≤ high")
      return nil
    }
    return PlausibleRange(low: low, high: high)
  }

  mutating func checkRangePaths(_ value: PolicyValue?) {
    guard let value, case .mapping(let entries) = value.content else { return }
    for entry in entries {
      guard let path = entry.key.text, policy.ranges[path] != nil else { continue }
      let top = String(path.prefix { $0 != "." })
      guard PolicyKey(rawValue: top) == nil else { continue }
      let remedy =
        NearestName.find(top, among: PolicyKey.names).map { "Did you mean `\($0)\(path.dropFirst(top.count))`?" }
        ?? "Name the key's path, such as loaded_rate_usd_per_hour.default."
      reader.report(
        "unknown-key", at: entry.key.place, ValueReader.join("ranges", path), "is the range of no key of a policy",
        remedy: remedy)
    }
  }
}
