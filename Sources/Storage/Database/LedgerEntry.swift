/// One entry of the import ledger: a file, what was read from it, and its control totals.
///
/// `rows` = new + repeated + restated + superseded + shared + kept + replaced rows.
public struct LedgerEntry: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case usage
    case outcomes
    case prices
    case invoices
  }

  /// Number of the import, from 1; 0 before it has one.
  public var id: Int64 = 0
  public var kind: Kind
  /// The file's name without its folder; `-` for standard input.
  public var fileName: String
  public var toolVersion: String
  public var bytes: Int64 = 0
  /// Of the file's bytes as they lie on disk, in lower-case hexadecimal digits.
  public var sha256 = ""
  public var rows: Int64 = 0
  public var newRows: Int64 = 0
  public var repeatedRows: Int64 = 0
  public var restatedRows: Int64 = 0
  public var supersededRows: Int64 = 0
  public var sharedRows: Int64 = 0
  /// Rows in conflict with one that was there, which stayed.
  public var keptRows: Int64 = 0
  /// Rows that took the place of one that was there.
  public var replacedRows: Int64 = 0
  /// Bad rows that were left out.
  public var rejectedRows: Int64 = 0
  /// Σ `cost_usd` or `amount_usd` of the rejected rows whose cost could be read.
  public var rejectedCostNanos: Int64 = 0
  /// Rejected rows of usage or bills without a readable cost.
  public var rejectedWithoutCost: Int64 = 0
  /// What the database holds of this import, and its sums; re-derived from the rows by the checks.
  public var stored = ControlTotals()
  /// Earliest and latest time of the stored rows, nanoseconds since 1970; nil for prices.
  public var firstNanos: Int64?
  public var lastNanos: Int64?
  /// Whether the import was taken back.
  public var isUndone = false

  public init(kind: Kind, fileName: String, toolVersion: String) {
    self.kind = kind
    self.fileName = fileName
    self.toolVersion = toolVersion
  }

  /// Rows that changed what is in force.
  public var effectiveRows: Int64 { newRows + restatedRows + sharedRows + replacedRows }

  /// Takes over what became of the file's usage or outcome rows.
  public mutating func take(_ committed: LedgerEntry) {
    // Every stored usage row is new, but for those that took the place of another one.
    newRows = kind == .usage ? committed.stored.rows - committed.replacedRows : committed.newRows
    repeatedRows = committed.repeatedRows
    restatedRows = committed.restatedRows
    supersededRows = committed.supersededRows
    sharedRows = committed.sharedRows
    keptRows = committed.keptRows
    replacedRows = committed.replacedRows
    stored = committed.stored
    firstNanos = committed.firstNanos
    lastNanos = committed.lastNanos
    rows = newRows + repeatedRows + restatedRows + supersededRows + sharedRows + keptRows + replacedRows
  }

  /// Widens the span of time to hold a moment.
  public mutating func include(_ nanos: Int64) {
    firstNanos = min(firstNanos ?? nanos, nanos)
    lastNanos = max(lastNanos ?? nanos, nanos)
  }
}

/// Sums over stored rows of one import: a changed cent, token or minute changes one of them.
public struct ControlTotals: Hashable, Sendable {
  public var rows: Int64 = 0
  /// Σ `cost_usd`, or Σ `amount_usd` of bill lines.
  public var reportedCostNanos: Int64 = 0
  /// Σ input and output tokens.
  public var tokens: Int64 = 0
  /// Σ `value_usd`.
  public var valueNanos: Int64 = 0
  /// Σ minutes saved, of review and of rework.
  public var minuteMillis: Int64 = 0

  public init() {}

  /// Adds other totals.
  ///
  /// - Throws: `StorageError.overflow`.
  mutating func add(_ other: ControlTotals) throws(StorageError) {
    rows += other.rows
    reportedCostNanos = try Self.sum(reportedCostNanos, other.reportedCostNanos)
    tokens = try Self.sum(tokens, other.tokens)
    valueNanos = try Self.sum(valueNanos, other.valueNanos)
    minuteMillis = try Self.sum(minuteMillis, other.minuteMillis)
  }

  @inline(__always)
  mutating func add(_ record: RequestRecord) throws(StorageError) {
    rows += 1
    reportedCostNanos = try Self.sum(reportedCostNanos, record.reportedCostNanos)
    tokens = try Self.sum(tokens, record.inputTokens + record.outputTokens)
  }

  @inline(__always)
  mutating func add(_ record: OutcomeRecord) throws(StorageError) {
    rows += 1
    valueNanos = try Self.sum(valueNanos, record.valueNanos)
    minuteMillis = try Self.sum(minuteMillis, record.savedMillis + record.reviewMillis + record.reworkMillis)
  }

  @inline(__always)
  static func sum(_ left: Int64, _ right: Int64) throws(StorageError) -> Int64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    if overflow { throw .overflow(what: "the total of an import") }
    return sum
  }
}
