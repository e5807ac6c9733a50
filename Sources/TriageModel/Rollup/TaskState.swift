/// What is known about the token cost of a task.
public enum CostState: Int, Hashable, Comparable, Sendable, CaseIterable {
  /// Every request of the task has a cost.
  case priced = 0
  /// At least one request has neither a reported cost nor a price.
  case unpriced = 1
  /// No usage row names the task.
  case noUsage = 2

  public static func < (left: CostState, right: CostState) -> Bool { left.rawValue < right.rawValue }
}

/// Where the value of a task comes from; exactly one source per task.
public enum ValueBasis: Int, Hashable, Comparable, Sendable, CaseIterable {
  /// `value_usd` was measured; the moment `v` is in nano-dollars.
  case measured = 0
  /// `minutes_saved` was given, `value_usd` not; the moment `v` is in credited milli-minutes.
  case minutes = 1
  /// Only `succeeded` is known; a value can come from the policy alone, and the moment `v` is zero.
  case successOnly = 2
  /// Neither value, minutes nor success is known.
  case none = 3

  public static func < (left: ValueBasis, right: ValueBasis) -> Bool { left.rawValue < right.rawValue }
}

/// Whether a task succeeded.
public enum Succeeded: Int, Hashable, Comparable, Sendable, CaseIterable {
  case yes = 0
  case no = 1
  /// A fraction above 0 and below 1.
  case partial = 2
  /// Not recorded.
  case blank = 3

  public static func < (left: Succeeded, right: Succeeded) -> Bool { left.rawValue < right.rawValue }
}
