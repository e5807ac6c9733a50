public import TriageModel

/// Everything that reviews of one period need, read once for any number of policies.
public struct ReviewMaterial: Sendable {
  let chosen: ReviewPeriod
  let spend: [SpendCell]
  let tasks: [TaskCell]
  let models: [ModelCell]
  /// Bill lines of every month.
  let invoices: [InvoiceCell]
  /// By category.
  let facts: [String: FactTable]

  public var period: Period { chosen.period }

  /// - Parameter period: the months to review; nil = the last full quarter in the data.
  /// - Throws: `AnalysisError` where no period fits, or whatever the source throws.
  public init(_ source: some RollupSource, period: Period?) throws {
    spend = try source.spendCells()
    chosen = try ReviewMaterial.period(source, named: period, spend: spend)
    tasks = CompanyBook.inNameOrder(try source.taskCells(in: chosen.period))
    models = try source.modelCells(in: chosen.period)
    invoices = try source.invoiceCells()
    // Names that are equal but spelt in other bytes are one category; a source knows each by its own bytes.
    var spellings: [String] = []
    for cell in tasks where spellings.last.map({ !$0.utf8.elementsEqual(cell.key.category.utf8) }) ?? true {
      spellings.append(cell.key.category)
    }
    var facts: [String: TaskFacts] = [:]
    for category in spellings {
      let own = try source.taskFacts(category: category, in: chosen.period)
      if facts[category] == nil { facts[category] = own } else { facts[category]?.append(own) }
    }
    self.facts = facts.mapValues(FactTable.init)
  }

  /// Another period of equal length from the same source, to compare with.
  ///
  /// - Throws: `AnalysisError.unequalPeriods`, `.overlappingPeriods` or `.emptyComparison`, or whatever the source throws.
  public func other(_ other: Period, _ source: some RollupSource) throws -> ReviewMaterial {
    guard other.end.index - other.first.index == period.end.index - period.first.index else {
      throw AnalysisError.unequalPeriods(other, with: period)
    }
    guard other.end <= period.first || other.first >= period.end else {
      throw AnalysisError.overlappingPeriods(other, with: period)
    }
    do {
      // A policy may count a period's months in another way than the calendar; both then count alike.
      return try ReviewMaterial(
        source, period: Period(first: other.first, end: other.end, months: period.months))
    } catch AnalysisError.emptyPeriod(let empty, let months) {
      throw AnalysisError.emptyComparison(empty, months: months)
    }
  }

  /// Reads all months only where the policy's own do not settle the matter.
  private static func period(
    _ source: some RollupSource, named: Period?, spend: [SpendCell]
  ) throws -> ReviewPeriod {
    let spendMonths = Set(spend.filter { $0.usage.rows > 0 }.map(\.month))
    if let named, spendMonths.contains(where: named.contains) {
      return try ReviewPeriod(named: named, months: spendMonths)
    }
    let taskMonths = try source.taskCells(in: .everything).map(\.key.month)
    return try ReviewPeriod(named: named, months: spendMonths.union(taskMonths), span: try source.span())
  }
}
