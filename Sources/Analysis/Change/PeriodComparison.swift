public import TriageModel

/// Another period of equal length under the same policy, and what changed since.
public struct PeriodComparison: Hashable, Sendable {
  /// The period that is compared with.
  public var period: Period
  /// Its figures.
  public var totals: Totals
  public var spend: AmountChange
  public var netValue: EstimateChange
  /// Spend in categories whose verdict is a move or a stop, in each period by its own verdicts.
  public var spendToChange: AmountChange
  /// In the order of the review's categories, then those that only the other period has, by name.
  public var categories: [CategoryChange]
  /// In the order of the review's departments, then those that only the other period has, by name.
  public var departments: [DepartmentChange]
  public var bridge: SpendBridge

  public init(
    period: Period, totals: Totals, spend: AmountChange, netValue: EstimateChange, spendToChange: AmountChange,
    categories: [CategoryChange], departments: [DepartmentChange], bridge: SpendBridge
  ) {
    self.period = period
    self.totals = totals
    self.spend = spend
    self.netValue = netValue
    self.spendToChange = spendToChange
    self.categories = categories
    self.departments = departments
    self.bridge = bridge
  }

  /// The change of a category; nil for a name that neither period has.
  public func category(_ name: String) -> CategoryChange? { categories.first { $0.name == name } }
}

/// A category in two periods.
public struct CategoryChange: Hashable, Sendable {
  public var name: String
  /// Verdict of the other period under the same policy; nil where it has nothing of the category.
  public var previousVerdict: Verdict?
  /// Statement of the other period.
  public var previousStatement: Statement
  public var spend: AmountChange
  public var netValue: EstimateChange
  /// Whether the present period has nothing of the category.
  public var isGone: Bool

  public init(
    name: String, previousVerdict: Verdict?, previousStatement: Statement, spend: AmountChange,
    netValue: EstimateChange, isGone: Bool
  ) {
    self.name = name
    self.previousVerdict = previousVerdict
    self.previousStatement = previousStatement
    self.spend = spend
    self.netValue = netValue
    self.isGone = isGone
  }
}

/// A department in two periods.
public struct DepartmentChange: Hashable, Sendable {
  /// nil = rows without a department.
  public var name: String?
  public var previousStatement: Statement
  public var spend: AmountChange
  public var netValue: EstimateChange
  /// Whether these are the hidden departments together.
  public var isSuppressed: Bool

  public init(
    name: String?, previousStatement: Statement, spend: AmountChange, netValue: EstimateChange,
    isSuppressed: Bool = false
  ) {
    self.isSuppressed = isSuppressed
    self.name = name
    self.previousStatement = previousStatement
    self.spend = spend
    self.netValue = netValue
  }
}
