import TriageModel

/// Turns an estimate per task into the money of a year (method 3.4 and 3.7).
struct MoneyFigures {
  let basis: GainBasis
  let estimate: GainEstimate
  /// N_y.
  let tasksPerYear: Double
  /// One-off cost in dollars.
  let migration: Double
  let breakEvens: [BreakEven]

  var figures: ComparisonMoney {
    let round = Rounding.nineSignificantDigits
    let saving = yearly(estimate.delta, estimate.lo, estimate.hi, less: 0)
    let annual = tasksPerYear * estimate.delta
    return ComparisonMoney(
      tasksPerYear: round(tasksPerYear), annualSaving: saving,
      firstYearSaving: yearly(estimate.delta, estimate.lo, estimate.hi, less: migration),
      annualCash: round(tasksPerYear * estimate.cashPerTask),
      paybackMonths: estimate.delta > 0 ? round(migration / (annual / 12)) : nil,
      regretIfMoved: regret(of: estimate.gain), regretIfKept: regret(of: -estimate.gain),
      perfectInformation: regret(of: abs(estimate.gain)),
      gainLow: round(estimate.gain - estimate.quantile * estimate.standardError), valueOnly: valueOnly,
      tornado: tornado)
  }

  private func yearly(_ value: Double, _ lo: Double, _ hi: Double, less cost: Double) -> Estimate {
    let round = Rounding.nineSignificantDigits
    return Estimate(
      value: round(tasksPerYear * value - cost), lo: round(tasksPerYear * lo - cost),
      hi: round(tasksPerYear * hi - cost))
  }

  /// N_y·SE·L_ν(gain/SE); without error the loss itself.
  private func regret(of gain: Double) -> Double? {
    let round = Rounding.nineSignificantDigits
    guard estimate.standardError > 0 else { return round(tasksPerYear * max(0, -gain)) }
    let student = StudentT(degreesOfFreedom: estimate.degreesOfFreedom)
    return student.lossIntegral(gain / estimate.standardError).map {
      round(tasksPerYear * estimate.standardError * $0)
    }
  }

  /// ΔV − ΔH ± t·SE with the errors of tasks alone.
  private var valueOnly: Estimate {
    let terms = basis.valueVariance
    let student = StudentT(degreesOfFreedom: terms.degreesOfFreedom ?? basis.fallbackDegrees)
    let margin = student.quantile(estimate.confidence) * terms.variance.squareRoot()
    let round = Rounding.nineSignificantDigits
    return Estimate(
      value: estimate.valuePerTask, lo: round(estimate.valuePerTask - margin),
      hi: round(estimate.valuePerTask + margin))
  }

  private var tornado: [TornadoBar] {
    breakEvens.filter { $0.contribution != 0 }.map { row in
      TornadoBar(
        parameter: row.parameter, contribution: row.contribution,
        swing: Rounding.nineSignificantDigits(abs(0.4 * row.contribution * tasksPerYear)), factor: row.factor)
    }.sorted { left, right in
      left.swing != right.swing
        ? left.swing > right.swing : NameOrder.precedes(left.parameter.rawValue, right.parameter.rawValue)
    }
  }
}
