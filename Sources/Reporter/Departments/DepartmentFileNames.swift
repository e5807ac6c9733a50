/// File names of department reports: `department-legal`, without a suffix.
///
/// Lower-case letters, digits and hyphens alone, so that no name is a path, a device or hidden, and no two names are
/// the same file where letter case does not count. The same names give the same files.
public enum DepartmentFileNames {
  /// The longest name, in characters.
  static let limit = 80

  /// One name per department, in the order given; nil = rows without a department.
  public static func names(_ departments: [String?]) -> [String] {
    Report.keys(
      departments.map { name in
        let key = Report.keys([name ?? ""], fallback: "none").first ?? "none"
        return "department-" + key.prefix(limit)
      }, fallback: "department-none")
  }
}
