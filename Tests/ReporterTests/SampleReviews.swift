import Analysis
import Reporter
import TriageModel

/// Reviews built by hand: one with every verdict, one with nothing.
enum SampleReviews {
  static let period = Period(first: Month(year: 2026, month: 7), end: Month(year: 2026, month: 10))

  static func dollars(_ amount: Int) -> Money { Money(nanos: Int128(amount) * 1_000_000_000) }
  static func cents(_ amount: Int) -> Money { Money(nanos: Int128(amount) * 10_000_000) }

  /// One estimate per verdict that changes something; the samples take categories as fully dependent.
  static func changeByVerdict(_ categories: [CategoryReview]) -> [Verdict: Estimate] {
    var sums: [Verdict: Estimate] = [:]
    for category in categories {
      guard let change = category.netValueChange else { continue }
      let sum = sums[category.verdict] ?? Estimate(value: 0, lo: 0, hi: 0)
      sums[category.verdict] = Estimate(
        value: sum.value + change.value, lo: sum.lo + change.lo, hi: sum.hi + change.hi)
    }
    return sums
  }

  static let context = ReportContext(
    toolVersion: "0.1.0", policyName: "policy.yaml", policyDigest: String(repeating: "c7", count: 32),
    rowSets: [
      .init(kind: "usage", rows: 1_102_377, digest: String(repeating: "58", count: 32)),
      .init(kind: "outcomes", rows: 402_318, digest: String(repeating: "c7", count: 32)),
    ], commandLine: "roi-triage review --usage usage.csv --policy policy.yaml", companyTitle: "Meridian Freight Group")

  static func usage(_ cost: Money, rows: Int128 = 10) -> UsageSums {
    var usage = UsageSums()
    usage.rows = rows
    usage.requests = rows
    usage.inputTokens = rows * 1000
    usage.outputTokens = rows * 200
    usage.costNanos = cost.nanos
    return usage
  }

  static func ledger(_ spend: Money) -> SpendLedger {
    SpendLedger(
      completedInPeriod: usage(spend), completedOutside: UsageSums(), noOutcome: UsageSums(), noTask: UsageSums(),
      earlierOrLater: UsageSums())
  }

  static func statement(tasks: Int64, value: Money, time: Money, tokens: Money, human: Money) -> Statement {
    var statement = Statement()
    statement.okTasks = tasks
    statement.acceptedMillionths = Int128(tasks) * 900_000
    statement.measuredValue = value
    statement.timeValue = time
    statement.tokenCost = tokens
    statement.humanCost = human
    statement.licence = cents(12_345)
    statement.netPerTokenDollar = 1.25
    statement.netPerTokenDollarError = 0.125
    return statement
  }

  static func add(_ parts: [Statement]) -> Statement {
    parts.reduce(into: Statement()) { sum, part in
      sum.okTasks += part.okTasks
      sum.unclassifiedTasks += part.unclassifiedTasks
      sum.uncostedTasks += part.uncostedTasks
      sum.unpricedTasks += part.unpricedTasks
      sum.unvaluedTasks += part.unvaluedTasks
      sum.acceptedMillionths += part.acceptedMillionths
      sum.blankOutcomes += part.blankOutcomes
      sum.measuredValue += part.measuredValue
      sum.timeValue += part.timeValue
      sum.policyValue += part.policyValue
      sum.tokenCost += part.tokenCost
      sum.humanCost += part.humanCost
      sum.runCost += part.runCost
      sum.notOkCost += part.notOkCost
      sum.notOkTokenCost += part.notOkTokenCost
      sum.licence += part.licence
      sum.noOutcomeSpend += part.noOutcomeSpend
      sum.noTaskSpend += part.noTaskSpend
    }
  }

  /// The worked check of method 2.3: Δ = 0.25, V = 4.75, df = 29.03, interval −3.453 to 3.953.
  static let textbook = GainEstimate(
    delta: 0.25, standardError: 2.17944947, degreesOfFreedom: 29.03, lo: -3.453, hi: 3.953, taskVariance: 4.75,
    workerVariance: nil, clusters: 0, hurdle: 0.125, gain: 0.125, quantile: 1.6990691, probabilityBetter: 0.522673,
    scopeTasks: 40, cashPerTask: 1.5, valuePerTask: -1.25)

  static let textbookStrata = [
    StratumComparison(
      label: "1", weight: 0.75, incumbentTasks: 30, alternativeTasks: 25, incumbentMean: 10, alternativeMean: 12,
      incumbentDeviation: 6, alternativeDeviation: 5),
    StratumComparison(
      label: "2", weight: 0.25, incumbentTasks: 10, alternativeTasks: 20, incumbentMean: 40, alternativeMean: 35,
      incumbentDeviation: 20, alternativeDeviation: 18),
  ]

