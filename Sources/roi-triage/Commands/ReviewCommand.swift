import ArgumentParser
import Importer
import Reporter
import Storage
import TriageModel

struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Import the given files, analyse them, and write the report folder: the main job in one go.",
    discussion: """
      Writes report.html, report.md and report.json and shows a short answer. A file that was imported before changes nothing.

      Example:
        roi-triage review --usage usage.csv --outcomes outcomes.csv --prices prices.csv \\
          --policy policy.yaml --out report/
      """)

  @Option(help: ArgumentHelp("Usage files: one row per request.", valueName: "file"))
  var usage: [String] = []

  @Option(help: ArgumentHelp("Outcome files: one row per task.", valueName: "file"))
  var outcomes: [String] = []

  @Option(help: ArgumentHelp("Price books.", valueName: "file"))
  var prices: [String] = []

  @Option(help: ArgumentHelp("The policy: tools, tiers, rates, thresholds.", valueName: "file"))
  var policy: String

  @Option(help: ArgumentHelp("The folder for the report.", valueName: "folder"))
  var out = "report"

  @Option(help: "The months to report: 2026Q3, 2026-07, 2026, or 2026-05..2026-08 with the end excluded.")
  var period: String?

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var messages: MessageOptions

  func run() throws {
    try reportingFailures {
      let period = try PeriodOption.parse(period)
      let source = try PolicySource(path: policy, quiet: messages.quiet)
      let files =
        prices.map { ImportFile(path: $0, format: .prices) } + usage.map { ImportFile(path: $0, format: .usage) }
        + outcomes.map { ImportFile(path: $0, format: .outcomes) }
      let opened = try fill(files, source.policy)
      let report = try ReportMaking(database: opened, policySource: source, period: period).report()
      try ReportFolder.write(report, to: out, formats: [.md, .json, .html])
      try Terminal.output(AnswerText.render(report, width: Terminal.width))
      if !messages.quiet { Terminal.message("Report: \(out)/report.html, report.md and report.json") }
    }
  }
}

extension ReviewCommand {
  private func fill(_ files: [ImportFile], _ policy: Policy) throws -> TriageDatabase {
    guard !files.isEmpty else { return try database.openForReport() }
    var options = ImportOptions()
    options.aliases = policy.modelAliases
    let filling = DatabaseFilling(
      path: database.path, files: files, options: options, keepsWorkerIDs: false, rejects: nil, quiet: messages.quiet)
    filling.say(try filling.run().outcomes)
    return try database.openForReport()
  }
}

enum PeriodOption {
  static func parse(_ text: String?) throws -> Period? {
    guard let text else { return nil }
    // Outside of these years the months leave the range of `Instant`.
    if let period = Period(text), period.first.year >= 1900, period.end.year <= 2200 { return period }
    throw Failure(
      .usage,
      [
        Diagnostic(
          code: "bad-period", field: "--period", value: PrintableText.cut(text), message: "is no period",
          remedy: "Write 2026Q3, 2026-07, 2026, or 2026-05..2026-08 with the end excluded.")
      ])
  }
}

enum ReportFormat: String, CaseIterable {
  case md
  case json
  case html
  case csv
  case xlsx

  /// What goes to standard output: for CSV the figures in long form; nil for what is no text.
  func render(_ report: Report) throws -> String? {
    switch self {
    case .md: MarkdownReport.render(report)
    case .json: JSONReport.render(report)
    case .html: try HTMLReport.render(report)
    case .csv: CSVReport(report).facts
    case .xlsx: nil
    }
  }
}

enum ReportFolder {
  /// Writes `report.md`, `report.json`, `report.html`, `report.xlsx` and the CSV files into `folder`, each whole or not
  /// at all.
  static func write(_ report: Report, to folder: String, formats: [ReportFormat]) throws {
    try OutputFile.makeFolder(folder)
    for format in formats {
      switch format {
      case .md: try OutputFile.write(MarkdownReport.render(report), to: "\(folder)/report.md")
      case .json: try OutputFile.write(JSONReport.render(report), to: "\(folder)/report.json")
      case .html: try OutputFile.write(HTMLReport.render(report), to: "\(folder)/report.html")
      case .xlsx: try OutputFile.write(WorkbookReport.make(report), to: "\(folder)/report.xlsx")
      case .csv: for file in CSVReport(report).files { try OutputFile.write(file.text, to: "\(folder)/\(file.name)") }
      }
    }
  }
}
