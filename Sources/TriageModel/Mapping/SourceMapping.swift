/// How somebody's own CSV is read, as a mapping file says it.
public struct SourceMapping: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case usage
    case outcomes
  }

  /// What one row of usage stands for.
  public enum Grain: String, Hashable, Sendable, CaseIterable {
    case request
    /// The requests of an hour or another span: their number may be unknown.
    case bucket
    /// The requests of a day, which is that date in whatever zone the report is.
    case day
    /// The whole time of the file.
    case range
  }

  /// What a time without a zone means.
  public enum Zone: String, Hashable, Sendable, CaseIterable {
    /// It is an error.
    case written
    case utc
    /// Whoever imports says it.
    case asked
  }

  public enum Time: String, Hashable, Sendable, CaseIterable {
    case iso
    case epochSeconds = "epoch_seconds"
    case epochMillis = "epoch_millis"
    case epochNanos = "epoch_nanos"
    case monthFirst = "month_first"
    case dayFirst = "day_first"
  }

  public enum MoneyUnit: String, Hashable, Sendable, CaseIterable {
    case usd
    case cents
  }

  /// Token counts that the source gives beside the count that includes them in canonical files.
  public enum Part: String, Hashable, Sendable, CaseIterable {
    case cachedInput = "cached_input_tokens"
    case cacheWrite = "cache_write_tokens"
    case reasoning = "reasoning_tokens"
  }

  /// Where a canonical column comes from.
  public struct Column: Hashable, Sendable {
    /// Counts are added up; of texts, times and amounts the first that is not blank counts.
    public var columns: [String] = []
    public var constant: String?
    /// A regular expression; its first group, or its whole match, is the text.
    public var match: String?

    public init() {}
  }

  public var kind = Kind.usage
  /// Stands in front of ids that are made from columns.
  public var name = "own"
  public var grain = Grain.request
  public var zone = Zone.written
  public var time = Time.iso
  public var money = MoneyUnit.usd
  public var tokensPerUnit: Int64 = 1
  /// Parts that are counted apart and have to be added.
  public var apart: Set<Part> = []
  /// Columns that identify a row together, where none does so alone.
  public var key: [String] = []
  /// By the canonical column's name.
  public var columns: [String: Column] = [:]
  /// Words for a task or a request that succeeded, and for one that did not.
  public var successWords: [String] = ["true", "yes", "1", "pass", "done"]
  public var failureWords: [String] = ["false", "no", "0", "fail", "failed"]

  public init() {}

  /// Canonical columns that a mapping can fill.
  public static func canonicalColumns(_ kind: Kind) -> [String] {
    switch kind {
    case .usage:
      [
        "request_id", "timestamp", "model", "task_id", "parent_request_id", "worker_id", "department", "category",
        "provider", "input_tokens", "cached_input_tokens", "cache_write_tokens", "output_tokens", "reasoning_tokens",
        "cost_usd", "requests", "status", "service_tier", "cache_write_1h_tokens", "prompt_length",
      ]
    case .outcomes:
      [
        "task_id", "completed_at", "category", "tool", "worker_id", "department", "succeeded", "value_usd",
        "minutes_saved", "review_minutes", "rework_minutes", "pair_id",
      ]
    }
  }

  /// Canonical columns without which there is no row.
  public static func requiredColumns(_ kind: Kind) -> [String] {
    kind == .usage ? ["timestamp", "model"] : ["task_id", "completed_at"]
  }
}
