import Analysis

/// What tables of values call a department.
enum DepartmentLabel {
  /// The hidden departments together: one line, and no name among them.
  static let suppressed = "Suppressed"

  static func text(_ department: DepartmentReview) -> String {
    department.isSuppressed ? suppressed : department.name ?? "No department"
  }
}
