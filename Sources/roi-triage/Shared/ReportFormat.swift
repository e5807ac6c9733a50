import Reporter

/// The formats of a report, by the ending of its file.
enum ReportFormat: String, CaseIterable {
  case md
  case json

  func render(_ report: Report, flavour: MarkdownFlavour = .github) -> String {
    switch self {
    case .md: MarkdownReport.render(report, flavour: flavour)
    case .json: JSONReport.render(report)
    }
  }

  func render(_ department: DepartmentReport, flavour: MarkdownFlavour = .github) -> String {
    switch self {
    case .md: MarkdownDepartment.render(department, flavour: flavour)
    case .json: JSONDepartment.render(department)
    }
  }
}
