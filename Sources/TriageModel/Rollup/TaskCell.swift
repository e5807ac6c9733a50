/// What a rollup cell of tasks is about: its grain, apart from the month.
public struct TaskCellKey: Hashable, Sendable {
  /// Month of `completed_at`.
  public var month: Month
  /// Cost centre of the outcome row; nil where blank.
  public var department: String?
  public var category: String
  /// Complexity 1 to 5; nil where blank.
  public var complexity: Int?
  /// The tool as the outcome file names it, before any alias of the policy.
  public var tool: String
  public var costState: CostState
  public var valueBasis: ValueBasis
  public var succeeded: Succeeded

  public init(
    month: Month, department: String?, category: String, complexity: Int?, tool: String, costState: CostState,
    valueBasis: ValueBasis, succeeded: Succeeded
  ) {
    self.month = month
    self.department = department
    self.category = category
    self.complexity = complexity
    self.tool = tool
    self.costState = costState
    self.valueBasis = valueBasis
    self.succeeded = succeeded
  }
}

/// R1: the exact moments of the tasks of one cell (method 0.1).
public struct TaskCell: Hashable, Sendable {
  public var key: TaskCellKey
  public var moments: Moments

  public init(key: TaskCellKey, moments: Moments) {
    self.key = key
    self.moments = moments
  }
}
