/// A validator for the part of JSON Schema draft 2020-12 that the report's schema uses.
///
/// Keywords: type, required, properties, items, enum, const, pattern, minimum, maximum, $ref to $defs, anyOf. Any
/// other keyword that constrains is an error, so that a schema cannot ask for more than is checked.
struct SchemaValidator {
  let root: JSONDocument

  private static let annotations: Set<String> = ["$schema", "$defs", "title", "description"]

  /// What is wrong, each with its path; empty for a valid document.
  func problems(_ document: JSONDocument) -> [String] { check(document, root, "$") }

  private func check(_ value: JSONDocument, _ schema: JSONDocument, _ path: String) -> [String] {
    guard case .object(let keywords) = schema else { return ["\(path): the schema is no object"] }
    return keywords.flatMap { keyword, rule -> [String] in
      switch keyword {
      case "type":
        let types = rule.string.map { [$0] } ?? rule.items.compactMap(\.string)
        return types.contains { SchemaValidator.matches(value, type: $0) } ? [] : ["\(path): is not \(types)"]
      case "required":
        return rule.items.compactMap(\.string).filter { value[$0] == nil }.map { "\(path): \($0) is missing" }
      case "properties":
        return rule.keys.flatMap { key -> [String] in
          guard let member = value[key], let memberRule = rule[key] else { return [] }
          return check(member, memberRule, "\(path).\(key)")
        }
      case "items":
        return value.items.enumerated().flatMap { check($0.element, rule, "\(path).\($0.offset)") }
      case "enum": return rule.items.contains(value) ? [] : ["\(path): is none of the values"]
      case "const": return rule == value ? [] : ["\(path): is another value"]
      case "pattern": return matches(value, rule) ? [] : ["\(path): has another form"]
      case "minimum": return atLeast(value, rule, sign: 1) ? [] : ["\(path): is too small"]
      case "maximum": return atLeast(value, rule, sign: -1) ? [] : ["\(path): is too large"]
      case "$ref": return reference(rule).map { check(value, $0, path) } ?? ["\(path): \(rule) is not defined"]
      case "anyOf":
        let results = rule.items.map { check(value, $0, path) }
        return results.contains([]) ? [] : results.joined().map { "\($0) (any of)" }
      default:
        return SchemaValidator.annotations.contains(keyword) ? [] : ["\(path): unknown keyword \(keyword)"]
      }
    }
  }

  private func reference(_ rule: JSONDocument) -> JSONDocument? {
    guard let text = rule.string, text.hasPrefix("#/$defs/") else { return nil }
    return root["$defs"]?[String(text.dropFirst("#/$defs/".count))]
  }

  private func matches(_ value: JSONDocument, _ rule: JSONDocument) -> Bool {
    guard let text = value.string else { return true }
    guard let pattern = rule.string, let regex = try? Regex(pattern) else { return false }
    return text.contains(regex)
  }

  private func atLeast(_ value: JSONDocument, _ rule: JSONDocument, sign: Double) -> Bool {
    guard let number = value.number else { return true }
    return rule.number.map { sign * (number - $0) >= 0 } ?? false
  }

  private static func matches(_ value: JSONDocument, type: String) -> Bool {
    switch (value, type) {
    case (.null, "null"), (.bool, "boolean"), (.number, "number"), (.string, "string"), (.array, "array"),
      (.object, "object"):
      true
    case (.number(let text), "integer"): Double(text).map { $0 == $0.rounded() } ?? false
    default: false
    }
  }
}
