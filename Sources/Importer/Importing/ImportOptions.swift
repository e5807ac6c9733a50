public import Storage
public import TriageModel

/// How an import treats what it finds.
public struct ImportOptions: Sendable {
  /// What happens to a row whose id is there already with another body.
  public var onConflict = ConflictPolicy.refuse
  /// Bad rows are left out and counted, the good ones loaded.
  public var keepsGood = false
  /// Everything is checked and told, nothing written.
  public var isDryRun = false
  /// What the file has to tie out to; for imports of one file.
  public var expectation = Expectation()
  /// The policy's names of models, for the price book; nil = those of the last import.
  public var aliases: [String: String]?
  /// In which the rollup counts months; nil = as before.
  public var zone: ReportingZone?
  /// What is said about files of other tools.
  public var source = SourceSettings()
  /// How many problems are kept to be named; all are counted.
  public var problemLimit = 100

  public init() {}

  /// Totals that the sender of a file named; nil = not given.
  public struct Expectation: Hashable, Sendable {
    public var rows: Int64?
    /// Σ `cost_usd` of a usage file, Σ `value_usd` of an outcome file, Σ `amount_usd` of a bill.
    public var totalNanos: Int64?
    public var sha256: String?

    public init() {}

    public var isEmpty: Bool { self == Expectation() }
  }
}
