import Analysis
import TriageModel

/// What hidden cost, spend without shown return and software candidates say of one department.
struct DepartmentInsights {
  let department: DepartmentReport
  private let insights: SpendInsights?

  init(_ department: DepartmentReport) {
    self.department = department
    insights = department.report.review.insights
  }

  private var name: String? { department.figures.name }

  // MARK: Hidden cost

  /// The department's own line; nil where it is one with others.
  var hiddenCost: HiddenCost.Line? {
    guard department.total != nil else { return nil }
    return insights?.hiddenCost.departments.first { !$0.isSuppressed && $0.name == name }
  }

  var hiddenCostViews: ReportTable? {
    hiddenCost.map {
      HiddenCostTables(cost: HiddenCost(company: $0, categories: [], departments: []), style: department.style).views
    }
  }

  static let hiddenCostWithheld: Phrase =
    "The hidden cost of this department is withheld, because it would show a group of fewer than \(NumberStyle.count(DepartmentBreakdown.fewestWorkers)) workers."

  // MARK: Spend without shown return

  var lowReturn: [OwnSakeUse.LowReturn] {
    department.total == nil ? [] : insights?.ownSake.lowReturn.filter { $0.department == name } ?? []
  }

  var lowReturnTable: ReportTable? {
    guard var own = insights else { return nil }
    own.ownSake.lowReturn = lowReturn
    return InsightTables(insights: own, style: department.style).lowReturn
  }

  var ownSakeTitle: Phrase {
    let count = lowReturn.count
    guard count > 0 else { return "No task category of this department is shown to spend without return." }
    return
      "\(NumberStyle.count(count)) task categor\(count == 1 ? "y" : "ies") of this department \(count == 1 ? "is" : "are") shown to spend without return: a question, not a blame."
  }

  // MARK: Software

  /// Candidates of the company among the categories that are shown here.
  var candidates: [String] {
    let shown = Set(department.figures.categories.map(\.name))
    return insights?.software.candidates.map(\.category).filter(shown.contains) ?? []
  }

  var softwareTitle: Phrase {
    let names = candidates
    guard !names.isEmpty else { return "No task category shown here looks as if software could do it." }
    return
      "Worth a pilot of ordinary software: \(Phrase.joined(names.map { "\(name: $0)" }, separator: ", ")). The signs are the company's and stand in its report."
  }
}
