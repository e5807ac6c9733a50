import TriageModel

/// Questions about spend that verdicts leave open: what is unseen, what shows no return, what software could do.
public struct SpendInsights: Hashable, Sendable {
  public var hiddenCost: HiddenCost
  public var ownSake: OwnSakeUse
  public var software: SoftwareCandidates

  public init(hiddenCost: HiddenCost, ownSake: OwnSakeUse, software: SoftwareCandidates) {
    self.hiddenCost = hiddenCost
    self.ownSake = ownSake
    self.software = software
  }
}

/// Works the insights out from what a review has already.
struct InsightMaking {
  let evaluation: PeriodEvaluation
  let previous: PeriodEvaluation?
  /// The period, then the one that it is compared with.
  let books: [BreakdownBooks]
  let breakdown: DepartmentBreakdown
  let departments: DepartmentGroups
  let categories: [CategoryReview]
  let comparison: PeriodComparison?
  let policy: Policy

  /// - Throws: `AnalysisError.overflow`.
  func insights() throws(AnalysisError) -> SpendInsights {
    let small = smallCategories
    let use = evaluation.use
    let hidden = try HiddenCostMaking(evaluation.material, policy: policy)
      .cost(small: small.first ?? .none, departments: smallDepartments.first ?? .none)
    let isShown = { (name: String) in !small.contains { $0.isHidden(name) } }
    let ownSake = OwnSakeMaking(
      breakdown: breakdown, reviews: shownDepartments, categories: categories.filter { isShown($0.name) },
      comparison: comparison, policy: policy, concentration: SpendConcentration(spend: use.spend))
    let software = SoftwareMaking(
      evaluation: evaluation, workers: books.first?.workers, use: use,
      categories: categories.filter { isShown($0.name) }, policy: policy)
    return SpendInsights(hiddenCost: hidden, ownSake: ownSake.use(), software: software.candidates())
  }

  /// Of each period.
  private var smallCategories: [SmallGroups] {
    zip([evaluation] + (previous.map { [$0] } ?? []), books).map { evaluation, books in
      let names = Set(evaluation.book.categories.keys).union(evaluation.material.tasks.map(\.key.category))
      return SmallGroups.categories(names, books.workers)
    }
  }

  /// Of each period.
  private var smallDepartments: [SmallGroups] {
    let hidden = breakdown.isCountable ? Set(breakdown.hidden.map(\.name)) : []
    return zip([evaluation] + (previous.map { [$0] } ?? []), books).map { evaluation, books in
      SmallGroups.departments(evaluation.book.departments.keys, books.workers, hidden: hidden)
    }
  }

  /// Those of enough workers in every period.
  private var shownDepartments: [DepartmentReview] {
    let small = smallDepartments
    return departments.reviews(evaluation).filter { review in
      !review.isSuppressed && !small.contains { $0.isHidden(review.name) }
    }
  }
}
