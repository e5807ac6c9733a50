import Analysis

/// What tables of values call a department.
enum DepartmentLabel {
  /// The hidden departments together: one line, and no name among them.
  static let suppressed = "Suppressed"

  /// Names of the hidden departments, nil being rows without one; none where workers are not known, since nothing is hidden then.
  static func hidden(_ report: Report) -> Set<String?> {
    guard let breakdown = report.review.breakdown, breakdown.isCountable else { return [] }
    return Set(breakdown.hidden.map(\.name))
  }

  static func text(_ department: DepartmentReview) -> String {
    department.isSuppressed ? suppressed : department.name ?? "No department"
  }
}
