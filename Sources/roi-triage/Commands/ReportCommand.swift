import Analysis
import ArgumentParser
import Reporter
import Storage
import TriageModel

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Report on what is loaded: the answer on a terminal, Markdown in a pipe, or a folder of files.",
    discussion: """
      Example:
        roi-triage report --policy policy.yaml --period 2026Q3 > summary.md
        roi-triage report --policy policy.yaml --period 2026Q3 --compare 2026Q2 --format md,json,html --out report/
        roi-triage report --policy policy.yaml --format md --section decisions
        roi-triage report --policy policy.yaml --department Legal > legal.md
        roi-triage report --policy policy.yaml --all-departments --out departments/
      """)

  @Option(help: ArgumentHelp("The policy: tools, tiers, rates, thresholds.", valueName: "file"))
  var policy: String

  @Option(help: "The months to report: 2026Q3, 2026-07, 2026, or 2026-05..2026-08 with the end excluded.")
  var period: String?

  @Option(help: ArgumentHelp("A period of equal length to compare with, under the same policy.", valueName: "period"))
  var compare: String?

  @Option(
    help:
      "md, json, html, csv, xlsx, or several with commas; without --out only one, and csv is facts.csv. Default: md.")
  var format: String?

  @Option(help: "Where the Markdown is read: github, or plain without comments and HTML.")
  var flavour = FlavourOption.github

  @Option(help: ArgumentHelp("One section of the Markdown alone: decisions, verdicts, …", valueName: "name"))
  var section: String?

  @Option(help: ArgumentHelp("The report of this department alone.", valueName: "name"))
  var department: String?

  @Flag(help: "One report for each department, into the folder of --out.")
  var allDepartments = false

  @Option(
    help: ArgumentHelp(
      "Write report.md, report.json, report.html, report.xlsx and the CSV files into this folder.", valueName: "folder")
  )
  var out: String?

  @Flag(help: "The answer as plain text, without colours, on a terminal or not.")
  var plain = false

  @Flag(
    help: "Work out what caps do, too, where there are so many requests that it takes seconds (section cap-vs-triage).")
  var caps = false

  @Flag(help: "Overwrite report files that roi-triage did not write.")
  var force = false

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var messages: MessageOptions

  func validate() throws {
    let unknown = names.filter { ReportFormat(rawValue: $0) == nil }
    if let name = unknown.first {
      throw ValidationError("--format \(name): the formats are md, json, html, csv and xlsx.")
    }
    if out == nil, names == [ReportFormat.xlsx.rawValue] {
      throw ValidationError("A workbook is no text: --out FOLDER writes it there.")
    }
    if out == nil, names.count != 1 { throw ValidationError("Several formats need a folder: --out FOLDER.") }
    if allDepartments, out == nil { throw ValidationError("--all-departments needs a folder: --out FOLDER.") }
    if allDepartments, department != nil {
      throw ValidationError("Give --department or --all-departments, not both.")
    }
    if department != nil || allDepartments, names.contains(where: { $0 == "csv" || $0 == "xlsx" }) {
      throw ValidationError("Reports of departments are md or json.")
    }
    if section != nil, names != ["md"] || out != nil || department != nil || allDepartments {
      throw ValidationError("--section gives one part of the company's Markdown on standard output.")
    }
    if plain, format != nil || out != nil || section != nil || department != nil || allDepartments {
      throw ValidationError("--plain gives the answer on standard output; it goes with no format and no folder.")
    }
  }

  private var names: [String] { (format ?? "md").split(separator: ",").map(String.init) }
  private var formats: [ReportFormat] { names.compactMap(ReportFormat.init(rawValue:)) }

  func run() throws {
    try reportingFailures {
      let opened = Result { try database.openForReport() }
      let source = try PolicySource(path: policy, quiet: messages.quiet)
      let calendar = source.policy.calendar
      let period = try PeriodOption.parse(period, calendar: calendar)
      let compared = try PeriodOption.parse(compare, option: "--compare", calendar: calendar)
      let making = ReportMaking(
        checked: try opened.get(), policySource: source, period: period, compared: compared,
        wantsCaps: caps || section == "cap-vs-triage")
      if givesText {
        let texts = try making.report { report in
          try formats.compactMap { try $0.text(report, flavour: flavour.markdown) }
        }
        return try texts.forEach { try Terminal.output($0) }
      }
      let report = try making.report()
      if department != nil || allDepartments { return try writeDepartments(report) }
      if let section { return try Terminal.output(try text(of: section, report)) }
      if let out {
        try ReportFolder(path: out, isForced: force, flavour: flavour.markdown).write(report, formats: formats)
        return try answer(report)
      }
      return try answer(report)
    }
  }

  /// Whether the whole report goes to standard output, and not the answer alone.
  private var givesText: Bool {
    if out != nil || section != nil || department != nil || allDepartments || plain { return false }
    return format != nil || !Terminal.outputIsTerminal
  }

  private func answer(_ report: Report) throws {
    try Terminal.output(
      AnswerText.render(report, width: Terminal.width, marks: plain ? .words : Terminal.marks))
  }

  private func text(of section: String, _ report: Report) throws -> String {
    if let text = MarkdownReport.render(report, section: section, flavour: flavour.markdown) { return text }
    let names = MarkdownReport.sectionNames(report)
    let nearest = NearestName.find(section, among: names).map { "Did you mean \($0)? " } ?? ""
    throw Failure(
      .usage,
      [
        Diagnostic(
          code: "no-such-section", field: "--section", value: PrintableText.cut(section), message: "is no section",
          remedy: nearest + "Sections: " + PrintableText.cut(names.joined(separator: ", "), limit: 600) + ".")
      ])
  }
}

extension ReportCommand {
  private func writeDepartments(_ report: Report) throws {
    guard report.review.breakdown?.isCountable == true else { throw uncountable }
    let departments =
      try department.map { [try found($0, report)] }
      ?? DepartmentReport.all(report)
    guard let out else {
      for department in departments {
        for format in formats { try format.text(department, flavour: flavour.markdown).map(Terminal.output) }
      }
      return
    }
    let files = try ReportFolder(path: out, isForced: force, flavour: flavour.markdown).write(
      departments, formats: formats)
    try Terminal.output(files.map { "\(out)/\($0)\n" }.joined())
  }

  private func found(_ name: String, _ report: Report) throws -> DepartmentReport {
    if let department = DepartmentReport(report, department: name) { return department }
    let names = (report.review.breakdown?.departments ?? []).compactMap(\.name)
    let nearest = NearestName.find(name, among: names).map { "Did you mean \($0)? " } ?? ""
    throw Failure(
      .noSuchInput,
      [
        Diagnostic(
          code: "no-such-department", field: "--department", value: PrintableText.cut(name),
          message: "no row of \(report.review.period.text) has this department",
          remedy: nearest + "Departments: " + PrintableText.cut(names.joined(separator: ", "), limit: 400) + ".")
      ])
  }

  private var uncountable: Failure {
    Failure(
      .inputRejected,
      [
        Diagnostic(
          code: "workers-not-known", field: "worker_id",
          message: "no outcome names its worker, so groups of few people cannot be told apart",
          remedy: "Give outcomes a worker_id; the database keeps keyed hashes of it.")
      ])
  }
}

/// What `--flavour` takes.
enum FlavourOption: String, ExpressibleByArgument, CaseIterable {
  case github
  case plain

  var markdown: MarkdownFlavour {
    switch self {
    case .github: .github
    case .plain: .plain
    }
  }
}
