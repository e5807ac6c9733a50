public import TriageModel

/// Applies the method to the rollup of a company under one policy.
public struct Analyst: Sendable {
  public let policy: Policy
  /// Whether options show how their tasks are spread, and departments what may be shown of each; no verdict needs
  /// it, and it is the dearest part of a review.
  public let showsSpread: Bool

  public init(policy: Policy, showsSpread: Bool = true) {
    self.policy = policy
    self.showsSpread = showsSpread
  }

  /// The review of the policy's period, or of the last full quarter in the data where it names none.
  ///
  /// The result depends on the content of cells and facts alone, not on their order nor on the numbers of workers.
  ///
  /// - Parameter other: a period of equal length to compare with, under the same policy; nil = none.
  /// - Throws: `AnalysisError`, or whatever the source throws.
  public func review(_ source: some RollupSource, comparing other: Period? = nil) throws -> Review {
    try review(source, comparing: other) {}.review
  }

  /// The same, and what `work` makes of the source while other cores judge categories: cells are read by then.
  ///
  /// - Throws: `AnalysisError`, or whatever the source or `work` throws.
  public func review<Other>(
    _ source: some RollupSource, comparing other: Period? = nil, beside work: () throws -> Other
  ) throws -> (review: Review, other: Other) {
    let material = try ReviewMaterial(source, period: policy.period, calendar: policy.calendar, keepsFacts: false)
    return try review(
      material, comparedWith: other.map { try material.other($0, source, keepsFacts: false) }, beside: work)
  }

  /// The review of what was read already, whatever period the policy names.
  ///
  /// - Parameter other: a period of equal length, read in the same way; nil = none.
  /// - Throws: `AnalysisError`, or whatever the source of facts throws.
  public func review(
    _ material: ReviewMaterial, comparedWith other: ReviewMaterial? = nil
  ) throws -> Review {
    try review(material, comparedWith: other) {}.review
  }

  private func review<Other>(
    _ material: ReviewMaterial, comparedWith other: ReviewMaterial?, beside work: () throws -> Other
  ) throws -> (review: Review, other: Other) {
    let (evaluation, found) = try evaluate(material, countsWorkers: showsSpread, beside: work)
    let (book, outcomes) = (evaluation.book, evaluation.outcomes)
    let ordered = outcomes.sorted { Analyst.precedes($0.review, $1.review) }
    let categories = ordered.map(\.review)
    var previous: PeriodEvaluation?
    if let other {
      previous = try Analyst(policy: policy, showsSpread: false)
        .evaluate(other, countsWorkers: showsSpread) {}.evaluation
    }
    let books = showsSpread ? [evaluation, previous].compactMap { $0.map(BreakdownBooks.init) } : []
    let breakdown =
      books.isEmpty
      ? nil
      : BreakdownMaking(periods: books, categories: categories, confidence: policy.boundedConfidence).breakdown()
    let groups = DepartmentGroups(evaluation, previous, breakdown: breakdown)
    let comparison = previous.map {
      evaluation.comparison(with: $0, order: categories, departments: groups, policy: policy)
    }
    let insights = breakdown.flatMap { breakdown in
      evaluation.hidden.map { hidden in
        InsightMaking(
          evaluation: evaluation, hidden: hidden, previous: previous, books: books, breakdown: breakdown,
          departments: groups, categories: categories, comparison: comparison, policy: policy
        ).insights()
      }
    }
    var review = Review(
      period: material.period, periodNote: material.chosen.note,
      level: Rounding.nineSignificantDigits(2 * policy.boundedConfidence - 1), totals: evaluation.totals,
      ledger: book.ledger, categories: categories,
      departments: groups.reviews(evaluation),
      assumptions: AssumptionOrder.sorted(outcomes.flatMap(\.assumptions)),
      dataQuality: evaluation.checks + (previous.map { InvoiceQuality.comparison(evaluation, with: $0) } ?? []),
      unusedLicences: book.unusedLicences,
      unpricedModels: DataQuality.unpricedModels(material.models), unattributed: book.unattributed,
      portfolio: PortfolioFigures(
        entries: outcomes.flatMap(\.portfolio), confidence: policy.boundedConfidence
      ).portfolio, comparison: comparison, breakdown: breakdown, insights: insights,
      reconciliation: evaluation.reconciliation)
    review.costRange = CostRange(material.models, spend: book.ledger.total.cost)
    review.untieredUse = UntieredUse(material.models)
    review.unattributedTest = UnattributedTest(amount: book.notAttributed(evaluation.reconciliation), ordered)
    return (review, found)
  }

