/// Amounts counted by sign and size, mergeable by addition, for quantiles within one percent (DDSketch, Masson et al.
/// 2019; method 0.1, R2).
struct LogBuckets: Sendable {
  private struct Bucket {
    var count: Int64 = 0
    /// Σ of magnitudes in nano-dollars.
    var sum: Int128 = 0
  }

  private var zeros: Int64 = 0
  private var positive: [Bucket] = []
  private var negative: [Bucket] = []

  /// Adds an amount of whole nano-dollars (`sign` 1), or takes it back (-1).
  @inline(__always)
  mutating func add(_ nanos: Double, sign: Int32, scale: LogScale) {
    let size = nanos.magnitude
    guard size >= 1 else {
      zeros += Int64(sign)
      return
    }
    let bucket = scale.bucket(of: size)
    let whole = size < 9e15 ? Int128(Int64(size)) : Int128(min(size, 1e36))
    if nanos < 0 {
      LogBuckets.add(whole, sign, to: bucket, of: &negative)
    } else {
      LogBuckets.add(whole, sign, to: bucket, of: &positive)
    }
  }

  @inline(__always)
  private static func add(_ size: Int128, _ sign: Int32, to bucket: Int, of buckets: inout [Bucket]) {
    if bucket >= buckets.count {
      buckets.append(contentsOf: repeatElement(Bucket(), count: bucket + 64 - buckets.count))
    }
    buckets[bucket].count += Int64(sign)
    if sign > 0 { buckets[bucket].sum &+= size } else { buckets[bucket].sum &-= size }
  }

  var count: Int64 { (positive + negative).reduce(zeros) { $0 + $1.count } }

  /// The amount in nano-dollars at rank ⌊q·(n−1)⌋ of the ascending order; nil without amounts.
  func quantile(_ q: Double, scale: LogScale) -> Double? {
    let count = self.count
    guard count > 0 else { return nil }
    var rest = Int64(q * Double(count - 1))
    for (bucket, entry) in negative.enumerated().reversed() {
      rest -= entry.count
      if rest < 0 { return -scale.value(of: bucket) }
    }
    rest -= zeros
    if rest < 0 { return 0 }
    for (bucket, entry) in positive.enumerated() {
      rest -= entry.count
      if rest < 0 { return scale.value(of: bucket) }
    }
    return nil
  }

  /// The share of Σ|x| in the largest ⌈n/100⌉ amounts by magnitude; nil where every amount is zero. Amounts of the
  /// bucket that is cut count with their mean.
  var topShare: Double? {
    var sizes = [Bucket](repeating: Bucket(), count: max(positive.count, negative.count))
    for buckets in [positive, negative] {
      for (bucket, entry) in buckets.enumerated() {
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
      top += Double(entry.sum) * (Double(taken) / Double(entry.count))
      rest -= taken
    }
    return top / Double(total)
  }
}
