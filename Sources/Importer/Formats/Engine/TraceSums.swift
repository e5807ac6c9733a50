internal import TriageModel

/// What rows of a trace come to, to compare them with the row above.
struct TraceSums {
  var input: Int128 = 0
  var output: Int128 = 0
  var costNanos: Int128 = 0
  var rows: Int128 = 0
  /// Rows with a cost.
  var pricedRows: Int128 = 0
  /// Whether a row with tokens does not say what it cost.
  var hasUnstated = false
  /// Whether a row with tokens does not say it, or says zero, as some sources do where they have no price.
  var hasZero = false
  /// Hash of the one model that all rows name; 0 = no row, or none of them names one.
  var model: UInt64 = 0
  var hasSeveralModels = false

  init() {}

  init(input: Int64, output: Int64, costNanos: Int64, isStated: Bool, model: UInt64) {
    self.input = Int128(input)
    self.output = Int128(output)
    self.costNanos = Int128(costNanos)
    self.model = model
    rows = 1
    pricedRows = costNanos == 0 ? 0 : 1
    hasZero = costNanos == 0 && input + output > 0
    hasUnstated = hasZero && !isStated
  }

  var hasTokens: Bool { input + output > 0 }

  mutating func add(_ other: TraceSums) {
    input += other.input
    output += other.output
    costNanos += other.costNanos
    rows += other.rows
    pricedRows += other.pricedRows
    hasUnstated = hasUnstated || other.hasUnstated
    hasZero = hasZero || other.hasZero
    hasSeveralModels = hasSeveralModels || other.hasSeveralModels
    guard other.model != 0 else { return }
    if model == 0 { model = other.model } else if model != other.model { hasSeveralModels = true }
  }

  /// Adds one row, whose sums are not made first.
  @inline(__always)
  mutating func add(input: Int64, output: Int64, costNanos: Int64, isStated: Bool, model: UInt64) {
    self.input += Int128(input)
    self.output += Int128(output)
    self.costNanos += Int128(costNanos)
    rows += 1
    if costNanos != 0 { pricedRows += 1 }
    if costNanos == 0, input + output > 0 {
      hasZero = true
      if !isStated { hasUnstated = true }
    }
    guard model != 0 else { return }
    if self.model == 0 { self.model = model } else if self.model != model { hasSeveralModels = true }
  }

  /// What a row is to the rows below it.
  enum Relation {
    /// It has tokens, or without tokens a cost, of its own.
    case own
    /// It holds theirs once more.
    case sum
    /// It holds theirs once more, and it alone says what all of them cost.
    case sumWithCost
    /// It has as many tokens, but names another model or cost, or none and just their cost: it is taken for a request of its
    /// own.
    case alike
  }

  /// What this row is to rows below that come to `below`.
  func relation(to below: TraceSums) -> Relation {
    guard hasTokens else {
      guard costNanos > 0, costNanos == below.costNanos else { return .own }
      // Rows without tokens, as of images, have one price each: one above one that costs the same can be two calls.
      return (below.hasTokens || below.pricedRows > 1) && hasModel(of: below) ? .sum : .alike
    }
    guard hasTokens(of: below) else { return .own }
    // Dollars that add up exactly prove the sum, whatever the models.
    if costNanos != 0, costNanos == below.costNanos, !below.hasZero { return .sum }
    guard hasModel(of: below) else { return .alike }
    if costNanos == 0 { return .sum }
    // Sources round each row, some to six digits.
    let difference = costNanos - below.costNanos
    let tolerance = max(costNanos.magnitude / 100, below.rows.magnitude * 1000)
    if !below.hasUnstated, difference.magnitude <= tolerance, below.costNanos != 0 { return .sum }
    return below.hasZero && difference >= 0 ? .sumWithCost : .alike
  }

  func hasTokens(of below: TraceSums) -> Bool { input == below.input && output == below.output }

  private func hasModel(of below: TraceSums) -> Bool {
    model == 0 || !below.hasSeveralModels && (below.model == 0 || below.model == model)
  }
}
