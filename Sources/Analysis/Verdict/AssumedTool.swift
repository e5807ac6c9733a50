import TriageModel

/// Works out what an assumption about an unused tool would mean (method 3.5).
struct AssumedTool {
  let policy: Policy
  let category: String
  let incumbent: ToolBook
  let months: Double
  /// Tools with any task in the period: their licence is paid already.
  let usedTools: Set<String>

  /// Assumed tools of a strictly cheaper tier without an ok task here, by D(base), ties by name.
  func reviews(book: CategoryBook) -> [AssumedReview] {
    policy.assumed.compactMap { assumption -> AssumedReview? in
      let tool = policy.canonicalName(assumption.tool)
      guard assumption.category == category, let entry = policy.tools[tool],
        let tier = incumbent.policy?.tier, entry.tier < tier,
        (book.tools[tool]?.okSums.count ?? 0) == 0
      else { return nil }
      return review(assumption, tool: tool, entry: entry)
    }.sorted { left, right in
      left.gainBase != right.gainBase ? left.gainBase > right.gainBase : NameOrder.precedes(left.tool, right.tool)
    }
  }

  /// D(p) = p·V̄⁺ − R − rev − (1−p)·rew − ȳ_A − h; p* = (ȳ_A + h + R + rev + rew)/(V̄⁺ + rew).
  private func review(_ assumption: AssumedAlternative, tool: String, entry: ToolPolicy) -> AssumedReview? {
    let known = incumbent.strata.filter(\.key.isKnown)
    let contrast = Contrast(strata: Array(known.keys), incumbent: known, alternative: [:])
    guard contrast.incumbentTasks > 0 else { return nil }
    let basis = incumbent.assumptionBasis
    let valuePlus = contrast.parts.reduce(0) { $0 + $1.weight * basis.valuePerSuccess(in: $1.stratum) }
    let review = assumption.reviewMinutes.minutes / 60 * basis.meanReviewRate
    let rework = basis.humanCostOfFailure
    let mean = contrast.incumbentMeans.net
    let hurdle = hurdle(tool: tool, entry: entry, tasks: contrast.incumbentTasks)
    let fixed = entry.costPerRun.dollars + review + mean + hurdle
    func gain(_ success: Double) -> Double {
      Rounding.nineSignificantDigits(
        ComponentMeans.difference(success * valuePlus, fixed + (1 - success) * rework))
    }
    let root = valuePlus + rework > 0 ? (fixed + rework) / (valuePlus + rework) : .infinity
    let round = Rounding.nineSignificantDigits
    return AssumedReview(
      tool: tool, tier: entry.tier, successLow: assumption.successLow, successBase: assumption.successBase,
      successHigh: assumption.successHigh, valuePerSuccess: round(valuePlus), runCost: entry.costPerRun.dollars,
      reviewCost: round(review), reworkCost: round(rework), incumbentMean: round(mean),
      gainLow: gain(assumption.successLow), gainBase: gain(assumption.successBase),
      gainHigh: gain(assumption.successHigh),
      breakEvenSuccess: root >= 0 && root <= 1 ? Rounding.nineSignificantDigits(root) : nil,
      hurdle: Rounding.nineSignificantDigits(hurdle), scopeTasks: contrast.incumbentTasks)
  }

  /// h = (12·licence per month if the tool is unused in the period + migration/(horizon/12)) / N_y.
  private func hurdle(tool: String, entry: ToolPolicy, tasks: Int64) -> Double {
    let licence = usedTools.contains(tool) ? 0 : 12 * entry.licencePerMonth.dollars
    let years = policy.migrationHorizonMonths / 12
    let migration = years > 0 ? policy.migrationCost.amount(category).dollars / years : 0
    return (licence + migration) / (Double(tasks) * 12 / months)
  }
}
