import TriageModel

/// Tasks per arm that tell a difference apart from chance, by the classical formula (method 3.4).
struct PilotSize {
  let policy: Policy
  /// ȳ_A over the incumbent's ok tasks, dollars per task.
  let incumbentMean: Double

  /// n_cl = ⌈(z_c + z_power)²·σ²₊·deff/d²⌉ with d = max(|D|, worthwhile, 0.1·|ȳ_A|), kept in [min_tool_n, 10000].
  ///
  /// - Parameters:
  ///   - gain: D in dollars per task; zero where it is not known.
  ///   - spread: σ²₊ in dollars squared.
  ///   - designEffect: deff, at least 1.
  func tasksPerArm(gain: Double, spread: Double, designEffect: Double) -> Int {
    let difference = max(abs(gain), policy.pilot.worthwhilePerTask.dollars, 0.1 * abs(incumbentMean))
    let tasks = squaredQuantiles * spread * designEffect / (difference * difference)
    return clamped(tasks)
  }

  /// (z_c + z_power)².
  var squaredQuantiles: Double {
    let z = NormalDistribution.quantile(policy.boundedConfidence) + NormalDistribution.quantile(power)
    return z * z
  }

  /// The size as a whole number, clamped; a quotient by zero asks for the largest pilot.
  func clamped(_ tasks: Double) -> Int {
    let largest = 10_000
    let smallest = min(max(1, policy.minToolCount), largest)
    let rounded = Rounding.nineSignificantDigits(tasks).rounded(.up)
    // Nothing varies and nothing differs: the smallest pilot shows it.
    if rounded.isNaN { return smallest }
    return rounded < Double(largest) ? max(smallest, Int(rounded)) : largest
  }

  private var power: Double { min(max(policy.pilot.power, 0.5), 0.999_999) }

  /// σ²₊ = 2·Σ_s (n_A,s/n_A)·s²_A,s where only the incumbent is known.
  static func spread(of strata: [Stratum: TaskSums]) -> Double {
    let total = Double(ToolBook.total(strata).count)
    guard total > 0 else { return 0 }
    return strata.sorted { Stratum.precedes($0.key, $1.key) }.reduce(0) {
      $0 + 2 * Double($1.value.count) / total * ($1.value.netVariance ?? 0)
    }
  }
}
