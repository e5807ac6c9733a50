/// How a source's rows become canonical usage rows.
///
/// Token columns are added up: a source that counts the parts of the input apart names all of them as `input`, one that
/// includes them names its one column. So every row comes to the same disjoint buckets.
struct UsageFields: Sendable {
  var key: KeyRule
  /// A column that takes the place of another one in the id of each row where it is not blank.
  var keyInstead: (column: SourceColumn, of: SourceColumn)?
  var time: TimeRule
  /// Where a bucket ends, written like its time: how long buckets are, by the first row, and which of them are days. None
  /// may lie over another.
  var bucketEnd: SourceColumn?
  /// Where nothing says how long a bucket is: whether one that begins at a midnight is that day, or only one whose time is
  /// a date alone.
  var midnightsAreDays = true
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
  /// How many of the columns of `input` and `output`, from the first on, are counts of their own and no parts beside them:
  /// where those are blank, the whole is unknown; 0 = any column makes a count.
  var ownInputColumns = 0
  var ownOutputColumns = 0
  /// Counts may have commas between thousands.
  var hasGroupedCounts = false
  /// Tokens that one counted unit stands for: 1,000 for a column in thousands.
  var tokensPerUnit: Int64 = 1
  var long: LongRule?
  var map: UsageMapRule?
  var cost: MoneyRule?
  /// What of the cost is paid for something else than tokens: searches, files.
  var fees: [SourceColumn] = []
  /// Words of a column, in lower case, that say that a row is not paid by its tokens: images, audio.
  var otherCalls: (column: SourceColumn, words: [String])?
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
  /// What to do about a row with a word that is not known; nil = it says nothing of the row.
  var remedyOfOthers: String?
}
