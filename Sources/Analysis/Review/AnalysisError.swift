public import TriageModel

/// Why no review can be made.
public enum AnalysisError: Error, Hashable, Sendable {
  /// There is neither a task nor a request.
  case noRows
  /// No task and no request falls into the period; `months` are those that have any, in order.
  case emptyPeriod(Period, months: [Month])
  /// No task and no request falls into the period to compare with.
  case emptyComparison(Period, months: [Month])
  /// The period to compare with is longer or shorter than the one of the report.
  case unequalPeriods(Period, with: Period)
  /// The periods have months in common.
  case overlappingPeriods(Period, with: Period)
  /// The policy gives a budget to a department that no row of the data has; `known` are those that have rows.
  case unknownDepartment(String, known: [String])
  /// An amount of the category leaves the range that can be added up exactly (about 10²¹ dollars).
  case overflow(category: String?)

  /// What is wrong and what to do about it.
  public var diagnostic: Diagnostic {
    switch self {
    case .noRows:
      return Diagnostic(
        code: "no-rows", message: "there is neither a task nor a request to review",
        remedy: "Import a usage file and an outcome file first.")
    case .emptyPeriod(let period, let months):
      return Diagnostic(
        code: "empty-period", field: "period", value: period.text,
        message: "no task and no request falls into the period", remedy: AnalysisError.monthsRemedy(months))
    case .emptyComparison(let period, let months):
      return Diagnostic(
        code: "empty-comparison", field: "--compare", value: period.text,
        message: "no task and no request falls into the period to compare with",
        remedy: AnalysisError.monthsRemedy(months))
    case .unequalPeriods(let other, let period):
      return Diagnostic(
        code: "unequal-periods", field: "--compare", value: other.text,
        message: "has another length than the report's period, \(period.text)",
        remedy:
          "Give a period of \(AnalysisError.length(period)), for example --compare \(AnalysisError.before(period)).")
    case .overlappingPeriods(let other, let period):
      return Diagnostic(
        code: "overlapping-periods", field: "--compare", value: other.text,
        message: "has months in common with the report's period, \(period.text)",
        remedy: "Give a period before or after it, for example --compare \(AnalysisError.before(period)).")
    case .unknownDepartment(let name, let known):
      return AnalysisError.unknownDepartment(name, known)
    case .overflow(let category):
      return Diagnostic(
        code: "overflow", field: "category", value: category.map { PrintableText.cut($0) },
        message: "amounts are too large to be added up exactly",
        remedy: "Look for a value, a number of minutes or a rate with digits too many.")
    }
  }

  private static func unknownDepartment(_ name: String, _ known: [String]) -> Diagnostic {
    let nearest = NearestName.find(name, among: known).map { "Did you mean \(PrintableText.cut($0))? " } ?? ""
    let list = known.isEmpty ? "none" : PrintableText.cut(known.joined(separator: ", "), limit: 400)
    return Diagnostic(
      code: "unknown-department", field: "budgets", value: PrintableText.cut(name),
      message: "the policy gives a budget to a department that no row has",
      remedy: nearest + "Departments: \(list).")
  }

  private static func length(_ period: Period) -> String {
    let months = period.end.index - period.first.index
    return months == 1 ? "one month" : "\(months) months"
  }

  /// The period of equal length that ends where this one begins.
  private static func before(_ period: Period) -> String {
    let months = period.end.index - period.first.index
    return Period(first: period.first.advanced(by: -months), end: period.first).text
  }

  private static func monthsRemedy(_ months: [Month]) -> String {
    let shown = months.suffix(12).map(\.text).joined(separator: ", ")
    let more = months.count > 12 ? "; \(months.count - 12) earlier months are not listed" : ""
    return "Months with rows: \(shown)\(more). Choose a period that holds one of them."
  }
}
