/// How another tool's export is read: a declaration, which one engine carries out.
///
/// Columns are named as their header has them, trimmed and case folded; their order does not matter.
public struct SourceFormat: Sendable {
  /// As `--format` takes it: `openai-usage`.
  public var name: String
  /// What people call the file: "OpenAI usage CSV".
  public var title: String
  /// Where the columns are known from.
  public var evidence: Evidence
  /// What one row stands for.
  public var grain: Grain
  /// Columns that tell the format: a header with all of them is one of its files.
  var signature: [String]
  /// Columns of other formats: a header with one of them is none of its files.
  var absent: [String] = []
  /// Columns that are known and hold nothing for the database.
  var unread: [String] = []
  var zone = ZoneRule.written
  var content: Content
  var skips: [SkipRule] = []
  var identities: [IdentityRule] = []
  /// What is odd about the files, one sentence each.
  public var quirks: [String]
  /// Whether column names may be repeated; such a column is not to be read.
  var allowsRepeatedColumns = false
  /// Columns whose times prove that a row with more cells than the header has its cells in place; empty = no such row
  /// is read.
  var proofOfPlace: [SourceColumn] = []
  /// Columns with dates that are not read, and tell whether day or month stands first.
  var datedColumns: [SourceColumn] = []
  /// Columns of the key with an id that stays whatever its owner is called: rows of two ids are two spends.
  var idColumns: [SourceColumn] = []
  /// Columns at the start of the header that alone make the row of an empty bucket; empty = no such row is read.
  var shortRow: [String] = []
  /// Whether columns come in groups, one for each tool.
  var isGrouped = false
  /// Whether its rows have no id and can be alike in everything: the second of the same key in a file is a row of its own.
  var hasEqualRows = false
  /// Whether a file can have columns of whatever name that its user chose.
  var hasFreeColumns = false
  /// Whether a row can hold the tokens of the rows below it once more.
  var parentsMayInclude = false
  /// A column that has to hold one and the same text in all rows.
  var single: SourceColumn?

  public enum Evidence: String, Hashable, Sendable {
    /// A real header, row or parser was read.
    case seen = "V"
    /// Documentation only.
    case documented = "D"
    /// Written by the user.
    case mapping = "own"
  }

  public enum Grain: String, Hashable, Sendable, CaseIterable {
    case request
    /// An hour, a day or another span of time.
    case bucket
    /// The whole time of the file.
    case range
    case task
  }

  enum Content: Sendable {
    case usage(UsageFields)
    case outcomes(OutcomeFields)
    case invoice(InvoiceFields)
    /// Sums of rows that another export holds one by one: recognised and not read.
    case summary(instead: String)
  }

  var layout = Layout.csv
  /// Whether an object of a JSON file that should hold rows and holds none is an error.
  var needsRows = false
  /// In a JSON file, tokens of the object around the rows, and what of the rows adds up to them.
  var groupTotal: IdentityRule?
  /// Where rows of one group may each state the amount of the whole group.
  var repeats: RepeatRule?
  /// A number of rows at which a list was probably cut.
  var suspiciousRows: Int64?

  enum Layout: Hashable, Sendable {
    case csv
    /// Objects at this path of keys, lists gone through; a column `../name` is a value of the object around.
    case json(rows: [String])
  }

  /// Whether its files are recognised and not read: sums of other exports.
  public var isRefused: Bool {
    switch content {
    case .usage, .outcomes, .invoice: false
    case .summary: true
    }
  }

  /// Whether its rows have no time: the user names the period that they cover.
  var hasNoDates: Bool {
    switch content {
    case .usage(let fields): fields.time.isPeriod
    case .outcomes(let fields): fields.completed.isPeriod
    case .invoice, .summary: false
    }
  }

  var hasGroupedCounts: Bool {
    if case .usage(let fields) = content { fields.hasGroupedCounts } else { false }
  }

  /// The columns of a header that the ids of rows are made of; blank where the file has ids of its own.
  func keyColumns(in header: [String]) -> String {
    keyParts.map(\.name).filter { layout != .csv || header.contains($0) }.joined(separator: ",")
  }

  /// The columns that the ids of rows are made of; none where rows have ids of their own.
  var keyParts: [SourceColumn] {
    let key: KeyRule? =
      switch content {
      case .usage(let fields): fields.key
      case .invoice(let fields): fields.key
      case .outcomes, .summary: nil
      }
    guard case .parts(let columns)? = key else { return [] }
    return columns
  }

  /// Whether rows are sums over all requests or charges that have the columns of their id in common.
  var isGroupedByKey: Bool {
    guard grain == .bucket || grain == .range else { return false }
    return switch content {
    case .usage(let fields): if case .parts = fields.key { !hasEqualRows } else { false }
    case .invoice(let fields): if case .parts = fields.key { true } else { false }
    case .outcomes, .summary: false
    }
  }

  /// Whether a header is one of this format.
  func fits(_ header: Set<String>) -> Bool {
    layout == .csv && header.isSuperset(of: signature) && header.isDisjoint(with: absent)
      && (!isGrouped || header.contains { $0.hasPrefix("[") })
  }
}

/// A row that is passed over and counted.
struct SkipRule: Sendable {
  enum Condition: Sendable {
    /// All of the columns are blank.
    case blank([SourceColumn])
    /// All of the columns are blank or zero.
    case zero([SourceColumn])
    /// The column holds one of the words, in whatever case.
    case holds(SourceColumn, [String])
    /// The column is not blank and holds none of the words, in whatever case.
    case holdsOther(SourceColumn, [String])
  }

  var condition: Condition
  /// What the rows are, in the plural: "empty buckets".
  var what: String
  /// Dollars of the rows, which are stated beside their number: the first of these columns that is not blank.
  var cost: [SourceColumn] = []
}

/// Rows that may each hold the amount of their whole group.
struct RepeatRule: Sendable {
  /// What the rows of a group have in common.
  var group: [SourceColumn]
  /// What tells them apart; without this column in the file nothing is repeated.
  var member: SourceColumn
  var amount: SourceColumn
}

/// An equation that every row of the source keeps.
struct IdentityRule: Sendable {
  var total: SourceColumn
  /// Add up to the total.
  var parts: [SourceColumn]
  /// By how many nano-units the two sides may differ: 0 for counts.
  var toleranceNanos: Int64 = 0
}
