/// The order of names in every report: bytes of UTF-8, ascending; an unknown name last (method 0).
enum NameOrder {
  static func precedes(_ left: String, _ right: String) -> Bool { left.utf8.lexicographicallyPrecedes(right.utf8) }

  /// Whether two names are spelt alike, byte by byte: equal names need not be.
  static func areSameBytes(_ left: String, _ right: String) -> Bool {
    let (first, second) = (left.utf8, right.utf8)
    guard first.count == second.count else { return false }
    return first.withContiguousStorageIfAvailable { bytes in
      second.withContiguousStorageIfAvailable { bytes.elementsEqual($0) } ?? bytes.elementsEqual(second)
    } ?? first.elementsEqual(second)
  }

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
