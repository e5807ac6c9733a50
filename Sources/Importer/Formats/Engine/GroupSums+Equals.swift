internal import TriageModel

extension GroupSums {
  /// Cells whose sums are equal in two groupings, beside those whose sums are not.
  struct Equals {
    private(set) var equal = 0
    private(set) var other = 0
    /// Of the others, those of a day that one of the two may hold in part: a file's first or last one.
    private var edges = 0
    /// Tokens of the equal ones.
    private var tokens: Int128 = 0
    /// Hashes of the equal sums.
    private var values: Set<UInt64> = []
    /// Whether they are costs of usage that has no tokens.
    private var isCostOfUsage = false
    /// The largest of the equal ones.
    private(set) var largest = Sums()
    /// Bits of the columns in which equal cells differ.
    private(set) var differing: UInt64 = 0
    /// Equal ones whose ids do not say that they are two spends.
    private var together = 0

    mutating func add(
      _ sums: Sums, isEqual: Bool, isEdge: Bool = false, isApart: Bool = false, differing columns: UInt64
    ) {
      guard isEqual else {
        other += 1
        if isEdge { edges += 1 }
        return
      }
      equal += 1
      if !isApart { together += 1 }
      if !sums.isMoney { tokens += sums.total } else if sums.model != 0 { isCostOfUsage = true }
      values.insert(sums.hash)
      differing |= columns
      let isLarger =
        (sums.total, largest.startNanos, largest.keys) > (largest.total, sums.startNanos, sums.keys)
      if isLarger { largest = sums }
    }

    /// Whether the same spend explains them and chance does not.
    ///
    /// They are many or large, and nine in ten are equal, days that may be there in part left out; or half of them are,
    /// with five different sums at least, as where some days were restated: a job that runs every night has one.
    var isEvidence: Bool {
      // Costs of counted requests are few and round: one again and again is what a bot has in two organisations.
      guard isMany, together > 0, !isCostOfUsage || values.count >= min(3, equal) else { return false }
      if isNineInTen(other) || (equal >= 3 && isNineInTen(other - edges)) { return true }
      return equal >= other && values.count >= 5
    }

    /// Whether so many are equal that the user should look.
    var isHint: Bool { isMany && equal >= other }

    private var isMany: Bool { equal >= 3 || tokens >= 100_000 }

    private func isNineInTen(_ other: Int) -> Bool { equal * 10 >= (equal + other) * 9 }
  }
}
