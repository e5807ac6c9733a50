/// A column with a JSON object of counts by kind of token, as Langfuse keeps it.
///
/// Kinds are apart from each other and added up. Where the object states a total, the kinds have to make it; where
/// input and output alone make it, the other kinds are parts of them.
struct UsageMapRule: Sendable {
  enum Bucket: Sendable { case fresh, cached, cacheWrite, output, reasoning, total }

  struct Kind: Sendable {
    var bucket: Bucket
    /// Names of one and the same count, in lower case.
    var spellings: [String]
  }

  var column: SourceColumn
  var kinds: [Kind]

  /// The names that Langfuse's integrations write.
  static func langfuse(_ column: SourceColumn) -> UsageMapRule {
    UsageMapRule(
      column: column,
      kinds: [
        Kind(bucket: .fresh, spellings: ["input", "input_tokens", "prompt_tokens", "inputtokens", "prompttokens"]),
        Kind(bucket: .fresh, spellings: ["input_audio_tokens", "input_audio"]),
        Kind(bucket: .cached, spellings: ["input_cached_tokens", "input_cache_read", "cache_read_input_tokens"]),
        Kind(bucket: .cacheWrite, spellings: ["cache_creation_input_tokens", "input_cache_creation"]),
        Kind(
          bucket: .output,
          spellings: ["output", "output_tokens", "completion_tokens", "outputtokens", "completiontokens"]),
        Kind(bucket: .output, spellings: ["output_audio_tokens", "output_audio"]),
        Kind(bucket: .output, spellings: ["output_accepted_prediction_tokens"]),
        Kind(bucket: .output, spellings: ["output_rejected_prediction_tokens"]),
        Kind(bucket: .reasoning, spellings: ["output_reasoning_tokens", "reasoning_tokens", "output_reasoning"]),
        Kind(bucket: .total, spellings: ["total", "total_tokens", "totaltokens"]),
      ])
  }
}
