public import TriageModel

/// One entry of the import ledger: a file, what was read from it, and its control totals.
///
/// `rows` = new + repeated + restated + superseded + shared rows.
public struct LedgerEntry: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case usage
    case outcomes
    case prices
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
  /// Σ `cost_usd` of the new rows.
  public var reportedCostNanos: Int64 = 0
  /// Σ input and output tokens of the new rows.
  public var tokens: Int64 = 0
  /// Earliest and latest time of the new and restated rows, nanoseconds since 1970; nil for prices.
  public private(set) var firstNanos: Int64?
  public private(set) var lastNanos: Int64?

  public init(kind: Kind, fileName: String, toolVersion: String) {
    self.kind = kind
    self.fileName = fileName
    self.toolVersion = toolVersion
  }

  /// Widens the span of time to hold `instant`.
  public mutating func include(_ instant: Instant) {
    firstNanos = min(firstNanos ?? instant.nanosSinceEpoch, instant.nanosSinceEpoch)
    lastNanos = max(lastNanos ?? instant.nanosSinceEpoch, instant.nanosSinceEpoch)
  }
}
