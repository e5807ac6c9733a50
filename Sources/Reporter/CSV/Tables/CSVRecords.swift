/// Records of the JSON report as the rows of a CSV need them: with a name, and with the other period beside them.
enum CSVRecords {
  /// The report with a name for the hidden departments, wherever they stand.
  static func labelled(_ value: JSONValue) -> JSONValue {
    switch value {
    case .null, .bool, .integer, .number, .decimal, .string: return value
    case .array(let items): return .array(items.map(labelled))
    case .object(let members):
      let isSuppressed = value["suppressed"] == .bool(true)
      return .object(
        members.map { member in
          isSuppressed && member.key == "name"
            ? .init("name", .string(DepartmentLabel.suppressed)) : .init(member.key, labelled(member.value))
        })
    }
  }

  /// The report with its categories naming no hidden department: a category of one department alone would give its figures.
  static func withoutNames(_ body: JSONValue, hidden: Set<String?>) -> JSONValue {
    guard !hidden.isEmpty, let categories = body["categories"]?.items else { return body }
    let named = categories.map { category in
      let departments = (category["departments"]?.items ?? []).map { shown($0, hidden) }
      let open = departments.filter { $0 != .string(DepartmentLabel.suppressed) }
      let all = open + (open.count < departments.count ? [.string(DepartmentLabel.suppressed)] : [])
      return category.replacing("department", with: departments.count == 1 ? departments[0] : .null)
        .replacing("departments", with: .array(all))
    }
    return body.replacing("categories", with: .array(named))
  }

  private static func shown(_ name: JSONValue, _ hidden: Set<String?>) -> JSONValue {
    hidden.contains(name.string) ? .string(DepartmentLabel.suppressed) : name
  }

  /// The report with the keys of its categories in the other period's list, too, so that one key is one category.
  static func keyed(_ body: JSONValue) -> JSONValue {
    guard let comparison = body["comparison"], let categories = comparison["categories"]?.items else { return body }
    // The other period's list begins with the report's own categories, so these keep their keys.
    let keys = Report.keys(categories.map { $0["name"]?.string ?? "" })
    let named = zip(keys, categories).map { JSONValue.object([.init("key", .string($0))] + $1.members) }
    return body.replacing("comparison", with: comparison.replacing("categories", with: .array(named)))
  }

  /// The records of a list, each with the other period's record of it as its member `comparison`; then those that only
  /// the other period has, with their names and that member alone.
  static func compared(_ list: String, of body: JSONValue) -> [JSONValue] {
    let records = body[list]?.items ?? []
    guard let changes = body["comparison"]?[list]?.items else { return records }
    let present = zip(records, changes).map { record, change in
      JSONValue.object(record.members + [.init("comparison", change)])
    }
    let gone = changes.dropFirst(records.count).map { change in
      JSONValue.object(change.members.filter { names.contains($0.key) } + [.init("comparison", change)])
    }
    return present + gone
  }

  private static let names: Set<String> = ["key", "name", "suppressed"]
}

extension JSONValue {
  fileprivate var members: [Member] {
    guard case .object(let members) = self else { return [] }
    return members
  }

  fileprivate var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  fileprivate func replacing(_ key: String, with value: JSONValue) -> JSONValue {
    .object(members.map { $0.key == key ? .init(key, value) : $0 })
  }
}
