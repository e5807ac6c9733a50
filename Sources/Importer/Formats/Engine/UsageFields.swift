/// How a source's rows become canonical usage rows.
///
/// Token columns are added up: a source that counts the parts of the input apart names all of them as `input`, one that
/// includes them names its one column. So every row comes to the same disjoint buckets.
struct UsageFields: Sendable {
  var key: KeyRule
  var time: TimeRule
  /// Where a bucket ends, written like its time. The first row tells how long buckets are; none may lie over another.
  var bucketEnd: SourceColumn?
  /// The time once more as ISO text, which may leave out its zone.
  var timeAgain: SourceColumn?
  var model: TextRule
  /// Who is paid for the row.
  var provider = TextRule.none
  /// Who is paid where another bill charges the row.
  var providerElsewhere = TextRule.none
  var worker = TextRule.none
  var department = TextRule.none
  var category = TextRule.none
  var task = TextRule.none
  var parent = TextRule.none
  /// With cached and cache-write tokens.
  var input: [SourceColumn] = []
  var cached: [SourceColumn] = []
  /// Another place of the same count: where both are stated and not zero, they have to agree.
  var cachedAgain: SourceColumn?
  var cacheWrite: [SourceColumn] = []
  /// With reasoning tokens.
  var output: [SourceColumn] = []
  var reasoning: [SourceColumn] = []
  /// Counts may have commas between thousands.
  var hasGroupedCounts = false
  /// Tokens that one counted unit stands for: 1,000 for a column in thousands.
  var tokensPerUnit: Int64 = 1
  var long: LongRule?
  var map: UsageMapRule?
  var cost: MoneyRule?
  var requests: SourceColumn?
  var status: StatusRule?
  var traits: TraitFields?
}

/// A layout with a row for each kind of token.
///
/// A row becomes a usage row of its one bucket, with zeros in the others: sums and prices come out the same.
struct LongRule: Sendable {
  enum Bucket: Sendable { case fresh, cached, cacheWrite, output, requests }

  var kind: SourceColumn
  var amount: SourceColumn
  var buckets: [String: Bucket]
}

/// Which words of a column say that a request failed.
struct StatusRule: Sendable {
  var column: SourceColumn
  /// In lower case.
  var ok: [String] = []
  var errors: [String] = []
  /// Every other word than those of `ok` is an error.
  var othersFail = false
}
