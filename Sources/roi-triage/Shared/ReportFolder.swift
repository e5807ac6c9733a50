import Analysis
import Reporter

/// A folder of report files: each is written whole or not at all, and none is touched unless all may be.
struct ReportFolder {
  let path: String
  /// Whether files that the tool did not write are overwritten.
  var isForced = false
  var flavour = MarkdownFlavour.github

  func write(_ report: Report, formats: [ReportFormat]) throws {
    try write(formats.flatMap { try $0.files(report, flavour: flavour) })
  }

  /// One file per department and format; returns their names.
  func write(_ departments: [DepartmentReport], formats: [ReportFormat]) throws -> [String] {
    let names = DepartmentFileNames.names(departments.map(\.figures.name))
    let files = zip(names, departments).flatMap { name, department in
      formats.compactMap { format in
        format.text(department, flavour: flavour).map {
          ReportFile(name: "\(name).\(format.rawValue)", content: .text($0))
        }
      }
    }
    try write(files)
    return files.map(\.name)
  }

  private func write(_ files: [ReportFile]) throws {
    try OutputFile.makeFolder(path)
    for file in files { try OutputFile.check(file.content, to: "\(path)/\(file.name)", isForced: isForced) }
    for file in files {
      switch file.content {
      case .text(let text): try OutputFile.write(text, to: "\(path)/\(file.name)")
      case .workbook(let workbook): try OutputFile.write(workbook, to: "\(path)/\(file.name)")
      }
    }
  }
}
