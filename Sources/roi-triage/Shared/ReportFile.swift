import Workbook

/// One file of a report, before it is written.
struct ReportFile {
  enum Content {
    case text(String)
    case workbook(Workbook)
  }

  let name: String
  let content: Content
}
