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
      Views of the same spend that overlap; only failed and abandoned tasks add up. Then agent trees, spend without
      shown return, and work that ordinary software could do. Groups of fewer than five workers are one line.

      Example:
        roi-triage hidden-cost --policy policy.yaml --period 2026Q3
      """)

  @OptionGroup var options: BudgetCommand.Options

  func run() throws {
    try reportingFailures {
      let (report, trees) = try options.making().hiddenCost()
      try Terminal.output(
        options.json
          ? HiddenCostJSON.render(report, trees) : HiddenCostText.render(report, trees, width: Terminal.width))
    }
  }
}

extension ReportMaking {
  /// The report of the period, from the rollup, and its agent trees, from the rows: read while the database is checked.
  fileprivate func hiddenCost() throws -> (report: Report, trees: AgentTrees) {
    var policy = policySource.policy
    if let period { policy.period = period }
    return try checking(policy) {
      let report = reportWithoutRows(try Analyst(policy: policy).review(DatabaseRollupSource(database)))
      return (report, try database.agentTrees(in: report.review.period))
    }
  }
}
