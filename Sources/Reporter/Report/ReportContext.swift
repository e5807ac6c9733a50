public import TriageModel

/// Where a report comes from: everything it states about itself that the analysis does not know.
///
/// All of it is given by the caller; the reporter reads no clock, no environment and no file.
public struct ReportContext: Hashable, Sendable {
  /// An input file as the import ledger knows it.
  public struct SourceFile: Hashable, Sendable {
    /// The name as the user gave it.
    public var name: String
    /// `usage`, `outcomes`, `prices` or `policy`.
    public var kind: String
    /// Data rows loaded; nil for a file that has no rows.
    public var rows: Int64?
    /// Rows that an earlier import had already loaded.
    public var repeatedRows: Int64
    /// Rows left out because of errors.
    public var rejectedRows: Int64
    public var bytes: Int64
    /// SHA-256 of the file, 64 hexadecimal digits.
    public var sha256: String

    public init(
      name: String, kind: String, rows: Int64?, repeatedRows: Int64, rejectedRows: Int64, bytes: Int64, sha256: String
    ) {
      self.name = name
      self.kind = kind
      self.rows = rows
      self.repeatedRows = repeatedRows
      self.rejectedRows = rejectedRows
      self.bytes = bytes
      self.sha256 = sha256
    }
  }

  public var toolVersion: String
  /// The policy file's name.
  public var policyName: String
  /// SHA-256 of the policy, 64 hexadecimal digits.
  public var policyDigest: String
  public var files: [SourceFile]
  /// The command that makes the report again; nil where it was not made by a command.
  public var commandLine: String?
  /// The company's name for the head of the report.
  public var companyTitle: String?
  /// Rows of all imports that were left out because of errors.
  public var rowsLeftOut: Int64
  /// The budget of the whole company for the period, from the policy.
  public var budget: Money?

  public init(
    toolVersion: String, policyName: String, policyDigest: String, files: [SourceFile], commandLine: String?,
    companyTitle: String? = nil, rowsLeftOut: Int64 = 0, budget: Money? = nil
  ) {
    self.toolVersion = toolVersion
    self.policyName = policyName
    self.policyDigest = policyDigest
    self.files = files
    self.commandLine = commandLine
    self.companyTitle = companyTitle
    self.rowsLeftOut = rowsLeftOut
    self.budget = budget
  }
}
