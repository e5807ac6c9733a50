import Analysis
import Reporter

/// A folder of report files: each is written whole or not at all, and none is touched unless all may be.
struct ReportFolder {
  let path: String
  /// Whether files that the tool did not write are overwritten.
  var isForced = false
  var flavour = MarkdownFlavour.github

  func write(_ report: Report, formats: [ReportFormat]) throws {
    try write(formats.map { ("report.\($0.rawValue)", $0.render(report, flavour: flavour)) })
  }

  /// One file per department and format; returns their names.
  @discardableResult
  func write(_ departments: [DepartmentReport], formats: [ReportFormat]) throws -> [String] {
    let names = DepartmentFileNames.names(departments.map(\.figures.name))
    let files = zip(names, departments).flatMap { name, department in
      formats.map { ("\(name).\($0.rawValue)", $0.render(department, flavour: flavour)) }
    }
    try write(files)
    return files.map(\.0)
  }

  private func write(_ files: [(name: String, text: String)]) throws {
    try OutputFile.makeFolder(path)
    for file in files { try OutputFile.check(file.text, to: "\(path)/\(file.name)", isForced: isForced) }
    for file in files { try OutputFile.write(file.text, to: "\(path)/\(file.name)") }
  }
}
