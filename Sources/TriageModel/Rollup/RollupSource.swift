/// Where the analysis gets its rollup cells from.
///
/// Cells come in a fixed order that depends on their content alone. Several threads may ask at once.
public protocol RollupSource: Sendable {
  /// The times of the first and the last row; nil where they are not known.
  func span() throws -> ClosedRange<Instant>?
  /// R1 for the months of a period.
  func taskCells(in period: Period) throws -> [TaskCell]
  /// The same with the cells of all months added up, as if they were of the period's first: no figure of a review
  /// depends on the month within its period. A source that cannot add them up gives them as they are.
  func summedTaskCells(in period: Period) throws -> [TaskCell]
  /// Months with any task.
  func taskMonths() throws -> Set<Month>
  /// R4 for every month: ledger line e needs requests outside of the period.
  func spendCells() throws -> [SpendCell]
  /// What spend hides, for the months of a period; a source without hidden cost has no cells.
  func hiddenCells(in period: Period) throws -> [HiddenCell]
  /// Usage by model for the months of a period.
  func modelCells(in period: Period) throws -> [ModelCell]
  /// R3 at the grain of the task: the facts of one category in the months of a period.
  func taskFacts(category: String, in period: Period) throws -> TaskFacts
  /// Bill lines of every month: a line may reach into months around the period.
  func invoiceCells() throws -> [InvoiceCell]
  /// Cost of usage by provider and day of UTC for the months of a period; nil where days are not known.
  func usageDays(in period: Period) throws -> [UsageDay]?
}

extension RollupSource {
  public func span() throws -> ClosedRange<Instant>? { nil }
  public func summedTaskCells(in period: Period) throws -> [TaskCell] { try taskCells(in: period) }
  public func taskMonths() throws -> Set<Month> { Set(try taskCells(in: .everything).map(\.key.month)) }
  public func hiddenCells(in period: Period) throws -> [HiddenCell] { [] }
  public func invoiceCells() throws -> [InvoiceCell] { [] }
  public func usageDays(in period: Period) throws -> [UsageDay]? { nil }
}
