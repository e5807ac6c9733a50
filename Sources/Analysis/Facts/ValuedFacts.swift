import TriageModel

/// The facts of one category under one policy: the net value of each, and the tool and stratum that it counts for.
struct ValuedFacts: Sendable {
  /// The ok tasks of one tool in one stratum.
  struct Group: Hashable, Sendable {
    let tool: String
    let stratum: Stratum
  }

  /// What becomes of the facts of one key.
  struct Role: Sendable {
    /// Position in `groups`; −1 where the key's tasks are not ok.
    var group: Int32
    /// Position in `valuations`.
    let valuation: Int32
  }

  let table: FactTable
  /// By tool, then stratum.
  let groups: [Group]
  /// Each once.
  let valuations: [Valuation]
  /// One per key of the table.
  let roles: [Role]

  /// - Throws: `AnalysisError.overflow`.
  init(_ table: FactTable, policy: Policy) throws(AnalysisError) {
    self.table = table
    var making = KeyRoles(policy: policy)
    for key in table.keys { try making.add(key) }
    valuations = making.valuations
    (groups, roles) = making.inOrder()
  }

  /// The largest net value that the largest figures could make together.
  private var largestNet: Double {
    let largest = table.largest
    return valuations.reduce(0.0) { bound, valuation in
      let line = valuation.line
      let parts = [
        (line.v, largest.v), (line.k, largest.k), (line.r, largest.r), (line.w, largest.w), (line.p, largest.p),
      ]
      return max(
        bound,
        parts.reduce(line.constant.nearestDouble.magnitude) { $0 + $1.0.nearestDouble.magnitude * Double($1.1) })
    }
  }
}

extension ValuedFacts {
  /// Adds up all facts in one pass, by worker, and by size where there is a scale for it.
  func sums(scale: LogScale?) -> (workers: WorkerEvidence, distributions: [String: TaskDistribution]) {
    let (lines, count) = (valuations.map(\.line), table.count)
    let unit =
      NetUnit(lines, largest: table.largestPossible, count: count)
      ?? NetUnit(lines, largest: table.largest, count: count)
    if let unit, let sums = sums(Int64.self, in: unit, scale) { return sums }
    let wide = NetUnit(largestNet: largestNet)
    // Sums of all nets, times the number of facts, stay well inside 128 bits.
    let isMedium = largestNet * max(1, Double(count) * Double(count)) < 1e37
    if isMedium, let sums = sums(Int128.self, in: wide, scale) { return sums }
    return sums(WideInteger.self, in: wide, scale) ?? (WorkerEvidence(groups: groups), [:])
  }

  /// - Returns: nil where sums may not fit.
  private func sums<Net: NetNumber>(
    _: Net.Type, in unit: NetUnit, _ scale: LogScale?
  ) -> (workers: WorkerEvidence, distributions: [String: TaskDistribution])? {
    var block = NetBlock<Net>(self, in: unit)
    var workers = WorkerSums<Net>(self, in: unit)
    var buckets = scale.map { BucketSums<Net>(self, in: unit, scale: $0) }
    for run in table.runs {
      let isFitting = run.withNumbers { numbers in
        let pieces = FactPiece.pieces(of: run, roles, longest: NetBlock<Net>.length)
        for part in ValuedFacts.parts(pieces, length: NetBlock<Net>.length) {
          guard block.fill(numbers, part) else { return false }
          workers.add(block, numbers)
          buckets?.add(block, numbers)
        }
        return true
      }
      guard isFitting else { return nil }
    }
    return (workers.evidence, buckets?.distributions ?? [:])
  }

  /// Pieces behind each other, of `length` facts at most in all.
  private static func parts(_ pieces: [FactPiece], length: Int) -> [ArraySlice<FactPiece>] {
    var parts: [ArraySlice<FactPiece>] = []
    var (start, facts) = (0, 0)
    for (place, piece) in pieces.enumerated() {
      if facts + piece.facts.count > length {
        parts.append(pieces[start..<place])
        (start, facts) = (place, 0)
      }
      facts += piece.facts.count
    }
    if facts > 0 { parts.append(pieces[start...]) }
    return parts
  }
}
