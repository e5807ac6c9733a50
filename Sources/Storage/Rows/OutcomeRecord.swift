internal import TriageModel

/// An outcome row on its way into or out of a segment: numbers of names (0 = blank), and places of texts in an arena.
public struct OutcomeRecord: Sendable {
  var taskHash: UInt64 = 0
  public var completedNanos: Int64 = 0
  /// 0 to 1,000,000.
  public var succeededMillionths: Int64 = 0
  public var valueNanos: Int64 = 0
  public var savedMillis: Int64 = 0
  public var reviewMillis: Int64 = 0
  public var reworkMillis: Int64 = 0
  public var worker: Int32 = 0
  public var department: Int32 = 0
  public var category: Int32 = 0
  public var tool: Int32 = 0
  public var importID: Int32 = 0
  /// Position among the rows of this commit; rows that were stored before have `UInt32.max`.
  var sequence = UInt32.max
  /// 1 to 5; 0 = blank.
  public var complexity: UInt8 = 0
  public var present: Presence = []
  var taskID = TextPlace()
  var pairID = TextPlace()

  public init() {}

  /// Which numbers are known: unknown is not zero.
  public struct Presence: OptionSet, Sendable {
    public var rawValue: UInt8

    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    @inlinable public static var succeeded: Presence { Presence(rawValue: 1) }
    @inlinable public static var value: Presence { Presence(rawValue: 2) }
    @inlinable public static var saved: Presence { Presence(rawValue: 4) }
    @inlinable public static var review: Presence { Presence(rawValue: 8) }
    @inlinable public static var rework: Presence { Presence(rawValue: 16) }
  }
}

extension OutcomeRecord {
  /// Whether two rows of one task say the same.
  func isSame(as other: OutcomeRecord, pairIsEqual: Bool) -> Bool {
    completedNanos == other.completedNanos && succeededMillionths == other.succeededMillionths
      && valueNanos == other.valueNanos && savedMillis == other.savedMillis && reviewMillis == other.reviewMillis
      && reworkMillis == other.reworkMillis && worker == other.worker && department == other.department
      && category == other.category && tool == other.tool && complexity == other.complexity
      && present == other.present && pairIsEqual
  }

  /// Where the task's value comes from (method 1.3).
  var valueBasis: ValueBasis {
    if present.contains(.value) { return .measured }
    if present.contains(.saved) { return .minutes }
    return present.contains(.succeeded) ? .successOnly : .none
  }

  var succeeded: Succeeded {
    guard present.contains(.succeeded) else { return .blank }
    return succeededMillionths == 0 ? .no : succeededMillionths == 1_000_000 ? .yes : .partial
  }

  /// The moment `v`: measured nano-dollars or credited milli-minutes.
  var valueMoment: Int64 {
    if present.contains(.value) { return valueNanos }
    guard present.contains(.saved) else { return 0 }
    return OutcomeRow.creditedMillis(
      savedMillis, succeededMillionths: present.contains(.succeeded) ? succeededMillionths : nil)
  }
}
