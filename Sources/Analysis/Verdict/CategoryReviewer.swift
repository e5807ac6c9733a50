import TriageModel

/// Makes the review of one category from its books and cluster sums.
struct CategoryReviewer {
  let policy: Policy
  let period: Period
  let name: String
  let book: CategoryBook
  let incumbent: ToolBook?
  /// By name.
  let alternatives: [ToolBook]
  let workers: WorkerEvidence
  let pairs: PairEvidence

  /// A finished category with what the totals need.
  struct Outcome: Sendable {
    var review: CategoryReview
    var assumptions: [AssumptionRow]
    /// Variance of the freed cash and of the change of net value over the period; nil unless something changes.
    var freedVariance: VarianceTerms?
    var changeVariance: VarianceTerms?
  }

  func outcome() -> Outcome {
    let comparator = incumbent.map {
      Comparator(
        policy: policy, category: name, incumbent: $0, workers: workers, pairs: pairs, months: max(period.months, 1e-6))
    }
    let compared = comparator.map { comparator in alternatives.map(comparator.compare(with:)) } ?? []
    let none = comparator?.compareWithNone()
    let decision = Decision(
      book: book, incumbent: incumbent, alternatives: compared, none: none, policy: policy)
    let change = decision.verdict.isChange ? decision.deciding?.estimate : nil
    let tasks = Double(change?.scopeTasks ?? 0)
    let round = Rounding.nineSignificantDigits
    let review = CategoryReview(
      name: name, verdict: decision.verdict, reason: decision.reason, target: decision.target,
      incumbent: incumbent?.tool, departments: departments, spend: book.ledger.total.cost, ledger: book.ledger,
      statement: book.statement, netValue: netValue, freed: round(tasks * (change?.cashPerTask ?? 0)),
      netValueChange: change.map { estimate in
        Estimate(value: round(tasks * estimate.delta), lo: round(tasks * estimate.lo), hi: round(tasks * estimate.hi))
      },
      oneOff: decision.target != nil && decision.verdict.isChange ? policy.migrationCost.amount(name) : .zero,
      options: options(compared, none, decision),
      scope: decision.reason == "no-alternative" ? nil : decision.deciding?.scope,
      pilotTasksPerArm: pilotTasksPerArm(decision), flags: flags(decision, none),
      grade: decision.verdict == .noData ? "C" : decision.deciding?.comparison.grade ?? "C")
    return Outcome(
      review: review, assumptions: assumptions(compared + [none].compactMap(\.self)),
      freedVariance: change.map {
        VarianceTerms(
          variance: tasks * tasks * $0.cashStandardError * $0.cashStandardError,
          degreesOfFreedom: $0.cashDegreesOfFreedom)
      },
      changeVariance: change.map {
        VarianceTerms(
          variance: tasks * tasks * $0.standardError * $0.standardError, degreesOfFreedom: $0.degreesOfFreedom)
      })
  }

  private var departments: [String?] { book.departments.sorted { NameOrder.precedes($0, $1) } }

  /// Σy with n·ȳ ± t·√n·s.
  private var netValue: Estimate? {
    guard let variance = book.sums.netVariance else { return nil }
    let count = Double(book.sums.count)
    let value = book.statement.netValue.dollars
    let quantile = StudentT(degreesOfFreedom: count - 1).quantile(policy.boundedConfidence)
    let margin = quantile * (count * max(0, variance)).squareRoot()
    let round = Rounding.nineSignificantDigits
    return Estimate(value: round(value), lo: round(value - margin), hi: round(value + margin))
  }

  private func pilotTasksPerArm(_ decision: Decision) -> Int? {
    guard decision.verdict == .pilot, let incumbent else { return nil }
    let size = PilotSize(policy: policy, incumbentMean: incumbent.okSums.netMean)
    guard let basis = decision.deciding?.basis, let estimate = decision.deciding?.estimate else {
      return size.tasksPerArm(gain: 0, spread: PilotSize.spread(of: incumbent.strata), designEffect: 1)
    }
    return size.tasksPerArm(gain: estimate.gain, spread: basis.spread, designEffect: basis.designEffect)
  }

  private func flags(_ decision: Decision, _ none: ComparedTool?) -> [String] {
    let alternative = decision.deciding.flatMap { deciding in alternatives.first { $0.tool == deciding.tool } }
    return VerdictFlags(
      decision: decision, none: none, incumbent: incumbent, alternative: alternative,
      noOutcomeSpend: book.ledger.noOutcome.cost.dollars
    ).names
  }
}

extension CategoryReviewer {
  private func options(_ compared: [ComparedTool], _ none: ComparedTool?, _ decision: Decision) -> [ToolOption] {
    let reason = OptionReason(decision: decision, margin: policy.noninferiorityMargin.dollars)
    var options: [ToolOption] = []
    if let incumbent {
      options.append(
        option(incumbent, role: .incumbent, comparison: nil, why: "in use: the largest token and run cost"))
    }
    for (book, compared) in zip(alternatives, compared) {
      options.append(
        option(book, role: .alternative, comparison: compared.comparison, why: reason.text(of: compared)))
    }
    let taken = Set(options.map(\.tool))
    for (tool, book) in book.tools.inNameOrder() where !taken.contains(tool) {
      options.append(
        option(
          book, role: .other, comparison: nil, why: OptionReason.text(of: book, incumbent: incumbent)))
    }
    if let none {
      options.append(
        ToolOption(
          tool: ComparedTool.noTool, tier: nil, role: .none, statement: Statement(), perTask: nil,
          costPerAccepted: nil, comparison: none.comparison, why: reason.text(of: none)))
    }
    return options
  }

  private func option(
    _ book: ToolBook, role: ToolOption.Role, comparison: Comparison?, why: String
  ) -> ToolOption {
    let sums = book.okSums
    let round = Rounding.nineSignificantDigits
    let means = ComponentMeans(sums)
    let perTask = PerTask(
      value: round(means.value), tokenCost: round(means.token), humanCost: round(means.human),
      runCost: round(means.run), netValue: round(means.net), success: round(means.success))
    let cost = (sums.token + sums.run).double / TaskSums.dollarScale
    return ToolOption(
      tool: book.tool, tier: book.policy?.tier, role: role, statement: book.statement,
      perTask: sums.count > 0 ? perTask : nil,
      costPerAccepted: sums.success > .zero ? round(cost / (sums.success.double / 1e6)) : nil,
      comparison: comparison, why: why)
  }

  private func assumptions(_ compared: [ComparedTool]) -> [AssumptionRow] {
    compared.flatMap { tool in
      tool.comparison.breakEvens.compactMap { row -> AssumptionRow? in
        guard row.factor != nil || row.value != nil else { return nil }
        let range = range(of: row.parameter, rates: tool.rates)
        return AssumptionRow(
          category: name, tool: tool.tool, breakEven: row, range: range,
          insideRange: range.flatMap { range in row.value.map { range.low <= $0 && $0 <= range.high } })
      }
    }
  }

  /// The policy's plausible range of a parameter that stands behind a single policy key.
  private func range(of parameter: BreakEven.Parameter, rates: [String: Int64]) -> PlausibleRange? {
    switch parameter {
    case .hourlyRate: rates.count == 1 ? rates.keys.first.flatMap { policy.ranges[$0] } : nil
    case .valuePerSuccess: policy.ranges["categories.\(name).value_usd_per_success"]
    case .measuredValue, .tokenPrice, .successRate: nil
    }
  }
}
