/// Where a source says what a price depends on beside model, time and tokens.
struct TraitFields: Sendable {
  /// Columns that name the mode; the first one that is not the standard mode counts.
  var modes: [SourceColumn] = []
  /// Words of those columns that mean the standard mode, in lower case, beside those that everybody writes.
  var standardWords: [String] = []
  /// Tokens written to the cache for an hour, part of the cache-write tokens.
  var longWrites: [SourceColumn] = []
  /// Says whether prompts were longer than the first threshold: "≤ 200k", "> 200k", "0-200k", "200k-1M".
  var context: SourceColumn?
  /// Whether a row stands for an unknown number of requests.
  var isAggregated = false

  var columns: [SourceColumn] { modes + longWrites + (context.map { [$0] } ?? []) }
}
