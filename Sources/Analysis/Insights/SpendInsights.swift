import TriageModel

/// Questions about spend that verdicts leave open: what is unseen, what shows no return, what software could do.
public struct SpendInsights: Hashable, Sendable {
  public var hiddenCost: HiddenCost
  public var ownSake: OwnSakeUse
  public var software: SoftwareCandidates
  /// Categories and departments that hidden cost shows as one line each; nil = blank.
  public var hiddenCategories: Set<String?>
  public var hiddenDepartments: Set<String?>

  public init(
    hiddenCost: HiddenCost, ownSake: OwnSakeUse, software: SoftwareCandidates, hiddenCategories: Set<String?> = [],
    hiddenDepartments: Set<String?> = []
  ) {
    self.hiddenCategories = hiddenCategories
    self.hiddenDepartments = hiddenDepartments
    self.hiddenCost = hiddenCost
    self.ownSake = ownSake
    self.software = software
  }
}

/// Works the insights out from what a review has already.
struct InsightMaking {
  let evaluation: PeriodEvaluation
  /// Of the same period.
  let hidden: HiddenCostMaking
  let previous: PeriodEvaluation?
  /// The period, then the one that it is compared with.
  let books: [BreakdownBooks]
  let breakdown: DepartmentBreakdown
  let departments: DepartmentGroups
  let categories: [CategoryReview]
  let comparison: PeriodComparison?
  let policy: Policy

  func insights() -> SpendInsights {
    let small = smallCategories
    let use = evaluation.use
    let hiddenDepartments = departmentsBeside(small.first ?? .none)
    let hidden = hidden.cost(small: small.first ?? .none, departments: hiddenDepartments)
    let isShown = { (name: String) in !small.contains { $0.isHidden(name) } }
    let ownSake = OwnSakeMaking(
      breakdown: breakdown, reviews: shownDepartments, categories: categories.filter { isShown($0.name) },
      comparison: comparison, policy: policy, concentration: use.concentration)
    let software = SoftwareMaking(
      evaluation: evaluation, workers: books.first?.workers, use: use,
      categories: categories.filter { isShown($0.name) }, policy: policy)
    return SpendInsights(
      hiddenCost: hidden, ownSake: ownSake.use(), software: software.candidates(),
      hiddenCategories: small.first?.names ?? [], hiddenDepartments: hiddenDepartments.names)
  }

  /// Of each period.
  private var smallCategories: [SmallGroups] {
    zip([evaluation] + (previous.map { [$0] } ?? []), books).map { evaluation, books in
      SmallGroups.categories(evaluation.book.categories.keys, books.workers)
    }
  }

  /// Of each period.
  private var smallDepartments: [SmallGroups] {
    let hidden = breakdown.isCountable ? Set(breakdown.hidden.map(\.name)) : []
    return zip([evaluation] + (previous.map { [$0] } ?? []), books).map { evaluation, books in
      SmallGroups.departments(evaluation.book.departments.keys, books.workers, hidden: hidden)
    }
  }

  /// Departments that are one line beside the lines of categories: all of them where both together would show a small
  /// group.
  private func departmentsBeside(_ categories: SmallGroups) -> SmallGroups {
    guard let workers = books.first?.workers, workers.isKnown else { return .none }
    let departments = smallDepartments.first ?? .none
    var parts: [CrossedGroups.Part] = []
    for (department, groups) in evaluation.book.groups {
      for category in groups.keys {
        let found = category.map { workers.workers($0, department) } ?? []
        parts.append(.init(department: department, category: category, workers: found, isExempt: category == nil))
      }
    }
    return CrossedGroups(parts: parts).areSafe(categories: categories, departments: departments)
      ? departments : .all(evaluation.book.departments.keys)
  }

  /// Those of enough workers in every period.
  private var shownDepartments: [DepartmentReview] {
    let small = smallDepartments
    return departments.reviews(evaluation).filter { review in
      !review.isSuppressed && !small.contains { $0.isHidden(review.name) }
    }
  }
}
