import Analysis
import ArgumentParser
import Reporter
import Storage
import TriageModel

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show the whole evidence for the verdict on one category, figure by figure.",
    discussion: """
      Example:
        roi-triage explain invoice_matching --policy policy.yaml
        roi-triage explain invoice_matching --policy policy.yaml --csv > evidence.csv
      """)

  @Argument(help: "The category, as the outcome files name it.")
  var category: String

  @Option(help: ArgumentHelp("The policy: tools, tiers, rates, thresholds.", valueName: "file"))
  var policy: String

  @Option(help: "The months to report: 2026Q3, 2026-07, 2026, or 2026-05..2026-08 with the end excluded.")
  var period: String?

  @Flag(help: "One figure per row as CSV, for a spreadsheet.")
  var csv = false

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var messages: MessageOptions

  func run() throws {
    try reportingFailures {
      let source = try PolicySource(path: policy, quiet: messages.quiet)
      let calendar = source.policy.calendar
      let period = try PeriodOption.parse(period, calendar: calendar)
      let opened = try database.openForReport()
      let report = try ReportMaking(checked: opened, policySource: source, period: period).report()
      guard let found = report.category(named: category) else { throw unknownCategory(report) }
      try Terminal.output(
        csv ? ExplainCSV.render(report, category: found) : ExplainText.render(report, category: found))
    }
  }

  private func unknownCategory(_ report: Report) -> Failure {
    let names = report.review.categories.map(\.name)
    let nearest = NearestName.find(category, among: names).map { "Did you mean \($0)? " } ?? ""
    let listed = PrintableText.cut(names.sorted().joined(separator: ", "), limit: 400)
    return Failure(
      .noSuchInput,
      [
        Diagnostic(
          code: "no-such-category", value: PrintableText.cut(category),
          message: "no task of this category was completed in \(report.review.period.text)",
          remedy: "\(nearest)Categories: \(listed)")
      ])
  }
}
