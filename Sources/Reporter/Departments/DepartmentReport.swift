public import Analysis
import TriageModel

/// What may be shown of one department, with the company's report that it is a part of.
///
/// Verdicts are the company's; amounts are the department's own. It holds no figure of another department.
public struct DepartmentReport: Hashable, Sendable {
  public let report: Report
  public let figures: DepartmentFigures
  /// One unit for the department's own amounts.
  public let style: NumberStyle

  /// Nil where the review was made without a breakdown, or has no such department.
  public init?(_ report: Report, department name: String?) {
    guard let breakdown = report.review.breakdown, breakdown.isCountable,
      let figures = breakdown.departments.first(where: { $0.name == name })
    else { return nil }
    self.report = report
    self.figures = figures
    style = NumberStyle(largest: DepartmentReport.largest(figures), level: report.review.level)
  }

  /// The reports of all departments, by name, the blank one last; none where workers are not known.
  public static func all(_ report: Report) -> [DepartmentReport] {
    (report.review.breakdown?.departments ?? []).compactMap { DepartmentReport(report, department: $0.name) }
  }

  /// The department's total where it may be shown here.
  public var total: PairedFigures? { figures.isSmall ? nil : figures.total }

  /// The hidden categories together where they may be shown here.
  public var suppressed: PairedFigures? { figures.isSmall ? nil : figures.suppressed }

  /// Its own budget; nil where the policy gives it none.
  public var budget: BudgetUse? {
    report.budgets.first { $0.department != nil && $0.department == figures.name }
  }

  var previousTitle: String? { report.review.comparison.map { PeriodWords(period: $0.period).title } }

  private static func largest(_ figures: DepartmentFigures) -> Money {
    let groups = figures.categories.map(\.figures) + [figures.total, figures.notAttributed].compactMap { $0 }
    let amounts = groups.flatMap { pair -> [Money] in
      [pair.current, pair.previous].compactMap { $0 }.flatMap {
        [$0.spend, $0.statement.grossValue, $0.statement.netAfterEverything]
      }
    }
    return Money(nanos: amounts.map { Int128($0.nanos.magnitude) }.max() ?? 0)
  }
}
