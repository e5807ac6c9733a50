public import TriageModel

/// What the user says about a file of another tool: what its rows do not say themselves.
public struct SourceSettings: Sendable {
  /// The format by name; nil = told by the header.
  public var formatName: String?
  /// A format of the user's own, which then is the one.
  public var mapping: SourceFormat?
  /// The time that a file without dates covers.
  public var period: Period?
  /// In which months are counted, so that a file without dates ends with its period there.
  public var reportingZone = ReportingZone.utc
  /// The zone of times that have none.
  public var zone: SourceZone?
  /// Which of day and month stands first in dates such as 2/7/26; nil = as the format has it.
  public var dateOrder: DateOrder?
  /// Texts for canonical columns that the source does not fill.
  public var constants: [Constant: String] = [:]
  /// Nano-dollars for one unit of another currency, by its code.
  public var rates: [String: Int64] = [:]
  /// The file's spend is no part of what is there already, although provider and time are the same.
  public var isSeparateSpend = false
  /// Amounts are dollars and tokens single ones, however large the price that follows from them.
  public var hasRightUnits = false
  /// Columns that are not known and hold nothing to count, in lower case.
  public var ignoredColumns: Set<String> = []
  /// From when the prices of a catalogue hold that names no date.
  public var pricesFrom: Instant?

  public init() {}

  /// The order of a date in numbers, as `--date-order` takes it.
  public enum DateOrder: String, Hashable, Sendable, CaseIterable {
    case dayFirst = "dmy"
    case monthFirst = "mdy"
  }

  /// A canonical column that can be given for a whole file.
  public enum Constant: String, Hashable, Sendable, CaseIterable {
    case tool
    case category
    case department
    case worker
    case provider
    case model
  }
}
