public import TriageModel

/// Where a report comes from: everything it states about itself that the analysis does not know.
///
/// All of it is given by the caller; the reporter reads no clock, no environment and no file.
public struct ReportContext: Hashable, Sendable {
  /// All rows of one kind that the report rests on, in whatever files they came.
  ///
  /// Names and digests of files are left to the import ledger: the same rows in other files give the same report.
  public struct RowSet: Hashable, Sendable {
    /// `usage`, `outcomes` or `prices`.
    public var kind: String
    public var rows: Int64
    /// SHA-256 of the rows' exact sums, 64 hexadecimal digits.
    public var digest: String

    public init(kind: String, rows: Int64, digest: String) {
      self.kind = kind
      self.rows = rows
      self.digest = digest
    }
  }

  public var toolVersion: String
  /// The policy file's name.
  public var policyName: String
  /// SHA-256 of the policy, 64 hexadecimal digits.
  public var policyDigest: String
  public var rowSets: [RowSet]
  /// The command that makes the report again; nil where it was not made by a command.
  public var commandLine: String?
  /// The company's name for the head of the report.
  public var companyTitle: String?
  /// Rows of all imports that were left out because of errors.
  public var rowsLeftOut: Int64
  /// Reported cost of those of them whose cost could be read, and how many the others are.
  public var costLeftOut: Money
  public var rowsLeftOutWithoutCost: Int64
  /// The budget of the whole company for the period, from the policy.
  public var budget: Money?
  /// Whether the policy pays review and rework at the loaded hourly rate, so that a change of the rate changes them.
  public var humanCostFollowsRate = true
  /// Categories whose value per success the policy gives in minutes, so that it follows the loaded hourly rate, too.
  public var categoriesValuedInMinutes: Set<String> = []
  /// Models of the price book that models without a price may be meant to be.
  public var priceSuggestions: [PriceSuggestion] = []

  public init(
    toolVersion: String, policyName: String, policyDigest: String, rowSets: [RowSet], commandLine: String?,
    companyTitle: String? = nil, rowsLeftOut: Int64 = 0, costLeftOut: Money = .zero, rowsLeftOutWithoutCost: Int64 = 0,
    budget: Money? = nil
  ) {
    self.toolVersion = toolVersion
    self.policyName = policyName
    self.policyDigest = policyDigest
    self.rowSets = rowSets
    self.commandLine = commandLine
    self.companyTitle = companyTitle
    self.rowsLeftOut = rowsLeftOut
    self.costLeftOut = costLeftOut
    self.rowsLeftOutWithoutCost = rowsLeftOutWithoutCost
    self.budget = budget
  }
}
