public import TriageModel

/// The bills of a period beside its usage: what agrees, what is explained, and what is not.
///
/// Compared are provider, model and months. A bill line that reaches over several months is compared with the usage of
/// all months of that span, never divided by days; a span that reaches beyond the period is left out and named.
public struct Reconciliation: Hashable, Sendable {
  /// What the comparison of one line came to.
  public enum Outcome: String, Hashable, Sendable, CaseIterable {
    /// Equal, or within the tolerance.
    case matched
    /// Not farther apart than rounding of the bill's lines is likely to have brought them.
    case rounding
    /// Billed, and no usage row with a cost is known.
    case providerOnly = "provider_only"
    /// Used, and not on the bill.
    case localOnly = "local_only"
    case mismatch
  }

  /// One provider, model and span of months.
  public struct Line: Hashable, Sendable {
    /// nil = usage rows without a provider.
    public var provider: String?
    /// nil = the bill names no model: all models of the provider together, or charges beside them.
    public var model: String?
    public var months: Period
    public var outcome: Outcome
    public var usage: UsageCost
    /// Nil where no bill covers the provider and months.
    public var billed: Money?
    public var billedRows: Int128
    /// The bill at list price, where all of its lines say it.
    public var listed: Money?
    /// By how much rounding of the bill's lines is likely to have changed it at most.
    public var rounding: Money
    /// Billed less list price, where usage agrees with the list price and not with the bill.
    public var discount: Money

    public init(
      provider: String?, model: String?, months: Period, outcome: Outcome, usage: UsageCost, billed: Money?,
      billedRows: Int128, listed: Money?, rounding: Money, discount: Money
    ) {
      self.provider = provider
      self.model = model
      self.months = months
      self.outcome = outcome
      self.usage = usage
      self.billed = billed
      self.billedRows = billedRows
      self.listed = listed
      self.rounding = rounding
      self.discount = discount
    }

    /// Billed less usage.
    public var difference: Money { (billed ?? .zero) - usage.cost }
    /// What of the difference is neither a discount nor on one side alone.
    public var residual: Money { difference - discount }
  }

  /// Charges that no usage row stands for: credits, taxes, purchases, adjustments.
  public struct Charge: Hashable, Sendable {
    public var provider: String
    public var model: String?
    public var kind: InvoiceRow.Kind
    public var months: Period
    public var rows: Int128
    public var amount: Money

    public init(
      provider: String, model: String?, kind: InvoiceRow.Kind, months: Period, rows: Int128, amount: Money
    ) {
      self.provider = provider
      self.model = model
      self.kind = kind
      self.months = months
      self.rows = rows
      self.amount = amount
    }
  }

  /// A provider's bill that leaves out days at the start or the end of its months, in which there is more usage than it
  /// bills: the rest of the bill may be missing.
  public struct CutBill: Hashable, Sendable {
    public var provider: String
    public var months: Period
    /// Days since 1970 that its lines cover.
    public var firstDay: Int
    public var lastDay: Int
    /// Usage of the months beyond the bill.
    public var beyond: Money
  }

  /// The bills of one provider.
  public struct ProviderBill: Hashable, Sendable {
    public var provider: String
    public var amount: Money

    public init(provider: String, amount: Money) {
      self.provider = provider
      self.amount = amount
    }
  }

  /// By how much a line may differ, as a share of the bill.
  public var tolerance: Double
  /// By provider, months and model.
  public var lines: [Line]
  public var charges: [Charge]
  /// Bill lines whose months reach beyond the period: in no sum.
  public var crossing: [Charge]
  /// The largest first.
  public var providers: [ProviderBill]
  /// By provider and months.
  public var cutBills: [CutBill] = []

  public init(
    tolerance: Double, lines: [Line], charges: [Charge], crossing: [Charge], providers: [ProviderBill]
  ) {
    self.tolerance = tolerance
    self.lines = lines
    self.charges = charges
    self.crossing = crossing
    self.providers = providers
  }
}

/// Cost of usage rows by where it comes from.
public struct UsageCost: Hashable, Sendable {
  public var rows: Int128 = 0
  /// Reported by the provider.
  public var reported = Money.zero
  /// Computed from the price book.
  public var computed = Money.zero
  /// Rows that a seat or a flat rate pays for.
  public var allocatedRows: Int128 = 0
  /// Rows that nobody is charged for.
  public var freeRows: Int128 = 0
  /// Rows with neither a reported cost nor a price.
  public var unpricedRows: Int128 = 0

  public init() {}

  init(_ cell: ModelCell) {
    rows = cell.usage.rows
    reported = Money(nanos: cell.usage.reportedNanos)
    computed = Money(nanos: cell.usage.computedNanos)
    allocatedRows = cell.usage.allocatedRows
    freeRows = cell.usage.freeRows
    unpricedRows = cell.usage.unpricedRows
  }

  public var cost: Money { reported + computed }

  mutating func add(_ other: UsageCost) {
    rows += other.rows
    reported += other.reported
    computed += other.computed
    allocatedRows += other.allocatedRows
    freeRows += other.freeRows
    unpricedRows += other.unpricedRows
  }
}

extension Reconciliation {
  /// All usage of the period.
  public var usage: UsageCost {
    var sum = UsageCost()
    for line in lines { sum.add(line.usage) }
    return sum
  }

  /// All bills of the period.
  public var invoiced: Money { providers.lazy.map(\.amount).total() }

  /// Usage of providers and months that no bill covers.
  public var uncovered: Money { lines.lazy.filter { $0.billed == nil }.map(\.usage.cost).total() }

  /// AI spend of the period: what was billed, and the usage that no bill covers.
  public var spend: Money { invoiced + uncovered }

  /// What the bills hold beyond the usage that they cover.
  public var billedBeyondUsage: Money { spend - usage.cost }

  /// Whether a bill covers all usage of the period, as far as its days tell.
  public var isComplete: Bool { lines.allSatisfy { $0.billed != nil } && cutBills.isEmpty }

  /// Whether any bill is in the sums.
  public var isInvoiced: Bool { !providers.isEmpty }

  public var discount: Money { lines.lazy.map(\.discount).total() }

  public func amount(_ kind: InvoiceRow.Kind) -> Money {
    charges.lazy.filter { $0.kind == kind }.map(\.amount).total()
  }

  public var billedWithoutUsage: Money { sum(.providerOnly) }
  /// Negative: usage of billed providers that is not on their bill.
  public var usedNotBilled: Money { sum(.localOnly) }
  public var roundingDifference: Money { sum(.rounding) }
  public var unexplained: Money { sum(.matched) + sum(.mismatch) }

  /// The same line by line without regard to the sign, so that differences do not make up for each other.
  public var unexplainedGross: Money {
    let residuals = compared.filter { $0.outcome == .matched || $0.outcome == .mismatch }.map(\.residual)
    return residuals.map { Money(nanos: Int128($0.nanos.magnitude)) }.total()
  }

  /// Lines that a bill covers.
  public var compared: [Line] { lines.filter { $0.billed != nil } }

  private func sum(_ outcome: Outcome) -> Money {
    lines.lazy.filter { $0.billed != nil && $0.outcome == outcome }.map(\.residual).total()
  }

  public func count(_ outcome: Outcome) -> Int { lines.count { $0.outcome == outcome } }

  /// The bill that usage, discounts and charges lead to.
  public var expected: Money { invoiced - unexplained }
}
