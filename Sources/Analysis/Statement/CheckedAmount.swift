import TriageModel

/// Products of sums and rates that may leave 128 bits; the caller turns nil into `AnalysisError.overflow`.
enum CheckedAmount {
  /// Amounts beyond ±2¹⁰⁰ nano-dollars are refused, so that adding up any number of cells cannot overflow.
  static let limit: Int128 = 1 << 100

  /// The product of two factors, divided by `divisor` and rounded half away from zero.
  static func nanos(_ first: Int128, _ second: Int128, dividedBy divisor: Int128 = 1) -> Int128? {
    if first == 0 || second == 0 { return 0 }
    let (product, overflow) = first.multipliedReportingOverflow(by: second)
    guard !overflow else { return nil }
    let amount = divisor == 1 ? product : Rounding.divideHalfAwayFromZero(product, by: divisor)
    return amount.magnitude < limit.magnitude ? amount : nil
  }
}
