internal import TriageModel

/// Where a source says what a price depends on beside model, time and tokens.
struct TraitFields: Sendable {
  /// Columns that name the mode; the first one that is not the standard mode counts.
  var modes: [SourceColumn] = []
  /// The first of those columns that is not blank counts, whatever it says: what was served, before what was asked for.
  var firstModeCounts = false
  /// Words of those columns that mean the standard mode, in lower case, beside those that everybody writes.
  var standardWords: [String] = []
  /// Says the mode in some words of a column that is about something else.
  var hint: ModeHint?
  /// Tokens written to the cache for an hour, part of the cache-write tokens.
  var longWrites: [SourceColumn] = []
  /// Says whether prompts were longer than the first threshold: "≤ 200k", "> 200k", "0-200k", "200k-1M".
  var context: SourceColumn?
  /// Whether a row stands for an unknown number of requests.
  var isAggregated = false

  var columns: [SourceColumn] { modeColumns + longWrites + (context.map { [$0] } ?? []) }
  var modeColumns: [SourceColumn] { modes + (hint.map { [$0.column] } ?? []) }

  struct ModeHint: Sendable {
    var column: SourceColumn
    /// In lower case; any other word says nothing of the mode.
    var words: [String]
    var mode: PriceMode
  }
}
