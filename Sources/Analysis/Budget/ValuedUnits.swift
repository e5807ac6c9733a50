import TriageModel

/// The units of a period under one policy: what each ok task is worth, exactly.
struct ValuedUnits: Sendable {
  /// What is known of a unit's value.
  enum State: UInt8, Sendable {
    /// An ok task: its net value counts.
    case ok
    /// A task whose value or cost is not known: only counted.
    case unknown
    /// Spend that led to no outcome.
    case noOutcome
  }

  /// |y| × `NetLine.scale` of a task stays below this, so that sums over any number of units fit 128 bits.
  private static let limit: Int128 = 1 << 96

  let source: SpendUnits
  /// One per task of the source: whether it is ok, y × scale, and V × scale.
  private let isOk: [Bool]
  private let nets: [Int128]
  private let values: [Int128]

  /// - Throws: `AnalysisError.overflow`.
  init(_ source: SpendUnits, policy: Policy) throws(AnalysisError) {
    self.source = source
    var valuations: [Valuation] = []
    for key in source.keys { valuations.append(try Valuation(of: key, under: policy)) }
    let lines = valuations.map(\.line)
    let okKeys = valuations.map { $0.status == .ok }
    var isOk: [Bool] = []
    var nets: [Int128] = []
    var values: [Int128] = []
    isOk.reserveCapacity(source.tasks.count)
    nets.reserveCapacity(source.tasks.count)
    values.reserveCapacity(source.tasks.count)
    for task in source.tasks {
      let key = Int(task.key)
      isOk.append(okKeys[key])
      guard okKeys[key] else {
        nets.append(0)
        values.append(0)
        continue
      }
      guard let amounts = ValuedUnits.amounts(task.figures, lines[key]) else {
        throw .overflow(category: source.keys[key].category)
      }
      nets.append(amounts.net)
      values.append(amounts.value)
    }
    (self.isOk, self.nets, self.values) = (isOk, nets, values)
  }

  /// y and V, each × scale; nil where one leaves the range of exact sums.
  private static func amounts(_ figures: Figures<Int64>, _ line: NetLine) -> (net: Int128, value: Int128)? {
    let measured = line.v.multipliedReportingOverflow(by: Int128(figures.v))
    let policy = line.p.multipliedReportingOverflow(by: Int128(figures.p))
    let review = line.r.multipliedReportingOverflow(by: Int128(figures.r))
    let rework = line.w.multipliedReportingOverflow(by: Int128(figures.w))
    let token = NetLine.scale * Int128(figures.k)
    let parts = [measured, policy, review, rework]
    guard parts.allSatisfy({ !$0.overflow && $0.partialValue.magnitude < limit.magnitude }),
      line.constant.magnitude < limit.magnitude
    else { return nil }
    let value = measured.partialValue + policy.partialValue
    return (line.constant + value + review.partialValue + rework.partialValue - token, value)
  }

  @inline(__always)
  func state(_ unit: SpendUnits.Unit) -> State {
    unit.task < 0 ? .noOutcome : isOk[Int(unit.task)] ? .ok : .unknown
  }

  /// y × scale of an ok task.
  @inline(__always)
  func net(_ unit: SpendUnits.Unit) -> Int128 { nets[Int(unit.task)] }

  /// V × scale of an ok task.
  @inline(__always)
  func value(_ unit: SpendUnits.Unit) -> Int128 { values[Int(unit.task)] }
}
