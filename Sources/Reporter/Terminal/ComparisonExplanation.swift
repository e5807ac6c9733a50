import Analysis
import TriageModel

/// One comparison in plain text with its formulas filled in (method 2.3 and 3.1).
struct ComparisonExplanation {
  let report: Report
  let category: CategoryReview
  let option: ToolOption

  init(_ report: Report, _ category: CategoryReview, _ option: ToolOption) {
    self.report = report
    self.category = category
    self.option = option
  }

  var text: String {
    guard let comparison = option.comparison else { return "" }
    let against: Phrase = option.role == .none ? "No tool" : "\(name: option.tool)"
    let head: Phrase = "Comparison: \(against) (B) against \(name: category.incumbent) (A)"
    var lines = [head.plainText]
    if let refusal = comparison.refusal {
      lines.append("Not compared: \(ReasonWords.refusal(refusal)) (\(refusal.rawValue)). That is not “no difference”.")
    } else if option.role != .none {
      lines.append(support(comparison))
    }
    if !comparison.strata.isEmpty { lines.append(TextLayout.table(EvidenceTables.strata(comparison), width: nil)) }
    if let estimate = comparison.estimate {
      lines += formulas(comparison, estimate)
      if let money = comparison.money {
        lines += MoneyExplanation(report: report, category: category).lines(money, estimate)
      }
    }
    return lines.joined(separator: "\n")
  }

  private func support(_ comparison: Comparison) -> String {
    let kind =
      comparison.paired
      ? "The same pieces of work done by both tools."
      : comparison.adjusted ? "Compared within equal difficulty." : "Not adjusted for difficulty."
    return "\(kind) Coverage \(ExplainFigures.digits(comparison.coverage)) of A; tasks A "
      + "\(NumberStyle.count(comparison.incumbentTasks)), B \(NumberStyle.count(comparison.alternativeTasks)); "
      + "workers A "
      + "\(NumberStyle.count(comparison.incumbentWorkers)), B \(NumberStyle.count(comparison.alternativeWorkers))."
  }

  private func formulas(_ comparison: Comparison, _ estimate: GainEstimate) -> [String] {
    let number = ExplainFigures.digits
    let signed = { ExplainFigures.signed($0) }
    let worker =
      estimate.workerVariance.map {
        "\(number($0)) = G/(G−1)·Σz², G = \(NumberStyle.count(estimate.clusters)) workers; V = the larger"
      }
      ?? "not known; V = V_task"
    let statistic =
      estimate.standardError > 0
      ? number(Rounding.nineSignificantDigits(estimate.gain / estimate.standardError)) : "not defined, SE is 0"
    return [
      difference(comparison, estimate),
      "V_task = \(number(estimate.taskVariance)); V_worker = \(worker)",
      "SE = √V = \(number(estimate.standardError)); df = \(number(estimate.degreesOfFreedom)); "
        + "t = \(number(estimate.quantile))",
      "Interval Δ ± t·SE = \(ExplainFigures.interval(estimate.lo, estimate.hi))",
      "Hurdle h = \(number(estimate.hurdle)); D = Δ − h = \(signed(estimate.gain)); D / SE = \(statistic)",
      "P(better) = \(number(estimate.probabilityBetter))",
      "Of Δ: cash \(signed(estimate.cashPerTask)), value less review and rework "
        + "\(signed(estimate.valuePerTask)); tasks in scope N = \(NumberStyle.count(estimate.scopeTasks))",
    ]
  }

  /// `Δ = Σ w(ȳB − ȳA) = 0.75 × (12 − 10) + 0.25 × (35 − 40) = +0.25`.
  private func difference(_ comparison: Comparison, _ estimate: GainEstimate) -> String {
    let number = ExplainFigures.digits
    let sum = ExplainFigures.signed(estimate.delta)
    if option.role == .none { return "Δ = −(mean net value of all judged tasks of A) = \(sum)" }
    if comparison.paired { return "Δ = mean of the differences within pairs = \(sum)" }
    let terms = comparison.strata.map { stratum in
      "\(number(stratum.weight)) × (\(operand(stratum.alternativeMean)) − \(operand(stratum.incumbentMean)))"
    }
    guard !terms.isEmpty else { return "Δ = \(sum)" }
    return "Δ = Σ w(ȳB − ȳA) = \(terms.joined(separator: " + ")) = \(sum)"
  }

  /// A negative number in brackets, because a sign would follow another one.
  private func operand(_ value: Double) -> String {
    let text = ExplainFigures.digits(value)
    return value < 0 ? "(\(text))" : text
  }
}
