internal import Storage

/// A model's day that is there twice: in a file, and in an earlier one or once more in the same.
struct OtherIDsMatch {
  /// Days of one place are compared, whatever they name as provider.
  struct Place: Hashable {
    private let model: Int32
    private let day: Int64

    init(_ day: ImportDay) {
      model = day.cell.model
      self.day = day.cell.day
    }
  }

  let here: ImportDay
  let there: ImportDay
  /// Whether requests and cost are equal, too.
  let isExact: Bool

  /// What tells anything: a few calls a day are equal by chance.
  private static let leastTokens = Int64(1_000)
  private static let leastCostNanos = Int64(500_000_000)

  /// - Returns: nil where the two are not the same, or too little to tell it.
  init?(_ here: ImportDay, _ there: ImportDay) {
    let isSame = here.importID == there.importID
    // Each two providers of a file are compared once; a day by itself is there twice where its rows are.
    if isSame, here.cell.provider == there.cell.provider ? !here.isInPairs : here.cell.provider < there.cell.provider {
      return nil
    }
    isExact = here.sums == there.sums
    if here.sums.tokens >= Self.leastTokens {
      // Who made the other list may not know the provider, how many requests there were or what they cost.
      guard here.sums.hasTokens(of: there.sums) else { return nil }
    } else {
      guard isExact, here.cell == there.cell, here.sums.costNanos >= Self.leastCostNanos else { return nil }
    }
    self.here = here
    self.there = there
  }

  /// What tells one day from another: a job that costs more on some nights has one sum of tokens nevertheless.
  var sums: ImportDay.Sums {
    var sums = there.sums
    if !isExact { (sums.requests, sums.costNanos) = (0, 0) }
    return sums
  }

  /// What counts twice, as far as it is reported.
  var costNanos: Int64 {
    // A day that is paired in itself has both.
    here == there ? here.sums.costNanos / 2 : max(here.sums.costNanos, there.sums.costNanos)
  }
}

extension ImportDay.Sums {
  fileprivate var tokens: Int64 {
    let (sum, overflow) = inputTokens.addingReportingOverflow(outputTokens)
    return overflow ? .max : sum
  }

  fileprivate func hasTokens(of other: ImportDay.Sums) -> Bool {
    inputTokens == other.inputTokens && outputTokens == other.outputTokens
  }
}
