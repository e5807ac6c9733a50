import ArgumentParser
import Reporter
import Storage
import TriageModel

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Report on what is loaded: Markdown on standard output, or a folder of files.",
    discussion: """
      Example:
        roi-triage report --policy policy.yaml --period 2026Q3 > summary.md
        roi-triage report --policy policy.yaml --format md,json,html --out report/
      """)

  @Option(help: ArgumentHelp("The policy: tools, tiers, rates, thresholds.", valueName: "file"))
  var policy: String

  @Option(help: "The months to report: 2026Q3, 2026-07, 2026, or 2026-05..2026-08 with the end excluded.")
  var period: String?

  @Option(help: "md, json, html, csv, xlsx, or several with commas; without --out only one, and csv is facts.csv.")
  var format = "md"

  @Option(
    help: ArgumentHelp(
      "Write report.md, report.json, report.html, report.xlsx and the CSV files into this folder.", valueName: "folder")
  )
  var out: String?

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
  }

  private var names: [String] { format.split(separator: ",").map(String.init) }

  func run() throws {
    try reportingFailures {
      let period = try PeriodOption.parse(period)
      let source = try PolicySource(path: policy, quiet: messages.quiet)
      let opened = try database.openForReport()
      let report = try ReportMaking(database: opened, policySource: source, period: period).report()
      let formats = names.compactMap(ReportFormat.init(rawValue:))
      guard let out else {
        for format in formats { try format.render(report).map(Terminal.output) }
        return
      }
      try ReportFolder.write(report, to: out, formats: formats)
      try Terminal.output(AnswerText.render(report, width: Terminal.width))
    }
  }
}