  static let breakEvens = [
    BreakEven(parameter: .hourlyRate, contribution: -1.25, factor: 1.2, used: 60, value: 72),
    BreakEven(parameter: .tokenPrice, contribution: 1.5, factor: 0.833333333, used: nil, value: nil),
    BreakEven(parameter: .successRate, contribution: 4, factor: 0.9375, used: 0.8, value: 0.75),
    BreakEven(parameter: .valuePerSuccess, contribution: 0, factor: nil, used: nil, value: 0.1234),
    BreakEven(parameter: .measuredValue, contribution: 0.5, factor: nil, used: nil, value: nil),
  ]

  static func comparison(_ estimate: GainEstimate? = textbook, refusal: Refusal? = nil, paired: Bool = false)
    -> Comparison
  {
    Comparison(
      refusal: refusal, paired: paired, adjusted: true, strata: textbookStrata, coverage: 0.8, incumbentTasks: 40,
      alternativeTasks: 45, incumbentWorkers: 6, alternativeWorkers: 7, estimate: refusal == nil ? estimate : nil,
      breakEvens: breakEvens, breakEvensIndicative: refusal != nil, grade: refusal == nil ? "B" : "C")
  }

  static let perTask = PerTask(
    value: 20, tokenCost: 1.5, humanCost: 6.25, runCost: 0, netValue: 12.25, success: 0.9)

  static func option(_ tool: String, _ tier: Tier?, _ role: ToolOption.Role, _ comparison: Comparison?) -> ToolOption {
    let statement = statement(
      tasks: 40, value: dollars(500), time: dollars(300), tokens: dollars(60), human: dollars(250))
    return ToolOption(
      tool: tool, tier: tier, role: role, statement: role == .none ? Statement() : statement,
      perTask: role == .other || role == .none ? nil : perTask, costPerAccepted: role == .none ? nil : 0.0412,
      comparison: comparison,
      why: role == .incumbent ? "in use" : "gains less")
  }

  static func options(_ refusal: Refusal? = nil, paired: Bool = false) -> [ToolOption] {
    [
      option("frontier-xl", .frontier, .incumbent, nil),
      option("small-s", .small, .alternative, comparison(refusal: refusal, paired: paired)),
      option("flow-engine", .software, .alternative, comparison(refusal: .thinCells)),
      option("old-tool", nil, .other, nil), option("none", nil, .none, comparison()),
    ]
  }

  static func category(
    _ name: String, _ verdict: Verdict, reason: String, target: String? = nil, spend: Money, freed: Double = 0,
    change: Estimate? = nil, statement: Statement, options: [ToolOption]
  ) -> CategoryReview {
    CategoryReview(
      name: name, verdict: verdict, reason: reason, target: target, incumbent: options.isEmpty ? nil : "frontier-xl",
      departments: ["Finance", nil], spend: spend, ledger: ledger(spend), statement: statement,
      netValue: options.isEmpty
        ? nil
        : Estimate(
          value: statement.netValue.dollars, lo: statement.netValue.dollars - 9_500.5,
          hi: statement.netValue.dollars + 9_500.5), freed: freed, netValueChange: change,
      oneOff: verdict == .cheaperModel ? dollars(1500) : .zero, options: options,
      scope: options.isEmpty ? nil : "complexity 1–2; 3–5 not compared",
      pilotTasksPerArm: verdict == .pilot ? 1_240 : nil,
      flags: verdict == .keepFrontier ? ["net-value-not-shown-positive"] : [], grade: options.isEmpty ? "C" : "B",
      tokensFreed: freed)
  }

  static var richCategories: [CategoryReview] {
    [
      category(
        "Support replies", .cheaperModel, reason: "proven", target: "small-s", spend: cents(8_420_051),
        freed: 58_900.123, change: Estimate(value: 56_000.4, lo: 47_000, hi: 62_000),
        statement: statement(
          tasks: 9_600, value: dollars(100_000), time: dollars(600_000), tokens: cents(8_420_051),
          human: dollars(55_000)),
        options: options()),
      category(
        "Invoice entry", .ordinarySoftware, reason: "proven-paired", target: "flow-engine", spend: cents(5_290_049),
        freed: 44_100.37, change: Estimate(value: 51_000.2, lo: 43_000, hi: 58_000),
        statement: statement(
          tasks: 4_000, value: dollars(40_000), time: dollars(70_000), tokens: cents(5_290_049),
          human: dollars(60_000)),
        options: options(paired: true)),
      category(
        "Sales e-mail", .stop, reason: "net-value-negative", spend: cents(3_960_033), freed: 39_600.33,
        change: Estimate(value: 27_000.3, lo: 16_000, hi: 39_000),
        statement: statement(
          tasks: 6_200, value: .zero, time: dollars(20_000), tokens: cents(3_960_033), human: dollars(8_000)),
        options: options()),
      category(
        "Meeting notes", .pilot, reason: "thin-cells", target: "small-s", spend: cents(3_120_017),
        statement: statement(
          tasks: 210, value: .zero, time: dollars(60_000), tokens: cents(3_120_017), human: dollars(6_000)),
        options: options(.thinCells)),
      category(
        "Code review", .keepFrontier, reason: "alternatives-worse", spend: cents(11_840_012),
        statement: statement(
          tasks: 640, value: dollars(200_000), time: dollars(400_000), tokens: cents(11_840_012), human: dollars(80_000)
        ),
        options: options()),
      category(
        "New work", .noData, reason: "too-few-tasks", spend: cents(1_234), statement: Statement(), options: []),
    ]
  }

