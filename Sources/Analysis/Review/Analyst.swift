public import TriageModel

/// Applies the method to the rollup cells of a company under one policy.
public struct Analyst: Sendable {
  public let policy: Policy
  /// Whether a pilot must be worth its cost (method 3.4) and an assumed tool may be piloted (method 3.5). Without it
  /// every undecided category is a pilot of classical size; the economics are worked out in either case.
  public let weighsPilots: Bool

  public init(policy: Policy, weighsPilots: Bool = false) {
    self.policy = policy
    self.weighsPilots = weighsPilots
  }

  /// The review of the policy's period, or of the last full quarter in the data where it names none.
  ///
  /// The result depends on the content of the cells alone, not on their order nor on the numbers of clusters.
  ///
  /// - Throws: `AnalysisError`, or whatever the source throws.
  public func review(_ source: some RollupSource) throws -> Review {
    let spend = try source.spendCells()
    let chosen = try period(source, spend: spend)
    let period = chosen.period
    let book = try CompanyBook(period: period, tasks: source.taskCells(in: period), spend: spend, policy: policy)
    let models = try source.modelCells(in: period)
    let outcomes = try book.categories.inNameOrder().map { name, category in
      try outcome(name, category, company: book, source: source)
    }
    let totals = PortfolioTotals(book: book, outcomes: outcomes, confidence: policy.boundedConfidence).totals()
    return Review(
      period: period, periodNote: chosen.note,
      level: Rounding.nineSignificantDigits(2 * policy.boundedConfidence - 1), totals: totals, ledger: book.ledger,
      categories: outcomes.map(\.review).sorted(by: Analyst.precedes),
      departments: book.departments.inNameOrder().map { name, book in
        DepartmentReview(name: name, spend: book.ledger.total.cost, statement: book.statement)
      },
      assumptions: AssumptionOrder.sorted(outcomes.flatMap(\.assumptions)),
      dataQuality: DataQuality(book: book, models: models).checks(), unusedLicences: book.unusedLicences,
      unpricedModels: DataQuality.unpricedModels(models), unattributed: book.unattributed,
      portfolio: PortfolioFigures(
        entries: outcomes.flatMap(\.portfolio), confidence: policy.boundedConfidence
      ).portfolio)
  }

  /// Reads all months only where the policy's own do not settle the matter.
  private func period(_ source: some RollupSource, spend: [SpendCell]) throws -> ReviewPeriod {
    let spendMonths = Set(spend.filter { $0.usage.rows > 0 }.map(\.month))
    if let named = policy.period, spendMonths.contains(where: named.contains) {
      return try ReviewPeriod(named: named, months: spendMonths)
    }
    let taskMonths = try source.taskCells(in: .everything).map(\.key.month)
    return try ReviewPeriod(
      named: policy.period, months: spendMonths.union(taskMonths), span: try source.span())
  }

  private func outcome(
    _ name: String, _ book: CategoryBook, company: CompanyBook, source: some RollupSource
  ) throws -> CategoryReviewer.Outcome {
    let period = company.period
    let incumbent = book.incumbent
    let alternatives = incumbent.map(book.alternatives(to:)) ?? []
    let facts = incumbent == nil ? .empty : FactTable(try source.taskFacts(category: name, in: period))
    let valued = try ValuedFacts(facts, policy: policy)
    return CategoryReviewer(
      policy: policy, period: period, name: name, book: book, incumbent: incumbent, alternatives: alternatives,
      workers: WorkerEvidence(valued), pairs: PairEvidence(valued),
      usedTools: company.usedTools, weighsPilots: weighsPilots
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
