import Analysis
import ArgumentParser
import Reporter
import Storage
import TriageModel

struct HiddenCostCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hidden-cost",
    abstract: "Show where money goes unseen: failed and abandoned tasks, sub-agents, reasoning, repeated attempts.",
    discussion: """
      Views of the same spend that overlap; only failed and abandoned tasks add up.

      Example:
        roi-triage hidden-cost --policy policy.yaml --period 2026Q3
      """)

  @OptionGroup var options: BudgetCommand.Options

  func run() throws {
    try reportingFailures {
      let making = try options.making()
      let (report, cost) = try making.hiddenCost()
      try Terminal.output(
        options.json
          ? HiddenCostJSON.render(report, cost) : HiddenCostText.render(report, cost, width: Terminal.width))
    }
  }
}

extension ReportMaking {
  /// The report of the period and what its spend hides, read while the database is checked.
  fileprivate func hiddenCost() throws -> (report: Report, cost: HiddenCost) {
    var policy = policySource.policy
    if let period { policy.period = period }
    return try checking(policy) {
      let source = DatabaseRollupSource(database)
      let report = reportWithoutRows(try Analyst(policy: policy, showsSpread: false).review(source))
      let period = report.review.period
      let cost = try HiddenCost(
        database.hiddenCost(in: period), tasks: source.taskCells(in: period), policy: policy)
      return (report, cost)
    }
  }
}
