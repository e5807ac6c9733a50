internal import Storage
internal import TriageModel

/// The rows of a trace and what stands above them, to tell rows that hold the tokens of those below them once more.
///
/// A parent includes its children where it has at least their tokens, or, without tokens, at least their cost; what is
/// below is counted then (formats, 2.4: cost is summed at leaves). One that has less is a request of its own.
struct ObservationTree {
  private struct Row {
    var id: UInt64
    /// 0 = none.
    var parent: UInt64
    var input: Int64
    var output: Int64
    var costNanos: Int64

    var hasTokens: Bool { input + output > 0 }
  }

  private struct Sums {
    var input: Int128 = 0
    var output: Int128 = 0
    var costNanos: Int128 = 0
  }

  /// Rows that are not to be counted.
  struct Parents {
    /// By their place among the rows that were read.
    var places: [Int] = []
    var tokens: Int128 = 0
    var costNanos: Int128 = 0
  }

  private var rows: [Row] = []
  /// The parent of each row that was passed over.
  private var links: [UInt64: UInt64] = [:]
  private static let stepLimit = 10_000

  mutating func add(_ usage: TranslatedUsage) {
    let record = usage.record
    rows.append(
      Row(
        id: StableHash.hash(usage.id), parent: Self.parent(usage.parent), input: record.inputTokens,
        output: record.outputTokens, costNanos: record.reportedCostNanos))
  }

  /// Notes a row that is passed over and may stand between two that are not.
  mutating func passOver(id: TranslatedUsage.Bytes, parent: TranslatedUsage.Bytes) {
    guard id.count > 0, parent.count > 0 else { return }
    links[StableHash.hash(id)] = StableHash.hash(parent)
  }

  private static func parent(_ text: TranslatedUsage.Bytes) -> UInt64 { text.count == 0 ? 0 : StableHash.hash(text) }

  /// The rows that hold the tokens of rows below them.
  var parents: Parents {
    guard rows.contains(where: { $0.parent != 0 }) else { return Parents() }
    let places = Dictionary(rows.indices.map { (rows[$0].id, $0) }) { first, _ in first }
    var sums: [Int: Sums] = [:]
    for (place, row) in rows.enumerated() where row.parent != 0 && places[row.id] == place {
      guard let above = placeAbove(row, places) else { continue }
      sums[above, default: Sums()].input += Int128(row.input)
      sums[above, default: Sums()].output += Int128(row.output)
      sums[above, default: Sums()].costNanos += Int128(row.costNanos)
    }
    let including = Set(
      sums.filter { includes(rows[$0.key], $0.value) && !isBelowItself($0.key, places) }.map { rows[$0.key].id })
    var parents = Parents()
    guard !including.isEmpty else { return parents }
    for (place, row) in rows.enumerated() where including.contains(row.id) {
      parents.places.append(place)
      parents.tokens += Int128(row.input) + Int128(row.output)
      parents.costNanos += Int128(row.costNanos)
    }
    return parents
  }

  private func includes(_ row: Row, _ below: Sums) -> Bool {
    if row.hasTokens {
      return below.input + below.output > 0 && Int128(row.input) >= below.input && Int128(row.output) >= below.output
    }
    return below.costNanos > 0 && Int128(row.costNanos) >= below.costNanos
  }

  /// The next row above that is read.
  private func placeAbove(_ row: Row, _ places: [UInt64: Int]) -> Int? {
    var parent = row.parent
    for _ in 0..<Self.stepLimit {
      if let place = places[parent] { return place }
      guard let next = links[parent] else { return nil }
      parent = next
    }
    return nil
  }

  /// Whether rows name each other as parents: then none of them is known to be the sum.
  private func isBelowItself(_ place: Int, _ places: [UInt64: Int]) -> Bool {
    var above = place
    for _ in 0..<Self.stepLimit {
      guard let next = placeAbove(rows[above], places) else { return false }
      if next == place { return true }
      above = next
    }
    return true
  }
}
