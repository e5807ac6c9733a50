import Analysis

/// How unequally workers spend, in one sentence.
enum ConcentrationWords {
  /// - Parameter whole: what the workers share: `their spend`.
  static func text(_ found: SpendConcentration, of whole: String) -> String {
    let workers = NumberStyle.count(found.workers)
    let gini = "Gini \(DecimalText.fixed(found.gini, decimals: 2))"
    guard let share = found.topShare else {
      return "Concentration of \(whole) over \(workers) workers: \(gini), from 0 for all alike to 1 for all by one."
    }
    return "Of \(workers) workers, the \(NumberStyle.count(found.topWorkers)) that use most have "
      + "\(NumberStyle.share(share)) of \(whole) (\(gini))."
  }
}
