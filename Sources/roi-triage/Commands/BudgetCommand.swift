import Analysis
import ArgumentParser
import Reporter
import Storage
import TriageModel

struct BudgetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "budget",
    abstract:
      "Show what a cap does, the cap that saves what triage saves, what a budget should fund and how far it lasts.",
    discussion: """
      Examples:
        roi-triage budget cap --usd-per-worker-month 25 --policy policy.yaml
        roi-triage budget match --policy policy.yaml
        roi-triage budget plan --usd 50000 --policy policy.yaml
        roi-triage budget status --policy policy.yaml
      """,
    subcommands: [Cap.self, Match.self, Plan.self, Status.self])

  /// What all of the commands take.
  struct Options: ParsableArguments {
    @Option(help: ArgumentHelp("The policy: tools, tiers, rates, thresholds.", valueName: "file"))
    var policy: String

    @Option(help: "The months to look at: 2026Q3, 2026-07, 2026, or 2026-05..2026-08 with the end excluded.")
    var period: String?

    @Flag(help: "The answer as JSON.")
    var json = false

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var messages: MessageOptions

    func making() throws -> ReportMaking {
      let source = try PolicySource(path: policy, quiet: messages.quiet)
      let calendar = source.policy.calendar
      let period = try PeriodOption.parse(period, calendar: calendar)
      return ReportMaking(checked: try database.openForReport(), policySource: source, period: period)
    }
  }

  struct Cap: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show what a cap per worker and month saves, what value it costs and what waste it removes.",
      discussion: """
        A static simulation: workers do not adapt. Without an amount the policy's cap_usd_per_worker_month \
        holds, and in departments with a cap of their own in budgets that one.

        Examples:
          roi-triage budget cap --usd-per-worker-month 25 --policy policy.yaml
          roi-triage budget cap --tokens-per-worker-month 2000000 --policy policy.yaml --json
        """)

    @Option(
      parsing: .unconditional, help: ArgumentHelp("Dollars that a worker may spend in a month.", valueName: "X"))
    var usdPerWorkerMonth: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("Tokens that a worker may use in a month.", valueName: "N"))
    var tokensPerWorkerMonth: String?

    @OptionGroup var options: Options

    func validate() throws {
      if usdPerWorkerMonth != nil, tokensPerWorkerMonth != nil {
        throw ValidationError("Name one cap: --usd-per-worker-month or --tokens-per-worker-month.")
      }
    }

    func run() throws {
      try reportingFailures {
        let making = try options.making()
        let policy = making.policySource.policy
        let (measure, cap) = try chosen(policy)
        let found = try making.units(showsSpread: true)
        let simulation = try CapSimulation(found.units, policy: policy, measure: measure)
        let insights = found.report.review.insights
        let hiddenCategories = insights?.hiddenCategories ?? []
        let hiddenDepartments = found.report.hiddenDepartments.union(insights?.hiddenDepartments ?? [])
        let chosen =
          cap.map {
            simulation.outcome(cap: $0, hiddenCategories: hiddenCategories, hiddenDepartments: hiddenDepartments)
          }
          ?? simulation.outcome(
            of: policy, hiddenCategories: hiddenCategories, hiddenDepartments: hiddenDepartments)
        guard let outcome = chosen else { throw Cap.noCap }
        let curve = simulation.curve()
        let concentration = SpendConcentration(found.units)
        try Terminal.output(
          options.json
            ? BudgetJSON.cap(found.report, outcome: outcome, curve: curve, concentration: concentration)
            : CapText.render(
              found.report, outcome: outcome, curve: curve, concentration: concentration, width: Terminal.width))
      }
    }

    /// The cap that an option names; nil = that of the policy, with those of its departments.
    private func chosen(_ policy: Policy) throws -> (CapOutcome.Measure, Int64?) {
      if let text = tokensPerWorkerMonth {
        return (.tokens, try BudgetAmount.parse(text, scale: 0, option: "--tokens-per-worker-month"))
      }
      if let text = usdPerWorkerMonth {
        return (.spend, try BudgetAmount.parse(text, scale: 9, option: "--usd-per-worker-month"))
      }
      guard policy.capPerWorkerMonth != nil || !policy.departmentCaps.isEmpty else { throw Cap.noCap }
      return (.spend, nil)
    }

    private static var noCap: Failure {
      Failure(
        .usage,
        [
          Diagnostic(
            code: "no-cap", message: "neither the command nor the policy names a cap",
            remedy: "Give --usd-per-worker-month X or --tokens-per-worker-month N.")
        ])
    }
  }

  struct Match: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Find the cap that saves what triage saves, and show both side by side.",
      discussion: """
        A static simulation: workers do not adapt.

        Example:
          roi-triage budget match --policy policy.yaml
        """)

    @OptionGroup var options: Options

    func run() throws {
      try reportingFailures {
        let making = try options.making()
        let found = try making.units()
        let simulation = try CapSimulation(found.units, policy: making.policySource.policy, measure: .spend)
        let triage = TriageSaving(found.report.review)
        let outcome = simulation.matchedCap(saving: triage.saved).map { simulation.outcome(cap: $0) }
        try Terminal.output(
          options.json
            ? BudgetJSON.match(found.report, triage: triage, outcome: outcome)
            : MatchText.render(found.report, triage: triage, outcome: outcome, width: Terminal.width))
      }
    }
  }

  struct Plan: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show which categories to fund under a budget, by net value per token dollar.",
      discussion: """
        Whole categories, the best first, as long as they fit; averages, not margins.

        Example:
          roi-triage budget plan --usd 50000 --policy policy.yaml
        """)

    @Option(parsing: .unconditional, help: ArgumentHelp("Dollars of token cost for the period.", valueName: "N"))
    var usd: String

    @OptionGroup var options: Options

    func run() throws {
      try reportingFailures {
        let budget = try BudgetAmount.parse(usd, scale: 9, option: "--usd")
        var making = try options.making()
        making.readsCellsAlone = true
        let report = try making.report()
        let plan = BudgetPlan(budget: Money(nanos: Int128(budget)), review: report.review)
        try Terminal.output(
          options.json
            ? BudgetJSON.plan(report, plan: plan) : PlanText.render(report, plan: plan, width: Terminal.width))
      }
    }
  }
}

