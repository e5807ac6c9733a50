public import TriageModel

/// Everything that reviews of one period need, read once for any number of policies.
public struct ReviewMaterial: Sendable {
  let chosen: ReviewPeriod
  let spend: [SpendCell]
  let tasks: [TaskCell]
  /// Places of the cells of each category, tool and department, which lie together.
  let runs: [Range<Int>]
  let models: [ModelCell]
  /// Of the period.
  let hidden: [HiddenCell]
  /// Bill lines of every month.
  let invoices: [InvoiceCell]
  /// Cost of usage by day, where a bill leaves out days of its months; nil = not asked for, or not known.
  let usageDays: [UsageDay]?
  let facts: FactStore

  public var period: Period { chosen.period }

  /// - Parameters:
  ///   - period: the months to review; nil = the last full quarter in the data.
  ///   - calendar: says what a quarter is, and how the period is called.
  ///   - keepsFacts: whether all task facts are read now, for several reviews; otherwise each review reads them.
  /// - Throws: `AnalysisError` where no period fits, or whatever the source throws.
  public init(
    _ source: some RollupSource, period: Period?, calendar: ReportingCalendar = ReportingCalendar(),
    keepsFacts: Bool = true
  ) throws {
    spend = try source.spendCells()
    chosen = try ReviewMaterial.period(source, named: period, calendar, spend: spend)
    tasks = CompanyBook.inNameOrder(try source.summedTaskCells(in: chosen.period))
    runs = CompanyBook.runs(of: tasks)
    models = try source.modelCells(in: chosen.period)
    hidden = try source.hiddenCells(in: chosen.period)
    invoices = try source.invoiceCells()
    usageDays =
      ReconciliationMaking(period: chosen.period, policy: Policy(), invoices: invoices, models: []).hasCutBills
      ? try source.usageDays(in: chosen.period) : nil
    // Names that are equal but spelt in other bytes are one category; a source knows each by its own bytes.
    var spellings: [String: [String]] = [:]
    for place in tasks.indices {
      // Cells of one category follow each other.
      if place > 0, NameOrder.areSameBytes(tasks[place].key.category, tasks[place - 1].key.category) { continue }
      let name = tasks[place].key.category
      let isKnown = spellings[name]?.contains { NameOrder.areSameBytes($0, name) } ?? false
      if !isKnown { spellings[name, default: []].append(name) }
    }
    facts = try FactStore(source, period: chosen.period, spellings: spellings, keeps: keepsFacts)
  }

  /// Another period of equal length from the same source, to compare with.
  ///
  /// - Throws: `AnalysisError.unequalPeriods`, `.overlappingPeriods` or `.emptyComparison`, or whatever the source throws.
  public func other(
    _ other: Period, _ source: some RollupSource, keepsFacts: Bool = true
  ) throws -> ReviewMaterial {
    guard other.end.index - other.first.index == period.end.index - period.first.index else {
      throw AnalysisError.unequalPeriods(other, with: period)
    }
    guard other.end <= period.first || other.first >= period.end else {
      throw AnalysisError.overlappingPeriods(other, with: period)
    }
    do {
      // A policy may count a period's months in another way than the calendar; both then count alike.
      return try ReviewMaterial(
        source, period: Period(first: other.first, end: other.end, months: period.months), calendar: period.calendar,
        keepsFacts: keepsFacts)
    } catch AnalysisError.emptyPeriod(let empty, let months) {
      throw AnalysisError.emptyComparison(empty, months: months)
    }
  }

  /// Reads all months only where the policy's own do not settle the matter.
  private static func period(
    _ source: some RollupSource, named: Period?, _ calendar: ReportingCalendar, spend: [SpendCell]
  ) throws -> ReviewPeriod {
    let spendMonths = Set(spend.filter { $0.usage.rows > 0 }.map(\.month))
    if let named, spendMonths.contains(where: named.contains) {
      return try ReviewPeriod(named: named, months: spendMonths, calendar: calendar)
    }
    return try ReviewPeriod(
      named: named, months: spendMonths.union(try source.taskMonths()), span: try source.span(), calendar: calendar)
  }
}
