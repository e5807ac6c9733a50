/// Amounts counted by sign and size, mergeable by addition, for quantiles within one percent (DDSketch, Masson et al.
/// 2019; method 0.1, R2).
struct LogBuckets: Sendable {
  struct Bucket: Hashable, Sendable {
    var count: Int64 = 0
    /// Σ of magnitudes, in one unit for all buckets.
    var sum: Int128 = 0
  }

  var zeros: Int64 = 0
  /// By `LogScale.bucket`.
  var positive: ArraySlice<Bucket> = []
  var negative: ArraySlice<Bucket> = []

  var count: Int64 { negative.reduce(positive.reduce(zeros) { $0 + $1.count }) { $0 + $1.count } }

  /// The amount in nano-dollars at rank ⌊q·(n−1)⌋ of the ascending order; nil without amounts.
  func quantile(_ q: Double, scale: LogScale) -> Double? {
    let count = self.count
    guard count > 0 else { return nil }
    var rest = Int64(q * Double(count - 1))
    for place in negative.indices.reversed() {
      rest -= negative[place].count
      if rest < 0 { return -scale.value(of: place - negative.startIndex) }
    }
    rest -= zeros
    if rest < 0 { return 0 }
    for place in positive.indices {
      rest -= positive[place].count
      if rest < 0 { return scale.value(of: place - positive.startIndex) }
    }
    return nil
  }

  /// The share of Σ|x| in the largest ⌈n/100⌉ amounts by magnitude; nil where every amount is zero. Amounts of the
  /// bucket that is cut count with their mean.
  var topShare: Double? {
    var sizes = [Bucket](repeating: Bucket(), count: max(positive.count, negative.count))
    for buckets in [positive, negative] {
      for (bucket, entry) in zip(0..., buckets) {
        sizes[bucket].count += entry.count
        sizes[bucket].sum += entry.sum
      }
    }
    let total = sizes.reduce(Int128(0)) { $0 + $1.sum }
    guard total > 0 else { return nil }
    var rest = (count + 99) / 100
    var top = 0.0
    for entry in sizes.reversed() where entry.count > 0 && rest > 0 {
      let taken = min(rest, entry.count)
      top += entry.sum.nearestDouble * (Double(taken) / Double(entry.count))
      rest -= taken
    }
    return top / total.nearestDouble
  }
}