  private func checks(
    _ material: ReviewMaterial, _ book: CompanyBook, _ reconciliation: Reconciliation?
  ) -> [QualityCheck] {
    DataQuality(
      book: book, models: material.models, isInvoiced: reconciliation.map { $0.isInvoiced && $0.isComplete } ?? false
    ).checks()
      + (reconciliation.map {
        InvoiceQuality(
          reconciliation: $0, timezone: policy.timezone, separateProviders: policy.separateProviders
        ).checks
      } ?? [])
      + SeparateNames(policy, material).checks
  }

  /// - Parameters:
  ///   - countsWorkers: whether the workers of each department are counted.
  ///   - work: done while other cores judge categories.
  private func evaluate<Other>(
    _ material: ReviewMaterial, countsWorkers: Bool, beside work: () throws -> Other
  ) throws -> (evaluation: PeriodEvaluation, other: Other) {
    let (book, facts) = try readings(material, countsWorkers: countsWorkers)
    var billed = book
    let reconciliation = ReconciliationMaking(
      period: material.period, policy: policy, invoices: material.invoices, models: material.models,
      usageDays: material.usageDays
    ).reconciliation()
    if let reconciliation { billed.bill(reconciliation.billedBeyondUsage) }
    let company = billed
    let unattributed = company.notAttributed(reconciliation)
    let names = company.categories.inNameOrder().map(\.key)
    let none = try FactEvidence(.empty, policy: policy, scale: nil, countsWorkers: false)
    // What needs no verdict is worked out beside the verdicts.
    let (beside, outcomes) = try ConcurrentWork.map(names) { name in
      let book = company.categories[name] ?? CategoryBook()
      let evidence = book.incumbent.flatMap { _ in facts[name] } ?? none
      return reviewer(name, book, company, evidence, unattributed).outcome()
    } beside: {
      (
        hidden: showsSpread ? try HiddenCostMaking(material, policy: policy) : nil,
        workers: DepartmentWorkers(names.map { ($0, (facts[$0] ?? none).departments) }),
        use: WorkerUse(names.map { ($0, (facts[$0] ?? none).use) }),
        checks: checks(material, company, reconciliation), other: try work()
      )
    }
    let totals = PortfolioTotals(book: company, outcomes: outcomes, confidence: policy.boundedConfidence).totals()
    let evaluation = PeriodEvaluation(
      material: material, book: company, outcomes: outcomes, totals: totals, reconciliation: reconciliation,
      workers: beside.workers, use: beside.use, hidden: beside.hidden, checks: beside.checks)
    return (evaluation, beside.other)
  }

  /// The book of all cells, and what the facts of each category say: neither needs the other.
  private func readings(
    _ material: ReviewMaterial, countsWorkers: Bool
  ) throws -> (CompanyBook, [String: FactEvidence]) {
    let scale = showsSpread ? LogScale() : nil
    let names = material.facts.categories
    let (book, facts) = try ConcurrentWork.map(names) { name in
      try FactEvidence(material.facts.table(of: name), policy: policy, scale: scale, countsWorkers: countsWorkers)
    } beside: {
      try CompanyBook(material, policy: policy)
    }
    return (book, Dictionary(uniqueKeysWithValues: zip(names, facts)))
  }

  private func reviewer(
    _ name: String, _ book: CategoryBook, _ company: CompanyBook, _ evidence: FactEvidence, _ unattributed: Money
  ) -> CategoryReviewer {
    let incumbent = book.incumbent
    return CategoryReviewer(
      policy: policy, period: company.period, name: name, book: book, incumbent: incumbent,
      alternatives: incumbent.map(book.alternatives(to:)) ?? [], workers: evidence.workers, pairs: evidence.pairs,
      distributions: evidence.distributions, usedTools: company.usedTools, unattributed: unattributed)
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
