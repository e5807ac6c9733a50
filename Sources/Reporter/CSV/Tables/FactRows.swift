import CSVCodec

/// Walks the JSON report and writes every figure in it as one row: `section,key,measure,value,lo,hi,unit`.
///
/// The section is the innermost list that a figure stands in, or the member of the report that holds it; the key names
/// the items of the lists around it, with `/` between them.
struct FactRows {
  private var writer = CSVWriter(header: ["section", "key", "measure", "value", "lo", "hi", "unit"])

  var text: String { writer.text }

  /// Members that repeat figures of other sections, or that refer to them.
  private static let repeated: Set<String> = ["facts", "cautions", "flips", "level"]

  mutating func add(_ body: JSONValue) {
    guard case .object(let members) = body else { return }
    for member in members where !FactRows.repeated.contains(member.key) {
      add(member.value, section: member.key, key: [], measure: [])
    }
  }

  private mutating func add(_ value: JSONValue, section: String, key: [String], measure: [String]) {
    switch value {
    case .null, .bool, .string: return
    case .integer, .number, .decimal: write(value, section, key, measure)
    case .object(let members):
      if let figure = value["value"], value["lo"] != nil { return write(figure, section, key, measure, ends: value) }
      for member in members where !FactRows.repeated.contains(member.key) {
        addMember(member, section: section, key: key, measure: measure)
      }
    case .array(let items): for item in items { addItem(item, section: section, key: key) }
    }
  }

  private mutating func addMember(_ member: JSONValue.Member, section: String, key: [String], measure: [String]) {
    if case .array = member.value {
      add(member.value, section: member.key, key: key, measure: [])
    } else {
      add(member.value, section: section, key: key, measure: measure + [member.key])
    }
  }

  private mutating func addItem(_ item: JSONValue, section: String, key: [String]) {
    guard case .object = item else { return }
    add(item, section: section, key: key + [FactRows.name(of: item)], measure: [])
  }

  /// What tells an item apart from the others of its list.
  private static func name(of item: JSONValue) -> String {
    let parts: [String]
    if let from = item["from"], let provider = item["provider"] {
      // A line or a charge of a bill.
      parts = [provider.name ?? "", item["model"]?.name ?? "", item["kind"]?.name, from.name].compactMap { $0 }
    } else if let parameter = item["parameter"] {
      parts = [item["category"], item["tool"], parameter].compactMap { $0?.name }
    } else {
      parts = ["key", "tool", "label", "model", "kind", "verdict", "effect", "line", "name"].lazy.compactMap {
        item[$0]?.name
      }
      .prefix(1).map(\.self)
    }
    return parts.joined(separator: "/")
  }

  private mutating func write(
    _ value: JSONValue, _ section: String, _ key: [String], _ measure: [String], ends: JSONValue? = nil
  ) {
    let name = measure.isEmpty ? section : measure.joined(separator: ".")
    writer.write([
      .text(section), key.isEmpty ? .blank : .text(key.joined(separator: "/")), .text(name), value.cell,
      ends?["lo"]?.cell ?? .blank, ends?["hi"]?.cell ?? .blank,
      .text(FactUnit.unit(of: name, section, key: key, value)),
    ])
  }
}

extension JSONValue {
  fileprivate var name: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }
}
