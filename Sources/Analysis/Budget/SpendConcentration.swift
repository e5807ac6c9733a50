public import TriageModel

/// How unequally the workers of a company spend (method 5). Nobody is named or ranked.
public struct SpendConcentration: Hashable, Sendable {
  /// Fewest workers of a group that is shown.
  public static let fewestWorkers = 5

  public var workers: Int
  /// 2Σ j·x_j/(nΣx) − (n+1)/n over the workers' spend x, ascending: 0 = all spend the same.
  public var gini: Double
  /// ⌈n/10⌉.
  public var topWorkers: Int
  /// Share of the spend of those that spend most.
  ///
  /// nil where those are fewer than `fewestWorkers`: a share of one or two people is their own.
  public var topShare: Double?

  /// - Returns: nil with fewer than five workers, or without spend.
  public init?(_ units: SpendUnits) {
    var spend: [Int128] = []
    var worker: Int32 = 0
    for unit in units.units where unit.worker != 0 {
      if unit.worker != worker {
        worker = unit.worker
        spend.append(0)
      }
      spend[spend.count - 1] += Int128(unit.costNanos)
    }
    self.init(spend: spend)
  }

  init?(spend: [Int128]) {
    let count = spend.count
    let total = spend.reduce(0, +)
    guard count >= SpendConcentration.fewestWorkers, total > 0 else { return nil }
    let ascending = spend.sorted()
    // (2Σ j·x_j − (n+1)Σx)/(nΣx), the numerator exact.
    var numerator = -Int128(count + 1) * total
    for (index, amount) in ascending.enumerated() { numerator += 2 * Int128(index + 1) * amount }
    workers = count
    gini = Rounding.nineSignificantDigits(Double(numerator) / (Double(count) * Double(total)))
    topWorkers = (count + 9) / 10
    let top = ascending.suffix(topWorkers).reduce(0, +)
    topShare =
      topWorkers >= SpendConcentration.fewestWorkers
      ? Rounding.nineSignificantDigits(Double(top) / Double(total)) : nil
  }
}
