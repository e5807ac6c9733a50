import Reporter

/// The formats of a report, by the ending of its file.
enum ReportFormat: String, CaseIterable {
  case md
  case json
  case html
  case csv
  case xlsx

  /// What goes to standard output: for CSV the figures in long form; nil for what is no text.
  func text(_ report: Report, flavour: MarkdownFlavour) throws -> String? {
    switch self {
    case .md: MarkdownReport.render(report, flavour: flavour)
    case .json: JSONReport.render(report)
    case .html: try HTMLReport.render(report)
    case .csv: CSVReport(report).facts
    case .xlsx: nil
    }
  }

  /// The files of the company's report.
  func files(_ report: Report, flavour: MarkdownFlavour) throws -> [ReportFile] {
    switch self {
    case .md: [ReportFile(name: "report.md", content: .text(MarkdownReport.render(report, flavour: flavour)))]
    case .json: [ReportFile(name: "report.json", content: .text(JSONReport.render(report)))]
    case .html: [ReportFile(name: "report.html", content: .text(try HTMLReport.render(report)))]
    case .xlsx: [ReportFile(name: "report.xlsx", content: .workbook(WorkbookReport.make(report)))]
    case .csv: CSVReport(report).files.map { ReportFile(name: $0.name, content: .text($0.text)) }
    }
  }

  /// One department's report; nil where the format has none.
  func text(_ department: DepartmentReport, flavour: MarkdownFlavour) -> String? {
    switch self {
    case .md: MarkdownDepartment.render(department, flavour: flavour)
    case .json: JSONDepartment.render(department)
    case .html, .csv, .xlsx: nil
    }
  }
}
