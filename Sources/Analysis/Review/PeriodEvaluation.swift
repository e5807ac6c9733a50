import TriageModel

/// One period under one policy: its books and the verdicts on its categories.
struct PeriodEvaluation {
  let material: ReviewMaterial
  let book: CompanyBook
  let outcomes: [CategoryReviewer.Outcome]
  let totals: Totals
  let reconciliation: Reconciliation?
  /// Nobody where workers were not counted.
  let workers: DepartmentWorkers
  let use: WorkerUse
  /// Nil where no report of it was asked for.
  let hidden: HiddenCostMaking?
  /// Of the period alone.
  let checks: [QualityCheck]

  var period: Period { material.period }

  /// What changed from another period to this one.
  func comparison(
    with previous: PeriodEvaluation, order: [CategoryReview], departments: DepartmentGroups, policy: Policy
  ) -> PeriodComparison {
    let confidence = policy.boundedConfidence
    return PeriodComparison(
      period: previous.period, totals: previous.totals,
      spend: AmountChange(previous: previous.totals.spend, current: totals.spend),
      netValue: SampledTotal(previous.book).change(to: SampledTotal(book), confidence: confidence),
      spendToChange: AmountChange(previous: previous.totals.spendToChange, current: totals.spendToChange),
      categories: categories(previous, order: order, confidence: confidence),
      departments: departments.changes(self, previous, confidence: confidence),
      bridge: BridgeEffects(previous: previous.cells(policy), current: cells(policy)).bridge)
  }

  private func cells(_ policy: Policy) -> BridgeCells {
    var cells = BridgeCells(period: period, tasks: material.tasks, spend: material.spend, policy: policy)
    cells.add(notAttributed: book.statement.billedBeyondUsage)
    return cells
  }

  private func categories(
    _ previous: PeriodEvaluation, order: [CategoryReview], confidence: Double
  ) -> [CategoryChange] {
    let gone = previous.book.categories.inNameOrder().map(\.key).filter { book.categories[$0] == nil }
    let verdicts = Dictionary(previous.outcomes.map { ($0.review.name, $0.review.verdict) }) { first, _ in first }
    return (order.map(\.name) + gone).map { name in
      let (before, now) = (previous.book.categories[name], book.categories[name])
      return CategoryChange(
        name: name, previousVerdict: verdicts[name], previousStatement: before?.statement ?? Statement(),
        spend: AmountChange(
          previous: before?.ledger.total.cost ?? .zero, current: now?.ledger.total.cost ?? .zero),
        netValue: (before.map { SampledTotal($0.statement, $0.sums) } ?? .nothing)
          .change(to: now.map { SampledTotal($0.statement, $0.sums) } ?? .nothing, confidence: confidence),
        isGone: now == nil)
    }
  }
}
