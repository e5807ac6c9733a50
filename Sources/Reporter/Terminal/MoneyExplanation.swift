import Analysis
import TriageModel

/// The money of a comparison, of a pilot and of an assumption in plain text with the formulas filled in (method 2.5,
/// 2.6, 3.4 and 3.5).
struct MoneyExplanation {
  let report: Report
  let category: CategoryReview

  private func number(_ value: Double) -> String { ExplainFigures.digits(value) }
  private func signed(_ value: Double) -> String { ExplainFigures.signed(value) }

  func lines(_ money: ComparisonMoney, _ estimate: GainEstimate) -> [String] {
    func known(_ value: Double?) -> String { value.map(number) ?? "not known" }
    let yearly = money.annualSaving
    let months = number(report.review.period.months)
    let count = "\(NumberStyle.count(estimate.scopeTasks)) × 12 / \(months)"
    return [
      "A year: N_y = N × 12 / months = \(count) = \(number(money.tasksPerYear)) tasks",
      "Saving a year N_y·Δ = \(signed(yearly.value)), interval \(ExplainFigures.interval(yearly.lo, yearly.hi)); "
        + "of it cash N_y × \(signed(estimate.cashPerTask)) = \(signed(money.annualCash)), the rest is time and quality",
      "First year, one-off cost taken off: \(signed(money.firstYearSaving.value)); payback "
        + (money.paybackMonths.map { "\(number($0)) months" } ?? "none"),
      "Expected regret a year: if moved N_y·SE·L(D/SE) = \(known(money.regretIfMoved)), if kept N_y·SE·L(−D/SE) = "
        + "\(known(money.regretIfKept)); certainty is worth at most \(known(money.perfectInformation)); "
        + "L(u) = (df + u²)/(df − 1) × density of t at u − u × P(t > u)",
      "D_lo = D − t·SE = \(signed(money.gainLow))",
      "Value less review and rework, cost left out: \(signed(money.valueOnly.value)), interval "
        + ExplainFigures.interval(money.valueOnly.lo, money.valueOnly.hi),
    ]
  }

  /// Empty without a pilot.
  var pilot: String {
    guard let plan = category.pilot, let words = EvidenceWords(category: category, style: report.style).pilot else {
      return ""
    }
    let formula =
      switch plan.kind {
      case .confirm:
        "n = σ²₊ × deff × ((z_c + z_power)² / max(D, worthwhile)² − 1/V), rounded up; worth it if the regret of "
          + "keeping exceeds the cost"
      case .longShot:
        "n has the largest N_y·s·L(|D|/s) − cost, s = V/√(V + σ²₊ × deff / n); cost = fixed + 2n × per task + n × |D|"
      case .refused, .assumed:
        "n = (z_c + z_power)² × σ²₊ / d², rounded up, σ²₊ = twice the variance of the tool in use"
      }
    return [
      "Pilot", words.plainText, formula,
      "Cost \(number(plan.cost)); worth \(plan.benefit.map(number) ?? "not known"); months = 2n / (N / months) = "
        + number(plan.months),
    ].joined(separator: "\n")
  }

  /// Empty without an assumption.
  var assumed: String {
    guard !category.assumed.isEmpty else { return "" }
    let lines = category.assumed.flatMap { tool -> [String] in
      let name: Phrase = "\(name: tool.tool)"
      func gain(_ success: Double, _ gain: Double) -> String { "D(\(number(success))) = \(signed(gain))" }
      return [
        "\(name.plainText): D(p) = p × \(number(tool.valuePerSuccess)) − \(number(tool.runCost)) − "
          + "\(number(tool.reviewCost)) − (1 − p) × \(number(tool.reworkCost)) − (\(number(tool.incumbentMean))) − "
          + number(tool.hurdle),
        "  low \(gain(tool.successLow, tool.gainLow)), base \(gain(tool.successBase, tool.gainBase)), high "
          + "\(gain(tool.successHigh, tool.gainHigh)); D = 0 at p = "
          + (tool.breakEvenSuccess.map(number) ?? "never, not even at 1"),
      ]
    }
    return
      (["Assumed, not observed: D(p) = p × value of a success − run − review − (1 − p) × rework − mean of A − hurdle"]
      + lines).joined(separator: "\n")
  }
}
