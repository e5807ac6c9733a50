internal import TriageModel

extension GroupSums {
  /// Cells whose sums are equal in two groupings, beside those whose sums are not.
  struct Equals {
    private(set) var equal = 0
    private(set) var other = 0
    private var total: Int128 = 0
    /// The largest of the equal ones.
    private(set) var largest = Sums()
    /// Bits of the columns in which equal cells differ.
    private(set) var differing: UInt64 = 0

    mutating func add(_ sums: Sums, isEqual: Bool, differing columns: UInt64) {
      guard isEqual else {
        other += 1
        return
      }
      equal += 1
      total += sums.total
      differing |= columns
      let isLarger =
        (sums.total, largest.startNanos, largest.keys) > (largest.total, sums.startNanos, sums.keys)
      if isLarger { largest = sums }
    }

    /// Whether the same spend explains them and chance does not: nine in ten are equal, and they are many or large.
    func isEvidence(isBill: Bool) -> Bool {
      equal * 10 >= (equal + other) * 9
        && (equal >= 3 || (!isBill && total >= 100_000))
    }
  }
}
