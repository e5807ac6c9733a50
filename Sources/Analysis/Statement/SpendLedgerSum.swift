import TriageModel

extension SpendLedger {
  static let empty = SpendLedger(
    completedInPeriod: UsageSums(), completedOutside: UsageSums(), noOutcome: UsageSums(), noTask: UsageSums(),
    earlierOrLater: UsageSums())

  /// Adds a cell to the line on which it belongs in `period` (method 1.2); a cell that belongs to none is left out.
  ///
  /// - Returns: whether the cell is on a line.
  @discardableResult
  mutating func add(_ cell: SpendCell, period: Period) -> Bool {
    switch (period.contains(cell.month), cell.line) {
    case (true, .task(let completed)) where period.contains(completed): completedInPeriod.add(cell.usage)
    case (true, .task): completedOutside.add(cell.usage)
    case (true, .noOutcome): noOutcome.add(cell.usage)
    case (true, .noTask): noTask.add(cell.usage)
    case (false, .task(let completed)) where period.contains(completed): earlierOrLater.add(cell.usage)
    default: return false
    }
    return true
  }
}
