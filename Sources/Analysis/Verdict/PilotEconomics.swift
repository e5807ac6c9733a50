import TriageModel

/// What a pilot costs, what it is worth, and how large it should be (method 3.4).
struct PilotEconomics {
  let policy: Policy
  let size: PilotSize
  let months: Double

  private static let longShotSizes = [
    30, 50, 75, 100, 150, 200, 300, 500, 750, 1000, 1500, 2000, 3000, 5000, 7500, 10_000,
  ]

  /// A pilot of a compared tool that is neither proven nor worse.
  func plan(_ basis: GainBasis, _ estimate: GainEstimate, _ money: ComparisonMoney) -> PilotPlan {
    let classical = size.tasksPerArm(
      gain: estimate.gain, spread: basis.spread, designEffect: basis.designEffect)
    let spread = basis.spread * basis.designEffect
    return estimate.gain > 0
      ? confirm(spread, estimate, money, classical: classical)
      : longShot(spread, estimate, money, classical: classical)
  }

  /// n = ⌈σ²₊·deff·max(0, (z_c+z_power)²/max(D, worthwhile)² − 1/V)⌉: information in hand is subtracted.
  private func confirm(
    _ spread: Double, _ estimate: GainEstimate, _ money: ComparisonMoney, classical: Int
  ) -> PilotPlan {
    let difference = max(estimate.gain, policy.pilot.worthwhilePerTask.dollars)
    let variance = estimate.standardError * estimate.standardError
    let wanted = size.squaredQuantiles / (difference * difference)
    let missing = variance > 0 ? max(0, wanted - 1 / variance) : 0
    let tasks = size.clamped(spread * missing)
    let cost = Rounding.nineSignificantDigits(self.cost(tasks))
    return plan(
      .confirm, tasks, classical, cost: cost, benefit: money.regretIfKept,
      isWorthwhile: money.regretIfKept.map { $0 > cost }, scopeTasks: estimate.scopeTasks)
  }

  /// EVSI = N_y·s·L_z(|D|/s), s = V/√(V + σ²₊·deff/n), less fixed cost, 2n tasks and n·|D|: the best n of a grid.
  private func longShot(
    _ spread: Double, _ estimate: GainEstimate, _ money: ComparisonMoney, classical: Int
  ) -> PilotPlan {
    let variance = estimate.standardError * estimate.standardError
    let loss = abs(estimate.gain)
    var best: (tasks: Int, value: Double, cost: Double)?
    for tasks in PilotEconomics.longShotSizes where tasks >= policy.minToolCount {
      let deviation = variance > 0 ? variance / (variance + spread / Double(tasks)).squareRoot() : 0
      let value =
        deviation > 0
        ? money.tasksPerYear * deviation * NormalDistribution.lossIntegral(loss / deviation) : 0
      let round = Rounding.nineSignificantDigits
      let candidate = (tasks: tasks, value: round(value), cost: round(cost(tasks) + Double(tasks) * loss))
      if best.map({ round(candidate.value - candidate.cost) > round($0.value - $0.cost) }) ?? true {
        best = candidate
      }
    }
    guard let best else {
      return plan(
        .longShot, classical, classical, cost: Rounding.nineSignificantDigits(cost(classical)), benefit: nil,
        isWorthwhile: nil, scopeTasks: estimate.scopeTasks)
    }
    return plan(
      .longShot, best.tasks, classical, cost: best.cost, benefit: best.value,
      isWorthwhile: best.value > best.cost, scopeTasks: estimate.scopeTasks)
  }

  /// A pilot of a tool that could not be compared, or was never used.
  func plan(_ kind: PilotPlan.Kind, gain: Double, incumbent: ToolBook) -> PilotPlan {
    let tasks = size.tasksPerArm(gain: gain, spread: PilotSize.spread(of: incumbent.strata), designEffect: 1)
    return plan(
      kind, tasks, tasks, cost: Rounding.nineSignificantDigits(cost(tasks)), benefit: nil, isWorthwhile: nil,
      scopeTasks: incumbent.okSums.count)
  }

  private func cost(_ tasksPerArm: Int) -> Double {
    policy.pilot.fixedCost.dollars + 2 * Double(tasksPerArm) * policy.pilot.costPerTask.dollars
  }

  private func plan(
    _ kind: PilotPlan.Kind, _ tasks: Int, _ classical: Int, cost: Double, benefit: Double?, isWorthwhile: Bool?,
    scopeTasks: Int64
  ) -> PilotPlan {
    PilotPlan(
      kind: kind, tasksPerArm: tasks, classicalTasksPerArm: classical, cost: cost, benefit: benefit,
      isWorthwhile: isWorthwhile,
      months: Rounding.nineSignificantDigits(2 * Double(tasks) * months / Double(max(1, scopeTasks))))
  }
}
