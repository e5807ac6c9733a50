public import TriageModel

/// Which categories to fund under a budget (method 4.3). Averages, not margins: assumes that value scales with spend
/// within a category.
public struct BudgetPlan: Hashable, Sendable {
  /// One category with what its ok tasks cost and earn in the period.
  public struct Line: Hashable, Sendable {
    public var category: String
    /// ΣK of ok tasks.
    public var tokenCost: Money
    /// Σy of ok tasks.
    public var netValue: Money
    /// Net value per token dollar; nil where the tasks cost no tokens.
    public var netPerTokenDollar: Double?
    public var isFunded: Bool

    public init(
      category: String, tokenCost: Money, netValue: Money, netPerTokenDollar: Double? = nil, isFunded: Bool = false
    ) {
      self.category = category
      self.tokenCost = tokenCost
      self.netValue = netValue
      self.netPerTokenDollar = netPerTokenDollar
      self.isFunded = isFunded
    }
  }

  /// A budget at which one more category is funded, on the way to all of them.
  public struct FrontierPoint: Hashable, Sendable {
    public var budget: Money
    public var netValue: Money
    public var category: String
  }

  public var budget: Money
  /// By net value per token dollar, the best first; those not worth funding at any budget last.
  public var lines: [Line]
  /// Σy of the funded categories.
  public var netValue: Money
  public var spent: Money
  /// What no choice of categories can exceed (Dantzig 1957).
  public var bound: Money
  /// Bound less net value: what a better choice could gain at most.
  public var gap: Money { bound - netValue }
  /// Net value against budget, category by category in the order of `lines`.
  public var frontier: [FrontierPoint]

  /// - Parameters:
  ///   - budget: for the period, not negative.
  ///   - categories: with their ΣK and Σy, in any order.
  public init(budget: Money, categories: [Line]) {
    self.budget = budget
    let worth = categories.filter { $0.netValue > .zero }.sorted(by: BudgetPlan.precedes)
    let others = categories.filter { $0.netValue <= .zero }.sorted {
      $0.netValue != $1.netValue ? $0.netValue > $1.netValue : NameOrder.precedes($0.category, $1.category)
    }
    var (left, net, bound) = (budget, Money.zero, Money.zero)
    var isBoundOpen = true
    var lines: [Line] = []
    for var line in worth {
      line.isFunded = line.tokenCost <= left
      if line.isFunded {
        left -= line.tokenCost
        net += line.netValue
        if isBoundOpen { bound += line.netValue }
      } else if isBoundOpen {
        isBoundOpen = false
        bound += BudgetPlan.part(of: line, affordable: left)
      }
      lines.append(line)
    }
    self.lines = (lines + others).map(BudgetPlan.withRatio)
    netValue = net
    spent = budget - left
    // The fraction is rounded up, so that the bound stays one.
    self.bound = max(bound, net)
    var (cost, value) = (Money.zero, Money.zero)
    frontier = worth.map { line in
      cost += line.tokenCost
      value += line.netValue
      return FrontierPoint(budget: cost, netValue: value, category: line.category)
    }
  }

  /// The fraction of a category's net value that what is left pays for, rounded up to the nano-dollar.
  private static func part(of line: Line, affordable: Money) -> Money {
    guard line.tokenCost > .zero, affordable > .zero else { return .zero }
    let product = WideInteger(line.netValue.nanos) * affordable.nanos
    // Σy·left/ΣK ≤ Σy, which fits; found by halving, since wide integers have no division.
    var (low, high): (Int128, Int128) = (0, line.netValue.nanos)
    while low < high {
      let middle = low + (high - low) / 2
      if WideInteger(middle) * line.tokenCost.nanos < product { low = middle + 1 } else { high = middle }
    }
    return Money(nanos: low)
  }

  /// By r = Σy/ΣK descending, exactly; free categories first; ties by name.
  private static func precedes(_ left: Line, _ right: Line) -> Bool {
    let first = WideInteger(left.netValue.nanos) * right.tokenCost.nanos
    let second = WideInteger(right.netValue.nanos) * left.tokenCost.nanos
    if first != second { return second < first }
    if (left.tokenCost.nanos == 0) != (right.tokenCost.nanos == 0) { return left.tokenCost.nanos == 0 }
    return NameOrder.precedes(left.category, right.category)
  }

  private static func withRatio(_ line: Line) -> Line {
    var line = line
    if line.tokenCost > .zero {
      line.netPerTokenDollar = Rounding.nineSignificantDigits(line.netValue.dollars / line.tokenCost.dollars)
    }
    return line
  }
}

extension BudgetPlan {
  /// The plan for the categories of a review.
  public init(budget: Money, review: Review) {
    self.init(
      budget: budget,
      categories: review.categories.filter { $0.statement.okTasks > 0 }.map { category in
        Line(
          category: category.name, tokenCost: category.statement.tokenCost, netValue: category.statement.netValue)
      })
  }
}
