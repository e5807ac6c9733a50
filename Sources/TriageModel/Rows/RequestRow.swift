/// One row of a usage file: a request to a model, or a bucket of requests (formats, part 1).
///
/// nil is unknown, never zero.
public struct RequestRow: Hashable, Sendable {
  public var requestID: String
  public var taskID: String?
  public var parentRequestID: String?
  public var at: Instant
  public var worker: String?
  public var department: String?
  public var category: String?
  public var provider: String?
  public var model: String
  /// Includes cached and cache-write tokens.
  public var inputTokens: Int64?
  public var cachedTokens: Int64?
  public var cacheWriteTokens: Int64?
  /// Includes reasoning tokens.
  public var outputTokens: Int64?
  public var reasoningTokens: Int64?
  /// What the provider reported.
  public var costNanos: Int64?
  /// Number of requests the row stands for.
  public var requests: Int64
  /// `ok` or `error`.
  public var status: String?
  /// Mode, length of prompt and lifetime of cache writes, as far as the price depends on them.
  public var traits = RequestTraits.none

  public init(requestID: String, at: Instant, model: String) {
    self.requestID = requestID
    self.at = at
    self.model = model
    requests = 1
  }
}
