/// One value of a policy file with its place, free of the parser that read it.
struct PolicyValue: Hashable, Sendable {
  enum Content: Hashable, Sendable {
    /// `isPlain` = written without quotes, so that `null` and nothing at all mean no value.
    case scalar(String, isPlain: Bool)
    case list([PolicyValue])
    case mapping([Entry])
  }

  struct Entry: Hashable, Sendable {
    var key: PolicyValue
    var value: PolicyValue
  }

  var content: Content
  var place: Place

  /// Whether the file gives no value here: `key:` or `key: null`.
  var isBlank: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// The scalar's text; nil for a list or a mapping.
  var text: String? {
    guard case .scalar(let text, _) = content else { return nil }
    return text
  }

  /// What the value is, for a message about a wrong type.
  var kind: String {
    switch content {
    case .scalar: isBlank ? "nothing" : "a single value"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// A place in the policy's text.
struct Place: Hashable, Comparable, Sendable {
  /// From 1.
  var line: Int
  /// Byte column, from 1.
  var column: Int

  static func < (left: Place, right: Place) -> Bool { (left.line, left.column) < (right.line, right.column) }
}
