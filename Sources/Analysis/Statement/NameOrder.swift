/// The order of names in every report: bytes of UTF-8, ascending; an unknown name last (method 0).
enum NameOrder {
  static func precedes(_ left: String, _ right: String) -> Bool { left.utf8.lexicographicallyPrecedes(right.utf8) }

  static func precedes(_ left: String?, _ right: String?) -> Bool {
    switch (left, right) {
    case (let left?, let right?): precedes(left, right)
    case (.some, nil): true
    default: false
    }
  }
}

extension Dictionary {
  /// Entries in the order of their names.
  func inNameOrder() -> [(key: Key, value: Value)] where Key == String {
    sorted { NameOrder.precedes($0.key, $1.key) }
  }

  /// Entries in the order of their names, the unknown one last.
  func inNameOrder() -> [(key: Key, value: Value)] where Key == String? {
    sorted { NameOrder.precedes($0.key, $1.key) }
  }
}
