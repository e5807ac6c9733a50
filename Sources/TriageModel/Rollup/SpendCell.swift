/// R4: requests and spend of one cell of the spend ledger (method 0.1 and 1.2).
public struct SpendCell: Hashable, Sendable {
  /// What the requests served.
  public enum Line: Hashable, Sendable {
    /// A task whose outcome was completed in this month: ledger line a or b, by the period asked for.
    case task(completed: Month)
    /// A task without an outcome: ledger line c.
    case noOutcome
    /// No task at all: ledger line d.
    case noTask
  }

  /// Month of the requests' timestamps.
  public var month: Month
  public var line: Line
  /// Of the outcome where there is one, otherwise of the request; nil where blank.
  public var department: String?
  /// Of the outcome where there is one, otherwise of the request; nil where blank.
  public var category: String?
  /// Of the outcome; nil where there is none.
  public var tool: String?
  public var usage: UsageSums

  public init(
    month: Month, line: Line, department: String?, category: String?, tool: String?, usage: UsageSums
  ) {
    self.month = month
    self.line = line
    self.department = department
    self.category = category
    self.tool = tool
    self.usage = usage
  }
}

/// Exact sums over usage rows.
public struct UsageSums: Hashable, Sendable {
  /// Usage rows.
  public var rows: Int128 = 0
  /// Requests: the rows weighted by their column `requests`.
  public var requests: Int128 = 0
  /// Tokens, as reported; blank counts are not in the sums.
  public var inputTokens: Int128 = 0
  public var cachedTokens: Int128 = 0
  public var cacheWriteTokens: Int128 = 0
  public var outputTokens: Int128 = 0
  public var reasoningTokens: Int128 = 0
  /// Cost of the priced rows.
  public var costNanos: Int128 = 0
  /// Rows that have neither a reported cost nor a price, and their tokens (input + output).
  public var unpricedRows: Int128 = 0
  public var unpricedTokens: Int128 = 0
  /// Rows whose department or category is not the one of the task's outcome.
  public var disagreeingRows: Int128 = 0
  /// Rows whose cost the source reports, and that cost.
  public var reportedRows: Int128 = 0
  public var reportedNanos: Int128 = 0
  /// Rows that a seat or flat rate pays for, which the policy allocates, and rows that nobody is charged for.
  public var allocatedRows: Int128 = 0
  public var freeRows: Int128 = 0

  public init() {}

  /// Adds (`sign` 1) or takes away (`sign` -1) other sums.
  public mutating func add(_ other: UsageSums, sign: Int128 = 1) {
    rows += sign * other.rows
    requests += sign * other.requests
    inputTokens += sign * other.inputTokens
    cachedTokens += sign * other.cachedTokens
    cacheWriteTokens += sign * other.cacheWriteTokens
    outputTokens += sign * other.outputTokens
    reasoningTokens += sign * other.reasoningTokens
    costNanos += sign * other.costNanos
    unpricedRows += sign * other.unpricedRows
    unpricedTokens += sign * other.unpricedTokens
    disagreeingRows += sign * other.disagreeingRows
    reportedRows += sign * other.reportedRows
    reportedNanos += sign * other.reportedNanos
    allocatedRows += sign * other.allocatedRows
    freeRows += sign * other.freeRows
  }

  public var cost: Money { Money(nanos: costNanos) }

  /// Rows whose cost comes from the price book, and that cost: what is in none of the other states.
  public var computedRows: Int128 { rows - unpricedRows - reportedRows - allocatedRows - freeRows }
  public var computedNanos: Int128 { costNanos - reportedNanos }
}

/// Requests and cost of one model in one month, whatever they served.
public struct ModelCell: Hashable, Sendable {
  public var month: Month
  public var provider: String?
  public var model: String
  public var usage: UsageSums
  /// Rows that have both a reported cost and a price, with both sums, for the comparison of the two (method 1.1).
  public var comparableRows: Int128
  public var comparableReportedNanos: Int128
  public var comparableListNanos: Int128
  /// Rows of several requests whose price tier is not known, and by how many nano-dollars their cost can be less or
  /// more than the one that counts.
  public var rangedRows: Int128 = 0
  public var belowNanos: Int128 = 0
  public var aboveNanos: Int128 = 0
  /// Rows that have the price of a short prompt only because their mode has none for long ones, and that cost.
  public var untieredRows: Int128 = 0
  public var untieredNanos: Int128 = 0

  public init(
    month: Month, provider: String?, model: String, usage: UsageSums, comparableRows: Int128,
    comparableReportedNanos: Int128, comparableListNanos: Int128
  ) {
    self.month = month
    self.provider = provider
    self.model = model
    self.usage = usage
    self.comparableRows = comparableRows
    self.comparableReportedNanos = comparableReportedNanos
    self.comparableListNanos = comparableListNanos
  }
}