  static var rich: Report { report(richCategories) }

  static func report(_ categories: [CategoryReview], context: ReportContext = context) -> Report {
    Report(review: review(categories), context: context)
  }

  static func review(_ categories: [CategoryReview]) -> Review {
    var lost = Statement()
    lost.noOutcomeSpend = dollars(20_111)
    lost.noTaskSpend = cents(1_250_055)
    lost.licence = dollars(900)
    let spend = categories.map(\.spend).total() + lost.noOutcomeSpend + lost.noTaskSpend
    let changes = categories.compactMap(\.netValueChange)
    let freed = categories.map(\.freed).reduce(0, +)
    let total = add(categories.map(\.statement) + [lost])
    let change = changes.map(\.value).reduce(0, +)
    var noTask = usage(lost.noTaskSpend)
    noTask.unpricedRows = 3
    noTask.unpricedTokens = 4_200
    return Review(
      period: period, periodNote: "last full quarter in the data", level: 0.9,
      totals: Totals(
        spend: spend, statement: total,
        netValue: Estimate(
          value: total.netAfterEverything.dollars, lo: total.netAfterEverything.dollars - 100_000,
          hi: total.netAfterEverything.dollars + 100_000),
        spendToChange: categories.filter(\.verdict.isChange).map(\.spend).total(),
        freed: Estimate(value: freed, lo: freed * 0.9, hi: freed * 1.1),
        netValueChange: changes.isEmpty ? nil : Estimate(value: change, lo: change - 16_000, hi: change + 16_000),
        oneOff: categories.map(\.oneOff).total(), changeByVerdict: changeByVerdict(categories)),
      ledger: SpendLedger(
        completedInPeriod: usage(categories.map(\.spend).total()), completedOutside: UsageSums(),
        noOutcome: usage(lost.noOutcomeSpend), noTask: noTask, earlierOrLater: usage(cents(77_777))),
      categories: categories, departments: departments(spend: spend, total: total, lost: lost),
      assumptions: assumptions(categories), dataQuality: checks,
      unusedLicences: [UnusedLicence(tool: "idle-tool", cost: dollars(900))],
      unpricedModels: [UnpricedModel(provider: nil, model: "mystery|model", rows: 3, tokens: 4_200)])
  }

  private static func departments(spend: Money, total: Statement, lost: Statement) -> [DepartmentReview] {
    var finance = total
    finance.noOutcomeSpend -= lost.noOutcomeSpend
    finance.licence -= lost.licence
    var blank = Statement()
    blank.noOutcomeSpend = lost.noOutcomeSpend
    return [
      DepartmentReview(name: "Finance", spend: spend - lost.noOutcomeSpend, statement: finance),
      DepartmentReview(name: nil, spend: lost.noOutcomeSpend, statement: blank),
    ]
  }

  private static func assumptions(_ categories: [CategoryReview]) -> [AssumptionRow] {
    categories.filter { !$0.options.isEmpty }.flatMap { category in
      breakEvens.map { breakEven in
        let hasRange = breakEven.parameter == .hourlyRate
        return AssumptionRow(
          category: category.name, tool: "small-s", breakEven: breakEven,
          range: hasRange ? PlausibleRange(low: 45, high: 80) : nil,
          insideRange: hasRange ? category.name == "Sales e-mail" : nil)
      }
    }
  }

  private static let checks = [
    QualityCheck(
      key: "unpriced-requests", status: .note, result: "3 rows of 1 model have no price: mystery|model, about $0.02.",
      effect: "Their cost is unknown and in no total."),
    QualityCheck(key: "blank-outcomes", status: .pass, result: "No outcome is blank.", effect: "None."),
    QualityCheck(key: "unmatched-spend", status: .fail, result: "4.1% of spend has no outcome.", effect: "Deducted."),
  ]

  static var empty: Report {
    let ledger = ledger(.zero)
    return Report(
      review: Review(
        period: period, periodNote: nil, level: 0.9,
        totals: Totals(
          spend: .zero, statement: Statement(), netValue: Estimate(value: 0, lo: 0, hi: 0), spendToChange: .zero,
          freed: Estimate(value: 0, lo: 0, hi: 0), netValueChange: nil, oneOff: .zero), ledger: ledger, categories: [],
        departments: [], assumptions: [], dataQuality: [], unusedLicences: [], unpricedModels: []),
      context: ReportContext(
        toolVersion: "0.1.0", policyName: "policy.yaml", policyDigest: String(repeating: "0", count: 64), rowSets: [],
        commandLine: nil))
  }
}
