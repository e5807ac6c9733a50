import Analysis
import TriageModel

/// The sentences of one department's report.
struct DepartmentWords {
  let department: DepartmentReport

  init(_ department: DepartmentReport) { self.department = department }

  private var totals: Totals { department.report.review.totals }

  /// `Legal spends $68.14 on AI a quarter, 24.4% of the company.`
  var title: Phrase {
    let isNamed = department.figures.name?.contains { !$0.isWhitespace } ?? false
    let name: Phrase = isNamed ? "\(name: department.figures.name, limit: 40)" : "Work without a department"
    guard let total = department.total else {
      return "\(name): no total is shown, because it would give away a group of few workers."
    }
    let spend: Phrase = "\(department.style.sentence(total.current.spend), field: "totals.spend")"
    let each = PeriodWords(period: department.report.review.period).each
    guard let share = NumberStyle.share(total.current.spend, of: totals.spend) else {
      return "\(name) spends \(spend) on AI\(each)."
    }
    return "\(name) spends \(spend) on AI\(each), \(share, field: "totals.share_of_company") of the company."
  }

  /// What the company's totals are: the only figures that are not the department's.
  var company: Phrase {
    let style = department.report.style
    return
      "The whole company: \(style.sentence(totals.spend), field: "company.spend") of AI spend, \(style.estimateSentence(totals.netValue.value), field: "company.net_value.value") of net value after all AI cost."
  }

  static let verdicts: Phrase =
    "Verdicts are the company's, from the tasks of all departments; the amounts are this department's own. What a move "
    + "frees or adds is judged for the company as a whole and stands in its report."

  /// Why something is not shown; nil where all is.
  var suppression: Phrase? {
    guard department.figures.hasSuppressed || department.total == nil else { return nil }
    return
      "Groups of fewer than \(NumberStyle.count(DepartmentBreakdown.fewestWorkers)) workers are not shown, nor what would give them back. Their sum is one line, unless it is withheld for the same reason."
  }
}
