public import TriageModel

/// Spend without shown return (method 5): by groups of at least five workers; nobody is named or ranked.
public struct OwnSakeUse: Hashable, Sendable {
  /// A department's part of a category that costs more than it returns.
  public struct LowReturn: Hashable, Sendable {
    /// Why it is listed.
    public enum Sign: String, Hashable, Sendable {
      /// Among the dearest quarter of groups, and the interval of net value per token dollar is below zero.
      case intervalBelowZero = "interval_below_zero"
      /// Net value of at least `min_tool_n` tasks is below zero.
      case sumBelowZero = "sum_below_zero"
    }

    /// nil = blank.
    public var department: String?
    public var category: String
    public var tasks: Int64
    /// ΣK and Σy of ok tasks.
    public var tokenCost: Money
    public var netValue: Money
    /// r with its interval; nil where its error is not usable.
    public var perTokenDollar: Estimate?
    public var sign: Sign

    public init(
      department: String?, category: String, tasks: Int64, tokenCost: Money, netValue: Money,
      perTokenDollar: Estimate?, sign: Sign
    ) {
      self.department = department
      self.category = category
      self.tasks = tasks
      self.tokenCost = tokenCost
      self.netValue = netValue
      self.perTokenDollar = perTokenDollar
      self.sign = sign
    }
  }

  /// A department whose spend per ok task lies far from the others'.
  public struct Outlier: Hashable, Sendable {
    public var department: String?
    /// Dollars.
    public var spendPerTask: Double
    public var medianPerTask: Double
    /// 0.6745(q − median)/MAD of q = ln(spend per ok task).
    public var score: Double

    public init(department: String?, spendPerTask: Double, medianPerTask: Double, score: Double) {
      self.department = department
      self.spendPerTask = spendPerTask
      self.medianPerTask = medianPerTask
      self.score = score
    }
  }

  /// A group that spends more per ok task than in the other period and gets no more value from one.
  public struct Falling: Hashable, Sendable {
    public var name: String?
    public var isDepartment: Bool
    /// Dollars per ok task.
    public var spendBefore: Double
    public var spendNow: Double
    public var valueBefore: Double
    public var valueNow: Double

    public init(
      name: String?, isDepartment: Bool, spendBefore: Double, spendNow: Double, valueBefore: Double, valueNow: Double
    ) {
      self.name = name
      self.isDepartment = isDepartment
      self.spendBefore = spendBefore
      self.spendNow = spendNow
      self.valueBefore = valueBefore
      self.valueNow = valueNow
    }

    /// The rise of spend per ok task, nine significant digits.
    public var rise: Double { Rounding.nineSignificantDigits(spendNow / spendBefore - 1) }
  }

  /// Fewest departments that can have an outlier.
  public static let fewestDepartments = 8
  /// The score beyond which a department is an outlier (Iglewicz and Hoaglin).
  public static let outlierScore = 3.5
  /// The rise of spend per ok task above which a group is looked at.
  public static let risingSpend = 0.2

  /// The dearest first.
  public var lowReturn: [LowReturn]
  /// Groups of a department and a category that were looked at, each with enough workers.
  public var groups: Int
  /// Token cost of completed tasks that name their worker; nil with fewer than five workers.
  public var concentration: SpendConcentration?
  /// By name.
  public var outliers: [Outlier]
  /// Why no outlier could be looked for; nil where one could.
  public var outlierReason: String?
  /// Categories, then departments; nil without another period.
  public var falling: [Falling]?

  public init(
    lowReturn: [LowReturn], groups: Int, concentration: SpendConcentration?, outliers: [Outlier],
    outlierReason: String?, falling: [Falling]?
  ) {
    self.lowReturn = lowReturn
    self.groups = groups
    self.concentration = concentration
    self.outliers = outliers
    self.outlierReason = outlierReason
    self.falling = falling
  }

  /// Token cost of the groups listed.
  public var lowReturnCost: Money { lowReturn.lazy.map(\.tokenCost).total() }
}
