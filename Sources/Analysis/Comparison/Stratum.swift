import TriageModel

/// Tasks that count as equally hard (method 2.1).
struct Stratum: Hashable, Sendable {
  /// nil = blank, or not asked for.
  let complexity: Int?
  let department: String?
  let kind: Stratification

  init(of key: TaskCellKey, by kind: Stratification) {
    self.kind = kind
    complexity = kind == .none ? nil : key.complexity
    department = kind == .complexityDepartment ? key.department : nil
  }

  /// Whether tasks of the stratum may be compared: a blank complexity says nothing about how hard they were.
  var isKnown: Bool { kind == .none || complexity != nil }

  /// `3`, `3 · Legal`, `unknown`, or `all`.
  var label: String {
    guard kind != .none else { return "all" }
    let level = complexity.map(String.init) ?? "unknown"
    return kind == .complexityDepartment ? "\(level) · \(department ?? "no department")" : level
  }

  /// Easiest first, unknown last, then by department.
  static func precedes(_ left: Stratum, _ right: Stratum) -> Bool {
    let (leftLevel, rightLevel) = (left.complexity ?? Int.max, right.complexity ?? Int.max)
    if leftLevel != rightLevel { return leftLevel < rightLevel }
    return NameOrder.precedes(left.department, right.department)
  }
}
