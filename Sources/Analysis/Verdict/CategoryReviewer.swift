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
  let distributions: [String: TaskDistribution]
  /// Tools with any task in the period.
  let usedTools: Set<String>
  /// Spend that no category carries, and that may belong to this one.
  var unattributed = Money.zero

  /// A finished category with what the totals need.
  struct Outcome: Sendable {
    var review: CategoryReview
    var assumptions: [AssumptionRow]
    /// Variance of the freed cash and of the change of net value over the period; nil unless something changes.
    var freedVariance: VarianceTerms?
    var changeVariance: VarianceTerms?
    /// Every comparison with an estimate.
    var portfolio: [PortfolioFigures.Entry]
    /// Whether the verdict would be another one if the spend without a category were this one's.
    var dependsOnAddedCost = false
  }

  /// Comparisons and decision of the category.
  private struct Evidence {
    let compared: [ComparedTool]
    let none: ComparedTool?
    let assumed: [AssumedReview]
    let decision: Decision
    let pilot: PilotPlan?
    var dependsOnAddedCost = false
  }

  private var months: Double { max(period.months, 1e-6) }

  private func evidence() -> Evidence {
    guard let incumbent else {
      let decision = Decision(book: book, incumbent: nil, alternatives: [], none: nil, policy: policy)
      return Evidence(compared: [], none: nil, assumed: [], decision: decision, pilot: nil)
    }
    let comparator = Comparator(
      policy: policy, category: name, incumbent: incumbent, workers: workers, pairs: pairs, months: months)
    let compared = alternatives.map(comparator.compare(with:))
    let none = comparator.compareWithNone()
    let assumed = AssumedTool(
      policy: policy, category: name, incumbent: incumbent, months: months, usedTools: usedTools
    ).reviews(book: book)
    let economics = PilotEconomics(
      policy: policy, size: PilotSize(policy: policy, incumbentMean: incumbent.okSums.netMean), months: months)
    func plan(_ tool: ComparedTool) -> PilotPlan? {
      guard let basis = tool.basis, let estimate = tool.estimate, let money = tool.comparison.money else { return nil }
      return economics.plan(basis, estimate, money)
    }
    func decide(_ compared: [ComparedTool], _ none: ComparedTool?, _ assumed: [AssumedReview]) -> Decision {
      Decision(
        book: book, incumbent: incumbent, alternatives: compared, none: none, assumed: assumed, policy: policy,
        isWorthPiloting: { plan(comparator.withMoney($0))?.isWorthwhile != false })
    }
    let decision = Decision(
      book: book, incumbent: incumbent, alternatives: compared, none: none,
      assumed: assumed, policy: policy, isWorthPiloting: { plan($0)?.isWorthwhile != false })
    let isPilot = decision.verdict == .pilot || decision.reason == "pilot-not-worth-its-cost"
    let pilot: PilotPlan? =
      if !isPilot {
        nil
      } else if let assumed = decision.assumed {
        economics.plan(.assumed, gain: assumed.gainBase, incumbent: incumbent)
      } else {
        decision.deciding.flatMap(plan) ?? economics.plan(.refused, gain: 0, incumbent: incumbent)
      }
    let added = AddedCost(
      cost: unattributed, incumbent: incumbent, alternatives: alternatives, compared: compared, none: none,
      assumed: assumed, decision: decision, decide: decide)
    return Evidence(
      compared: compared, none: none, assumed: assumed, decision: decision, pilot: pilot,
      dependsOnAddedCost: added.changesVerdict)
  }

  func outcome() -> Outcome {
    let evidence = evidence()
    let decision = evidence.decision
    let change = decision.verdict.isChange ? decision.deciding?.estimate : nil
    let tasks = Double(change?.scopeTasks ?? 0)
    func variance(_ error: Double, _ degrees: Double) -> VarianceTerms {
      VarianceTerms(variance: tasks * tasks * error * error, degreesOfFreedom: degrees)
    }
    return Outcome(
      review: review(evidence, change: change, tasks: tasks),
      assumptions: assumptions(evidence.compared + [evidence.none].compactMap(\.self))
        + evidence.assumed.map(assumption),
      freedVariance: change.map { variance($0.cashStandardError, $0.cashDegreesOfFreedom) },
      changeVariance: change.map { variance($0.standardError, $0.degreesOfFreedom) },
      portfolio: evidence.compared.compactMap { tool in
        guard let basis = tool.basis, let estimate = tool.estimate, let money = tool.comparison.money else {
          return nil
        }
        return PortfolioFigures.Entry(
          money: money, estimate: estimate, spread: basis.spread,
          isMove: decision.verdict.isChange && decision.deciding?.tool == tool.tool)
      }, dependsOnAddedCost: evidence.dependsOnAddedCost)
  }

  private func review(_ evidence: Evidence, change: GainEstimate?, tasks: Double) -> CategoryReview {
    let decision = evidence.decision
    let round = Rounding.nineSignificantDigits
    let isMove = decision.verdict.isChange && decision.target != nil
    let abandoned = abandonedTasks(decision)
    let grade = decision.verdict == .noData ? "C" : decision.deciding?.comparison.grade ?? "C"
    return CategoryReview(
      name: name, verdict: decision.verdict, reason: decision.reason, target: decision.target,
      incumbent: incumbent?.tool, departments: departments, spend: book.ledger.total.cost, ledger: book.ledger,
      statement: book.statement, netValue: netValue, freed: round(tasks * (change?.cashPerTask ?? 0)),
      netValueChange: change.map { estimate in
        Estimate(value: round(tasks * estimate.delta), lo: round(tasks * estimate.lo), hi: round(tasks * estimate.hi))
      },
      oneOff: isMove ? policy.migrationCost.amount(name) : .zero,
      options: options(evidence.compared, evidence.none, decision),
      scope: decision.reason == "no-alternative" ? nil : decision.deciding?.scope,
      pilotTasksPerArm: decision.verdict == .pilot ? evidence.pilot?.tasksPerArm : nil,
      flags: flags(decision, evidence.none, abandoned), grade: grade, pilot: evidence.pilot, assumed: evidence.assumed,
      runnerUp: decision.runnerUp.map { RunnerUp(tool: $0.tool, gain: $0.estimate?.gain ?? 0) },
      abandoned: abandoned, tokensFreed: round(tasks * (change?.tokenPerTask ?? 0)))
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

  private func flags(_ decision: Decision, _ none: ComparedTool?, _ abandoned: AbandonedTasks?) -> [String] {
    let tools = [incumbent?.tool, decision.deciding?.tool].compactMap(\.self)
    return VerdictFlags(
      decision: decision, none: none, abandoned: abandoned,
      restsOnFewLargeTasks: tools.contains { distributions[$0]?.restsOnFewLargeTasks == true }
    ).names
  }

  /// D + U_A/n_A − U_B/n_B at both extremes; nil where nothing was abandoned or nothing was compared.
  private func abandonedTasks(_ decision: Decision) -> AbandonedTasks? {
    let spend = book.ledger.noOutcome.cost
    guard let deciding = decision.deciding, let gain = deciding.estimate?.gain, let incumbent, spend.nanos > 0 else {
      return nil
    }
    let round = Rounding.nineSignificantDigits
    func perTask(_ book: ToolBook) -> Double { spend.dollars / Double(max(1, book.okSums.count)) }
    let first = round(gain + perTask(incumbent))
    let second = alternatives.first { $0.tool == deciding.tool }.map { round(gain - perTask($0)) }
    return AbandonedTasks(
      spend: spend, gainIfIncumbent: first, gainIfAlternative: second,
      changesSign: [first, second].contains { extreme in
        extreme.map { ($0 > 0) != (gain > 0) || ($0 < 0) != (gain < 0) } ?? false
      })
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
      comparison: comparison, why: why, distribution: distributions[book.tool])
  }

  private func assumptions(_ compared: [ComparedTool]) -> [AssumptionRow] {
    compared.flatMap { tool in
      tool.comparison.breakEvens.compactMap { row -> AssumptionRow? in
        guard row.factor != nil || row.value != nil else { return nil }
        let range = range(of: row.parameter, tool: tool)
        return AssumptionRow(
          category: name, tool: tool.tool, breakEven: row, range: range,
          insideRange: range.flatMap { range in row.value.map { range.low <= $0 && $0 <= range.high } },
          swing: tool.comparison.money?.tornado.first { $0.parameter == row.parameter }?.swing)
      }
    }
  }

  /// The success at which an assumed tool breaks even, beside the range that the policy assumes.
  private func assumption(_ tool: AssumedReview) -> AssumptionRow {
    let round = Rounding.nineSignificantDigits
    let contribution = tool.successBase * (tool.valuePerSuccess + tool.reworkCost)
    let factor = tool.breakEvenSuccess.flatMap { tool.successBase > 0 ? $0 / tool.successBase : nil }
    return AssumptionRow(
      category: name, tool: tool.tool,
      breakEven: BreakEven(
        parameter: .successRate, contribution: round(contribution), factor: factor.flatMap { $0 > 0 ? round($0) : nil },
        used: tool.successBase, value: tool.breakEvenSuccess),
      range: PlausibleRange(low: tool.successLow, high: tool.successHigh),
      insideRange: tool.breakEvenSuccess.map { tool.successLow <= $0 && $0 <= tool.successHigh },
      swing: round(abs(0.4 * contribution * Double(tool.scopeTasks) * 12 / months)), isAssumed: true)
  }

  /// The policy's plausible range of a parameter that stands behind a single policy key.
  private func range(of parameter: BreakEven.Parameter, tool: ComparedTool) -> PlausibleRange? {
    switch parameter {
    case .hourlyRate: tool.rates.count == 1 ? tool.rates.keys.first.flatMap { policy.ranges[$0] } : nil
    case .valuePerSuccess: policy.ranges["categories.\(name).value_usd_per_success"]
    case .runCost: policy.ranges["tools.\(tool.tool).cost_per_run_usd"]
    case .measuredValue, .tokenPrice, .humanMinutes, .successRate: nil
    }
  }
}
