public import TriageModel

/// Why no review can be made.
public enum AnalysisError: Error, Hashable, Sendable {
  /// There is neither a task nor a request.
  case noRows
  /// No task and no request falls into the period; `months` are those that have any, in order.
  case emptyPeriod(Period, months: [Month])
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
    case .overflow(let category):
      return Diagnostic(
        code: "overflow", field: "category", value: category.map { PrintableText.cut($0) },
        message: "amounts are too large to be added up exactly",
        remedy: "Look for a value, a number of minutes or a rate with digits too many.")
    }
  }

  private static func monthsRemedy(_ months: [Month]) -> String {
    let shown = months.suffix(12).map(\.text).joined(separator: ", ")
    let more = months.count > 12 ? "; \(months.count - 12) earlier months are not listed" : ""
    return "Months with rows: \(shown)\(more). Choose a period that holds one of them."
  }
}
