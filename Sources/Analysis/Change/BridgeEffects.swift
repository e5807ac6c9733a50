import TriageModel

/// The effects between the cells of two periods, with midpoint weights (method 7.2; Bennet 1920).
///
/// With q tasks, m = q/Q, p = S/q, a tokens per task and b cost per token, a bar being the mean of both periods:
/// ΔS = ΔQ·P̄ + Q̄·Σ p̄·Δm + Q̄·Σ m̄·b̄·Δa + Q̄·Σ m̄·ā·Δb. A cell that is absent from a period has the other's p, a
/// and b there. Every term changes nothing but its sign when the periods are swapped.
struct BridgeEffects: Sendable {
  private(set) var volume = 0.0
  private(set) var mix = 0.0
  private(set) var tokensPerTask = 0.0
  private(set) var price = 0.0
  private(set) var priceWithoutTokens = 0.0
  private let previous: BridgeCells
  private let current: BridgeCells

  init(previous: BridgeCells, current: BridgeCells) {
    self.previous = previous
    self.current = current
    let before = Totals(previous)
    let after = Totals(current)
    let quantity = (before.quantity + after.quantity) / 2
    guard quantity > 0 else { return }
    volume = (after.quantity - before.quantity) * (before.mean(or: after) + after.mean(or: before)) / 2
    for key in Set(previous.cells.keys).union(current.cells.keys).sorted(by: BridgeCells.Key.precedes) {
      let pair = (previous.cells[key], current.cells[key])
      let (left, right) = (Rates(pair.0), Rates(pair.1))
      let (share, laterShare) = (before.share(left, or: after, right), after.share(right, or: before, left))
      let meanShare = (share + laterShare) / 2
      mix += quantity * (left.cost(or: right) + right.cost(or: left)) / 2 * (laterShare - share)
      addRate(left, right, weight: quantity * meanShare)
    }
  }

  /// Only a cell that both periods have changes its rate.
  private mutating func addRate(_ left: Rates, _ right: Rates, weight: Double) {
    guard left.quantity > 0, right.quantity > 0 else { return }
    guard left.tokens > 0, right.tokens > 0 else {
      let change = weight * (right.perTask - left.perTask)
      price += change
      priceWithoutTokens += change
      return
    }
    let (a, laterA) = (left.tokens / left.quantity, right.tokens / right.quantity)
    let (b, laterB) = (left.spend / left.tokens, right.spend / right.tokens)
    tokensPerTask += weight * (b + laterB) / 2 * (laterA - a)
    price += weight * (a + laterA) / 2 * (laterB - b)
  }

  /// The effects in whole nano-dollars (largest remainder), adding up to the change of spend.
  var bridge: SpendBridge {
    let notAttributed = current.notAttributed - previous.notAttributed
    let change = current.total - previous.total
    let parts = BridgeEffects.rounded(
      [volume, mix, tokensPerTask, price], total: (change - notAttributed).nanos)
    return SpendBridge(
      previous: previous.total, current: current.total, volume: Money(nanos: parts[0]), mix: Money(nanos: parts[1]),
      tokensPerTask: Money(nanos: parts[2]), price: Money(nanos: parts[3]), notAttributed: notAttributed,
      priceWithoutTokens: Money(nanos: BridgeEffects.whole(priceWithoutTokens.rounded(.toNearestOrAwayFromZero))))
  }

  /// Whole numbers near `parts` that add up to `total`: each cut towards zero, then one more for the largest
  /// remainders in the direction of what is missing. What floating point lost beyond that goes to the largest part.
  static func rounded(_ parts: [Double], total: Int128) -> [Int128] {
    var result = parts.map { whole($0.rounded(.towardZero)) }
    let missing = total - result.reduce(0, +)
    guard missing != 0, !parts.isEmpty else { return result }
    let step = missing.signum()
    let units = Int(truncatingIfNeeded: missing.magnitude % UInt128(parts.count))
    let remainders = parts.map { ($0 - $0.rounded(.towardZero)) * Double(step) }
    let order = parts.indices.sorted { remainders[$0] != remainders[$1] ? remainders[$0] > remainders[$1] : $0 < $1 }
    for index in order.prefix(units) { result[index] += step }
    let largest = parts.indices.reduce(0) { parts[$1].magnitude > parts[$0].magnitude ? $1 : $0 }
    result[largest] += missing - step * Int128(units)
    return result
  }

  /// Amounts of a bridge are sums of bounded amounts; what is no number, or beyond them, counts as nothing and is
  /// made up for by the largest part.
  private static func whole(_ value: Double) -> Int128 {
    value.magnitude < 1e37 ? Int128(value) : 0
  }

  /// Q and P of one period.
  private struct Totals {
    let quantity: Double
    let spend: Double

    init(_ cells: BridgeCells) {
      quantity = cells.cells.values.reduce(Int128(0)) { $0 + $1.quantity }.nearestDouble
      spend = cells.cells.values.reduce(Int128(0)) { $0 + $1.spend }.nearestDouble
    }

    func mean(or other: Totals) -> Double {
      quantity > 0 ? spend / quantity : other.quantity > 0 ? other.spend / other.quantity : 0
    }

    /// m; a period without any cell has the other's.
    func share(_ cell: Rates, or other: Totals, _ otherCell: Rates) -> Double {
      quantity > 0 ? cell.quantity / quantity : other.quantity > 0 ? otherCell.quantity / other.quantity : 0
    }
  }

  /// One cell of one period.
  private struct Rates {
    let quantity: Double
    let spend: Double
    let tokens: Double

    init(_ cell: BridgeCells.Cell?) {
      quantity = (cell?.quantity ?? 0).nearestDouble
      spend = (cell?.spend ?? 0).nearestDouble
      tokens = (cell?.tokens ?? 0).nearestDouble
    }

    var perTask: Double { spend / quantity }

    /// p; a cell without a quantity has the other period's.
    func cost(or other: Rates) -> Double {
      quantity > 0 ? perTask : other.quantity > 0 ? other.perTask : 0
    }
  }
}
