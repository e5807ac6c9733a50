/// One row of an outcome file: what became of a task (formats, part 1).
///
/// nil is unknown, never zero.
public struct OutcomeRow: Hashable, Sendable {
  public var taskID: String
  public var completedAt: Instant
  public var worker: String?
  public var department: String?
  public var category: String
  /// 1 to 5.
  public var complexity: Int64?
  public var tool: String
  /// 0 to 1,000,000.
  public var succeededMillionths: Int64?
  public var valueNanos: Int64?
  public var savedMillis: Int64?
  public var reviewMillis: Int64?
  public var reworkMillis: Int64?
  public var pairID: String?

  public init(taskID: String, completedAt: Instant, category: String, tool: String) {
    self.taskID = taskID
    self.completedAt = completedAt
    self.category = category
    self.tool = tool
  }

  /// A text that is equal for equal rows and orders different ones, whatever order they came in.
  public var canonicalText: String {
    func text(_ number: Int64?) -> String { number.map(String.init) ?? "" }
    let fields = [
      taskID, String(completedAt.nanosSinceEpoch), worker ?? "", department ?? "", category, text(complexity), tool,
      text(succeededMillionths), text(valueNanos), text(savedMillis), text(reviewMillis), text(reworkMillis),
      pairID ?? "",
    ]
    return fields.joined(separator: "\u{1F}")
  }

  /// Where the task's value comes from (method 1.3).
  public var valueBasis: ValueBasis {
    if valueNanos != nil { return .measured }
    if savedMillis != nil { return .minutes }
    return succeededMillionths == nil ? .none : .successOnly
  }

  public var succeeded: Succeeded {
    switch succeededMillionths {
    case nil: .blank
    case .some(0): .no
    case .some(1_000_000): .yes
    default: .partial
    }
  }

  /// The moment `v`: measured nano-dollars, or the milli-minutes credited by method 1.3 (T):
  /// succeeded → all; failed → min(0, m); fraction f → f·max(0, m) + min(0, m), rounded half away from zero.
  public var valueMoment: Int64 {
    if let valueNanos { return valueNanos }
    guard let savedMillis else { return 0 }
    return Self.creditedMillis(savedMillis, succeededMillionths: succeededMillionths)
  }
  /// The milli-minutes that a task is credited with (method 1.3, T); blank success counts as a failure.
  public static func creditedMillis(_ savedMillis: Int64, succeededMillionths: Int64?) -> Int64 {
    guard savedMillis > 0 else { return savedMillis }
    switch succeededMillionths ?? 0 {
    case 0: return 0
    case 1_000_000: return savedMillis
    case let share:
      let credited = Rounding.divideHalfAwayFromZero(Int128(share) * Int128(savedMillis), by: 1_000_000)
      return Int64(credited)
    }
  }
}
