public import TriageModel

/// Spend and net value of a group of tasks in one period.
public struct GroupFigures: Hashable, Sendable {
  /// Token spend of the period: ledger lines a to d.
  public var spend: Money
  /// Licences are in totals of departments alone.
  public var statement: Statement
  public var ledger: SpendLedger

  public init(spend: Money, statement: Statement, ledger: SpendLedger) {
    self.spend = spend
    self.statement = statement
    self.ledger = ledger
  }
}

/// Figures of a group in the period and, where another one was given, in that.
public struct PairedFigures: Hashable, Sendable {
  public var current: GroupFigures
  public var previous: GroupFigures?
  /// Net value after everything and its change; nil without another period.
  public var change: EstimateChange?
  /// Net value after everything with the interval of its judged tasks; nil with a single one.
  public var netValue: Estimate?

  public init(current: GroupFigures, previous: GroupFigures?, change: EstimateChange?, netValue: Estimate?) {
    self.current = current
    self.previous = previous
    self.change = change
    self.netValue = netValue
  }
}

/// What may be shown of one department (method 5).
public struct DepartmentFigures: Hashable, Sendable {
  /// A category of which enough workers of the department have done tasks.
  public struct Category: Hashable, Sendable {
    public var name: String
    /// The company's verdict; nil where the period has nothing of the category.
    public var verdict: Verdict?
    public var target: String?
    public var figures: PairedFigures

    public init(name: String, verdict: Verdict?, target: String?, figures: PairedFigures) {
      self.name = name
      self.verdict = verdict
      self.target = target
      self.figures = figures
    }
  }

  /// nil = rows without a department.
  public var name: String?
  /// In the order of the company's report.
  public var categories: [Category]
  /// Spend without a category; nil where it is hidden or there is none.
  public var notAttributed: PairedFigures?
  /// Whether anything of the department is hidden.
  public var hasSuppressed: Bool
  /// The hidden categories together; nil where nothing is hidden, or where the total is.
  public var suppressed: PairedFigures?
  /// nil where it is hidden: too few workers, or another department's total would follow from it.
  ///
  /// The total of a department that has its categories to itself follows from the company's own totals; it is here
  /// even where `isSmall`.
  public var total: PairedFigures?
  /// Whether the department has too few workers for a report of its own.
  public var isSmall: Bool

  public init(
    name: String?, categories: [Category], notAttributed: PairedFigures?, hasSuppressed: Bool,
    suppressed: PairedFigures?, total: PairedFigures?, isSmall: Bool
  ) {
    self.isSmall = isSmall
    self.name = name
    self.categories = categories
    self.notAttributed = notAttributed
    self.hasSuppressed = hasSuppressed
    self.suppressed = suppressed
    self.total = total
  }
}

/// What may be shown of every department.
public struct DepartmentBreakdown: Hashable, Sendable {
  /// The fewest distinct workers of a group that is shown.
  public static let fewestWorkers = Suppression.fewestWorkers

  /// By name, the blank department last.
  public var departments: [DepartmentFigures]
  /// Whether outcomes name workers; where they do not, groups cannot be counted and nothing is shown of departments.
  public var isCountable: Bool

  public init(departments: [DepartmentFigures], isCountable: Bool) {
    self.departments = departments
    self.isCountable = isCountable
  }

  /// Departments whose total is hidden.
  public var hidden: [DepartmentFigures] { departments.filter { $0.total == nil } }
}
