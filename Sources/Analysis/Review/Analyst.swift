public import TriageModel

/// Applies the method to the rollup of a company under one policy.
public struct Analyst: Sendable {
  public let policy: Policy
  /// Whether options show how their tasks are spread; no verdict needs it, and it is the dearest part of a review.
  public let showsSpread: Bool

  public init(policy: Policy, showsSpread: Bool = true) {
    self.policy = policy
    self.showsSpread = showsSpread
  }

  /// The review of the policy's period, or of the last full quarter in the data where it names none.
  ///
  /// The result depends on the content of cells and facts alone, not on their order nor on the numbers of workers.
  ///
  /// - Throws: `AnalysisError`, or whatever the source throws.
  public func review(_ source: some RollupSource) throws -> Review {
    try review(ReviewMaterial(source, period: policy.period))
  }

  /// The review of what was read already, whatever period the policy names.
  ///
  /// - Throws: `AnalysisError`.
  public func review(_ material: ReviewMaterial) throws(AnalysisError) -> Review {
    let book = try CompanyBook(
      period: material.period, tasks: material.tasks, spend: material.spend, policy: policy)
    let scale = LogScale()
    var outcomes: [CategoryReviewer.Outcome] = []
    for (name, category) in book.categories.inNameOrder() {
      outcomes.append(
        try outcome(name, category, company: book, facts: material.facts[name] ?? .empty, scale: scale))
    }
    let totals = PortfolioTotals(book: book, outcomes: outcomes, confidence: policy.boundedConfidence).totals()
    return Review(
      period: material.period, periodNote: material.chosen.note,
      level: Rounding.nineSignificantDigits(2 * policy.boundedConfidence - 1), totals: totals, ledger: book.ledger,
      categories: outcomes.map(\.review).sorted(by: Analyst.precedes),
      departments: book.departments.inNameOrder().map { name, book in
        DepartmentReview(name: name, spend: book.ledger.total.cost, statement: book.statement)
      },
      assumptions: AssumptionOrder.sorted(outcomes.flatMap(\.assumptions)),
      dataQuality: DataQuality(book: book, models: material.models).checks(), unusedLicences: book.unusedLicences,
      unpricedModels: DataQuality.unpricedModels(material.models), unattributed: book.unattributed,
      portfolio: PortfolioFigures(
        entries: outcomes.flatMap(\.portfolio), confidence: policy.boundedConfidence
      ).portfolio)
  }

  private func outcome(
    _ name: String, _ book: CategoryBook, company: CompanyBook, facts: FactTable, scale: LogScale
  ) throws(AnalysisError) -> CategoryReviewer.Outcome {
    let incumbent = book.incumbent
    let valued = try ValuedFacts(incumbent == nil ? .empty : facts, policy: policy)
    return CategoryReviewer(
      policy: policy, period: company.period, name: name, book: book, incumbent: incumbent,
      alternatives: incumbent.map(book.alternatives(to:)) ?? [], workers: WorkerEvidence(valued),
      pairs: PairEvidence(valued), distributions: showsSpread ? ToolDistributions(valued, scale: scale) : .none,
      usedTools: company.usedTools
    ).outcome()
  }

  /// By verdict, then spend freed, then spend, then name.
  private static func precedes(_ left: CategoryReview, _ right: CategoryReview) -> Bool {
    let order = Verdict.allCases
    if left.verdict != right.verdict {
      return (order.firstIndex(of: left.verdict) ?? 0) < (order.firstIndex(of: right.verdict) ?? 0)
    }
    if left.freed != right.freed { return left.freed > right.freed }
    if left.spend != right.spend { return left.spend > right.spend }
    return NameOrder.precedes(left.name, right.name)
  }
}
