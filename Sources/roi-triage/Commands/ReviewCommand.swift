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
      Usage and outcome files may be exports of other tools, as `roi-triage import` takes them; one without dates covers \
      what --period says.

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

  @Option(
    help: ArgumentHelp(
      "Bills: invoices.csv, or a provider's cost export, told by its header.", valueName: "file"))
  var invoices: [String] = []

  @Option(help: ArgumentHelp("The policy: tools, tiers, rates, thresholds.", valueName: "file"))
  var policy: String

  @Option(help: ArgumentHelp("The folder for the report.", valueName: "folder"))
  var out = "report"

  @Option(help: "The months to report: 2026Q3, 2026-07, 2026, or 2026-05..2026-08 with the end excluded.")
  var period: String?

  @Option(help: ArgumentHelp("A period of equal length to compare with, under the same policy.", valueName: "period"))
  var compare: String?

  @Flag(
    help: "Work out what caps do, too, where there are so many requests that it takes seconds (section cap-vs-triage).")
  var caps = false

  @Flag(help: "Overwrite report files that roi-triage did not write.")
  var force = false

  @OptionGroup var source: SourceOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var messages: MessageOptions

  func run() throws {
    try reportingFailures {
      let source = try PolicySource(path: policy, quiet: messages.quiet)
      let calendar = source.policy.calendar
      let period = try PeriodOption.parse(period, calendar: calendar)
      let compared = try PeriodOption.parse(compare, option: "--compare", calendar: calendar)
      let files =
        prices.map { ImportFile(path: $0, format: .prices) } + usage.map { ImportFile(path: $0, format: .usage) }
        + outcomes.map { ImportFile(path: $0, format: .outcomes) } + invoices.map { ImportFile(path: $0) }
      let opened = try fill(files, source.policy, try self.source.settings(period: period))
      let report = try ReportMaking(
        checked: opened, policySource: source, period: period, compared: compared, wantsCaps: caps
      ).report()
      try ReportFolder(path: out, isForced: force).write(report, formats: [.md, .json, .html])
      try Terminal.output(AnswerText.render(report, width: Terminal.width, marks: Terminal.marks))
      if !messages.quiet { Terminal.message("Report: \(out)/report.html, report.md and report.json") }
    }
  }
}

extension ReviewCommand {
  private func fill(
    _ files: [ImportFile], _ policy: Policy, _ settings: SourceSettings
  ) throws -> CheckedDatabase {
    guard !files.isEmpty else { return try database.openForReport() }
    var options = ImportOptions()
    options.source = settings
    options.aliases = policy.modelAliases
    options.zone = try PolicyZone.zone(of: policy)
    let filling = DatabaseFilling(
      path: database.path, files: files, options: options, keepsWorkerIDs: false, rejects: nil, quiet: messages.quiet)
    filling.say(try filling.run().outcomes)
    return try database.openForReport()
  }
}

enum PeriodOption {
  /// - Parameter calendar: says when the fiscal year begins.
  static func parse(
    _ text: String?, option: String = "--period", calendar: ReportingCalendar = ReportingCalendar()
  ) throws -> Period? {
    guard let text else { return nil }
    // Outside of these years the months leave the range of `Instant`.
    if let period = Period(text, calendar: calendar), period.first.year >= 1900, period.end.year <= 2200 {
      return period
    }
    throw Failure(
      .usage,
      [
        Diagnostic(
          code: "bad-period", field: option, value: PrintableText.cut(text), message: "is no period",
          remedy: "Write 2026Q3, 2026-07, 2026, 2026-FQ3, or 2026-05..2026-08 with the end excluded.")
      ])
  }
}