extension BudgetCommand {
  struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show spend against the budgets of the policy, the run rate, and the day on which each is used up.",
      discussion: """
        Budgets are budget_usd and budgets of the policy. The run rate is that of the days from the first to the last \
        request in the data; departments of fewer than five workers are withheld.

        Example:
          roi-triage budget status --policy policy.yaml
        """)

    @OptionGroup var options: Options

    func run() throws {
      try reportingFailures {
        var making = try options.making()
        making.readsCellsAlone = true
        let report = try making.report()
        try Terminal.output(
          options.json ? BudgetJSON.status(report) : BudgetText.render(report, width: Terminal.width))
      }
    }
  }
}

/// An amount on the command line: an exact decimal, not negative.
enum BudgetAmount {
  /// - Returns: the amount times 10^`scale`.
  /// - Throws: `Failure` with the option's name where it is no such amount.
  static func parse(_ text: String, scale: Int, option: String) throws -> Int64 {
    let kind = scale == 0 ? "whole number" : "amount in dollars"
    let largest = NumberStyle.count(scale == 0 ? Int64.max : Int64.max / 1_000_000_000)
    let amount: Int64
    do throws(ScaledDecimal.Failure) {
      amount = try ScaledDecimal.parse(text, scale: scale)
    } catch {
      let words = error == .outOfRange ? "is more than the largest \(kind), \(largest)" : "is no \(kind) from 0 up"
      throw failure(text, option, words, scale)
    }
    guard amount >= 0 else { throw failure(text, option, "is below 0", scale) }
    // Nothing is rounded off in silence: it would be the cap or budget of another number.
    let decimals = text.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
    guard decimals <= scale, scale > 0 || !text.contains(".") else {
      throw failure(text, option, scale == 0 ? "is no whole number" : "has more than \(scale) decimals", scale)
    }
    return amount
  }

  private static func failure(_ text: String, _ option: String, _ words: String, _ scale: Int) -> Failure {
    Failure(
      .usage,
      [
        Diagnostic(
          code: "bad-amount", field: option, value: PrintableText.cut(text), message: words,
          remedy: "Write digits without grouping, for example \(scale == 0 ? "2000000" : "25.50").")
      ])
  }
}

extension ReportMaking {
  /// The report of the period and its units, read while the database is checked.
  ///
  /// - Parameter showsSpread: whether the report knows which departments are withheld.
  func units(showsSpread: Bool = false) throws -> (report: Report, units: SpendUnits) {
    var policy = policySource.policy
    if let period { policy.period = period }
    return try checking(policy) {
      let source = DatabaseRollupSource(database)
      let review = try Analyst(policy: policy, showsSpread: showsSpread).review(source)
      try BudgetUse.check(policy, known: departments(namedBy: policy, source))
      return (reportWithoutRows(review), try database.units(in: review.period))
    }
  }

  /// A report that is laid out but not kept: it names no rows.
  func reportWithoutRows(_ review: Review) -> Report {
    Report(
      review: review,
      context: ReportContext(
        toolVersion: RoiTriage.version, policyName: policySource.name, policyDigest: policySource.digest, rowSets: [],
        commandLine: nil))
  }
}
