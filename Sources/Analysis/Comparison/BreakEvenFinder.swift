import TriageModel

/// Where D changes sign in each parameter, everything else as it is (method 3.7).
///
/// D is linear in every parameter: with a the parameter's contribution, D = 0 at λ* = 1 − D/a times its value.
struct BreakEvenFinder {
  /// D, or Δ where nothing was estimated.
  let gain: Double
  let incumbent: ComponentMeans
  /// nil for "none".
  let alternative: ComponentMeans?
  /// Loaded rates in micro-dollars per hour, by policy key.
  let rates: [String: Int64]
  let categoryPolicy: CategoryPolicy?
  /// What a run of the alternative costs; nil for "none".
  let costPerRun: Money?
  /// Whether some of the tasks can be valued by the policy alone.
  let hasPolicyTasks: Bool

  private func difference(_ part: KeyPath<ComponentMeans, Double>) -> Double {
    ComponentMeans.difference(alternative?[keyPath: part] ?? 0, incumbent[keyPath: part])
  }

  /// The single loaded rate in dollars per hour, if there is one.
  private var singleRate: Double? {
    guard let first = rates.values.first, rates.values.allSatisfy({ $0 == first }) else { return nil }
    return HourlyRate(microsPerHour: first).dollarsPerHour
  }

  /// In the order of `BreakEven.Parameter`; a parameter that contributes nothing is left out.
  var breakEvens: [BreakEven] {
    [hourlyRate, measuredValue, valuePerSuccess, tokenPrice, humanMinutes, successRate, runCost].compactMap(\.self)
  }

  private var hourlyRate: BreakEven? {
    breakEven(.hourlyRate, contribution: difference(\.hourly), used: singleRate)
  }

  private var measuredValue: BreakEven? {
    breakEven(.measuredValue, contribution: difference(\.measured), used: nil)
  }

  private var tokenPrice: BreakEven? { breakEven(.tokenPrice, contribution: -difference(\.token), used: nil) }

  private var humanMinutes: BreakEven? { breakEven(.humanMinutes, contribution: -difference(\.human), used: nil) }

  private var runCost: BreakEven? {
    guard let alternative else { return nil }
    return breakEven(.runCost, contribution: -alternative.run, used: costPerRun?.dollars)
  }

  /// The alternative's success, which earns its whole gross value.
  private var successRate: BreakEven? {
    guard let alternative, alternative.success > 0 else { return nil }
    var row = breakEven(.successRate, contribution: alternative.value, used: alternative.success)
    if let value = row?.value, value > 1 { row?.value = nil }
    return row
  }

  /// v* = −(D − E)/(p_B − p_A), also where the policy gives no value per success yet.
  private var valuePerSuccess: BreakEven? {
    guard hasPolicyTasks else { return nil }
    let contribution = difference(\.policy)
    let success = difference(\.policySuccess)
    let used = usedValuePerSuccess
    let round = Rounding.nineSignificantDigits
    let factor = BreakEvenFinder.factor(gain: gain, contribution: contribution)
    let root = success == 0 ? nil : -(gain - contribution) / success
    return BreakEven(
      parameter: .valuePerSuccess, contribution: round(contribution), factor: factor.map(round),
      used: used.map(round), value: root.flatMap { $0 > 0 ? round($0) : nil })
  }

  private var usedValuePerSuccess: Double? {
    if let value = categoryPolicy?.valuePerSuccess { return value.dollars }
    guard let minutes = categoryPolicy?.minutesPerSuccess, let singleRate else { return nil }
    return minutes.minutes / 60 * singleRate
  }

  private func breakEven(_ parameter: BreakEven.Parameter, contribution: Double, used: Double?) -> BreakEven? {
    guard contribution != 0 else { return nil }
    let round = Rounding.nineSignificantDigits
    let factor = BreakEvenFinder.factor(gain: gain, contribution: contribution)
    let value: Double? =
      if let factor, let used { round(factor * used) } else { nil }
    return BreakEven(
      parameter: parameter, contribution: round(contribution), factor: factor.map(round), used: used.map(round),
      value: value)
  }

  /// λ* = 1 − D/a, nil unless positive.
  private static func factor(gain: Double, contribution: Double) -> Double? {
    guard contribution != 0 else { return nil }
    let factor = 1 - gain / contribution
    return factor > 1e-12 ? factor : nil
  }
}
