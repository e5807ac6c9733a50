import Testing
import TriageModel

@testable import Analysis

@Suite("Category statement and spend ledger")
struct StatementTests {
  /// A quarter to re-do by hand; the rate is 60 dollars per hour, so a minute is worth a dollar.
  ///
  ///     task  tool  outcome  V     K  H   R     y       status
  ///     1     big   yes      T 30  1  6   –     23      ok
  ///     2     big   no       0     2  18  –     −20     ok
  ///     3     big   no       M −5  1  –   –     −6      ok
  ///     4     soft  yes      M 4   –  –   0.05  3.95    ok
  ///     5     big   half     T 10  1  –   –     9       ok
  ///     6     big   yes      30    ?  6   –     –       uncosted
  ///     7     odd   yes      3     ½  –   –     –       unclassified
  ///     8     big   blank    7     1  –   –     –       unvalued
  static let quarter: [SampleTask] = [
    SampleTask(savedMinutes: 30, reviewMinutes: 6, costUSD: 1),
    SampleTask(succeeded: 0, savedMinutes: 30, reviewMinutes: 6, reworkMinutes: 12, costUSD: 2),
    SampleTask(succeeded: 0, valueUSD: -5, costUSD: 1),
    SampleTask(tool: "soft", valueUSD: 4, costUSD: nil),
    SampleTask(succeeded: 500_000, savedMinutes: 20, costUSD: 1),
    SampleTask(savedMinutes: 30, reviewMinutes: 6, costUSD: nil),
    SampleTask(tool: "odd", valueUSD: 3, costUSD: 0.5),
    SampleTask(succeeded: nil, valueUSD: 7, costUSD: 1),
  ]

  static var policy: Policy {
    var policy = Policy.sample
    policy.tools["big"]?.licencePerMonth = Money(nanos: 100_000_000_000)
    policy.tools["small"]?.licencePerMonth = Money(nanos: 7_000_000_000)
    policy.tools["soft"]?.costPerRun = Money(nanos: 50_000_000)
    return policy
  }

  static func dollars(_ text: String) throws -> Money {
    Money(nanos: Int128(try ScaledDecimal.parse(text, scale: 9)))
  }

  @Test("A small quarter comes out as by hand")
  func byHand() throws {
    let source = SampleSource(
      tasks: Self.quarter,
      otherSpend: [.request(3, line: .noOutcome, category: "work"), .request(2, line: .noTask)])
    let review = try Analyst(policy: Self.policy).review(source)
    let category = try #require(review.categories.first)
    let statement = category.statement
    #expect(statement.okTasks == 5)
    #expect(statement.uncostedTasks == 1)
    #expect(statement.unclassifiedTasks == 1)
    #expect(statement.unvaluedTasks == 1)
    #expect(statement.blankOutcomes == 1)
    #expect(statement.measuredValue == (try Self.dollars("-1")))
    #expect(statement.timeValue == (try Self.dollars("40")))
    #expect(statement.tokenCost == (try Self.dollars("5")))
    #expect(statement.humanCost == (try Self.dollars("24")))
    #expect(statement.runCost == (try Self.dollars("0.05")))
    #expect(statement.netValue == (try Self.dollars("9.95")))
    #expect(statement.notOkCost == (try Self.dollars("7.5")))
    #expect(statement.licence == (try Self.dollars("300")))
    #expect(statement.noOutcomeSpend == (try Self.dollars("3")))
    #expect(statement.netAfterEverything == (try Self.dollars("-300.55")))
    #expect(isClose(statement.netPerTokenDollar, 1.99))
    #expect(statement.accepted == 4.5)
    #expect(category.spend == (try Self.dollars("9.5")))
    #expect(review.totals.spend == (try Self.dollars("11.5")))
    #expect(review.totals.statement.netAfterEverything == (try Self.dollars("-323.55")))
    #expect(review.unusedLicences == [UnusedLicence(tool: "small", cost: try Self.dollars("21"))])
    #expect(review.unattributed.statement.noTaskSpend == (try Self.dollars("2")))
    #expect(category.verdict == .noData)
    #expect(category.reason == "too-few-tasks")
  }

  @Test("A value per success counts only where neither value nor minutes are known")
  func policyValue() throws {
    var policy = Policy.sample
    policy.categories["work"] = CategoryPolicy(valuePerSuccess: Money(nanos: 4_000_000_000))
    let tasks = [
      SampleTask(costUSD: 1), SampleTask(succeeded: 250_000, costUSD: 1), SampleTask(succeeded: 0, costUSD: 1),
      SampleTask(valueUSD: 10, costUSD: 1), SampleTask(savedMinutes: 3, costUSD: 1),
    ]
    let statement = try Analyst(policy: policy).review(SampleSource(tasks: tasks)).totals.statement
    #expect(statement.okTasks == 5)
    #expect(statement.policyValue == (try Self.dollars("5")))
    #expect(statement.measuredValue == (try Self.dollars("10")))
    #expect(statement.timeValue == (try Self.dollars("3")))
  }

  @Test("Minutes per success are paid at the department's rate, review at a fixed one")
  func departmentRates() throws {
    var policy = Policy.sample
    policy.loadedRates.byDepartment["Legal"] = HourlyRate(microsPerHour: 120_000_000)
    policy.reviewRate = .fixed(HourlyRate(microsPerHour: 30_000_000))
    policy.categories["work"] = CategoryPolicy(minutesPerSuccess: Minutes(millis: 10_000))
    let tasks = [
      SampleTask(department: "Legal", reviewMinutes: 2, reworkMinutes: 1, costUSD: 1),
      SampleTask(reviewMinutes: 2, reworkMinutes: 1, costUSD: 1),
    ]
    let statement = try Analyst(policy: policy).review(SampleSource(tasks: tasks)).totals.statement
    #expect(statement.policyValue == (try Self.dollars("30")))
    #expect(statement.humanCost == (try Self.dollars("5")))
  }

  @Test("The ratio's standard error follows the delta method")
  func ratioError() throws {
    // k = 1, 2, 3 and y = 5, 4, 9: r = 3, s²_y = 7, s²_k = 1, s_yk = 2; √[(7 − 12 + 9)/3]/2 = 0.577350.
    var sums = TaskSums()
    for (net, cost) in [(5.0, 1.0), (4, 2), (9, 3)] {
      let task = SampleTask(valueUSD: net + cost, costUSD: cost)
      let valuation = try Valuation(of: task.key, under: .sample)
      sums.add(TaskSums(Moments(task: task.figures), valuation: valuation))
    }
    #expect(isClose(sums.netPerTokenDollar.ratio, 3))
    // K̄ = 2 is above 3·SE(K̄) = 1.73.
    #expect(isClose(sums.netPerTokenDollar.error, 0.577350269))
    #expect(isClose(sums.netTokenCovariance, 2))
  }

  /// What each cell would come to on its own, added up.
  private func oneByOne(_ cells: [TaskCell], _ policy: Policy) throws -> (statement: Statement, book: ToolBook) {
    var (statement, book) = (Statement(), ToolBook(tool: "big", policy: policy.tools["big"]))
    for cell in cells {
      let valuation = try Valuation(of: cell.key, under: policy)
      let sums = cell.moments.sums
      let isAdded = statement.add(
        sums, count: cell.moments.count, succeeded: cell.key.succeeded, valuation: valuation)
      #expect(isAdded)
      book.add(
        TaskSums(cell.moments, valuation: valuation), stratum: Stratum(of: cell.key, by: policy.stratifyBy),
        valuation: valuation)
    }
    return (statement, book)
  }

  @Test(
    "Cells that are valued alike are added up before they are valued: nothing changes",
    arguments: [Stratification.none, .complexity, .complexityDepartment])
  func addedUpFirst(stratification: Stratification) throws {
    var policy = Policy.sample
    policy.stratifyBy = stratification
    policy.loadedRates.byDepartment["Legal"] = HourlyRate(microsPerHour: 120_000_000)
    // Three products of (2⁶³ − 1)² leave 128 bits; a complexity of 9 is none that a file can have.
    let large = Figures<Int64>(v: Int64.max, k: 1, r: 2, w: 3, p: 1_000_000)
    var departments: [[TaskCell]] = []
    for name in ["Legal", "Ops", "Sales", nil] {
      let tasks = [
        SampleTask(department: name, valueUSD: 3, reviewMinutes: 1, costUSD: 2),
        SampleTask(department: name, complexity: 9, valueUSD: 4, costUSD: 1),
        SampleTask(department: name, complexity: nil, savedMinutes: 7, reworkMinutes: 2, costUSD: 1),
        SampleTask(department: name, succeeded: 0, reviewMinutes: 3, costUSD: 5),
        SampleTask(department: name, complexity: 2, costUSD: 1), SampleTask(department: name, costUSD: nil),
      ]
      departments.append(
        tasks.map { TaskCell(key: $0.key, moments: Moments(task: $0.figures)) }
          + [TaskCell(key: tasks[0].key, moments: Moments(task: large))])
    }
    var cells = ToolCells(ToolBook(tool: "big", policy: policy.tools["big"]), policy: policy)
    for department in departments {
      let total = try cells.add(department[...])
      let expected = try oneByOne(department, policy)
      #expect(total.group.statement == expected.statement)
      #expect(total.group.sums == expected.book.okSums)
      #expect(total.tasks == 7)
      #expect(total.withoutUsage == 1)
    }
    cells.settle()
    let expected = try oneByOne(departments.flatMap(\.self), policy)
    #expect(cells.book.statement == expected.statement)
    #expect(cells.book.strata == expected.book.strata)
    #expect(cells.book.unvaluedStrata == expected.book.unvaluedStrata)
    #expect(cells.book.valuedSuccesses == expected.book.valuedSuccesses)
    #expect(cells.book.unvaluedSuccesses == expected.book.unvaluedSuccesses)
    #expect(cells.book.assumptionBasis.humanCostOfFailure == expected.book.assumptionBasis.humanCostOfFailure)
    #expect(cells.book.assumptionBasis.meanReviewRate == expected.book.assumptionBasis.meanReviewRate)
  }

  @Test("Ledger lines follow the months of request and outcome")
  func ledger() throws {
    let july = Month(year: 2026, month: 7)
    let june = Month(year: 2026, month: 6)
    let source = SampleSource(
      tasks: [SampleTask(valueUSD: 1, costUSD: 1)],
      otherSpend: [
        .request(2, line: .task(completed: june), category: "work"),
        .request(4, line: .task(completed: july), category: "work", month: june),
        .request(8, line: .noOutcome, category: "work"), .request(16, line: .noTask, category: "chat"),
        .request(32, line: .noTask, category: "chat", month: june),
      ])
    let review = try Analyst(policy: .sample).review(source)
    #expect(review.ledger.completedInPeriod.cost.dollars == 1)
    #expect(review.ledger.completedOutside.cost.dollars == 2)
    #expect(review.ledger.noOutcome.cost.dollars == 8)
    #expect(review.ledger.noTask.cost.dollars == 16)
    #expect(review.ledger.earlierOrLater.cost.dollars == 4)
    #expect(review.ledger.completedTasksCost.dollars == 5)
    #expect(review.totals.spend.dollars == 27)
    let chat = try #require(review.categories.first { $0.name == "chat" })
    #expect(chat.verdict == .noData)
    #expect(chat.reason == "no-ok-task")
    #expect(chat.statement.netAfterEverything.dollars == -16)
  }

  @Test("Categories, and departments, add up to the company exactly", arguments: [UInt64(1), 2, 3, 4, 5])
  func conservation(seed: UInt64) throws {
    let (source, policy) = RandomCompany.make(seed: seed)
    let review = try Analyst(policy: policy).review(source)
    func sum(_ statements: [Statement]) -> Statement {
      var total = statements.reduce(into: Statement()) { $0.add($1) }
      total.netPerTokenDollar = review.totals.statement.netPerTokenDollar
      total.netPerTokenDollarError = review.totals.statement.netPerTokenDollarError
      return total
    }
    let categories = review.categories.map(\.statement) + [review.unattributed.statement]
    #expect(sum(categories) == review.totals.statement)
    var unused = Statement()
    unused.licence = review.unusedLicences.map(\.cost).total()
    #expect(sum(review.departments.map(\.statement) + [unused]) == review.totals.statement)
    #expect(
      review.categories.map(\.spend).total() + review.unattributed.ledger.total.cost == review.totals.spend)
    #expect(review.departments.map(\.spend).total() == review.totals.spend)
    // The cost of completed tasks is on lines a and e, and in the statement as ok or not ok.
    #expect(
      review.ledger.completedTasksCost
        == review.totals.statement.tokenCost + review.totals.statement.notOkTokenCost)
    for category in review.categories {
      let options = category.options.map(\.statement.tasks).reduce(0, +)
      #expect(options == category.statement.tasks)
    }
  }

  @Test("Amounts too large for exact sums are an error, not a trap")
  func overflow() {
    var policy = Policy.sample
    policy.loadedRates.fallback = HourlyRate(microsPerHour: Int64.max)
    policy.categories["work"] = CategoryPolicy(minutesPerSuccess: Minutes(millis: Int128(Int64.max)))
    let source = SampleSource(tasks: [SampleTask(costUSD: 1)])
    #expect(throws: AnalysisError.overflow(category: "work")) { try Analyst(policy: policy).review(source) }
  }
}

/// A company of random tasks with every status, several categories, departments and tools.
enum RandomCompany {
  static func make(seed: UInt64, tasks count: Int = 1500) -> (source: SampleSource, policy: Policy) {
    var numbers = SeededNumbers(seed: seed)
    func pick<Value>(_ values: [Value]) -> Value {
      values[Int(numbers.next() % UInt64(values.count))]
    }
    func amount(_ range: Range<Int>) -> Double { Double(Int.random(in: range, using: &numbers)) / 1000 }
    let tasks = (0..<count).map { index in
      let tool = pick(["big", "big", "small", "soft", "odd", "alias-of-small"])
      return SampleTask(
        category: pick(["alpha", "beta", "gamma"]), tool: tool, department: pick(["Ops", "Legal", nil]),
        complexity: pick([1, 2, 3, nil]), month: Month(year: 2026, month: pick([7, 8, 9])),
        succeeded: pick([1_000_000, 1_000_000, 0, 333_333, nil]), valueUSD: pick([nil, amount(-2000..<9000)]),
        savedMinutes: pick([nil, amount(-3000..<20_000)]), reviewMinutes: amount(0..<5000),
        reworkMinutes: amount(0..<900), costUSD: pick([nil, amount(1..<3000), amount(1..<900)]),
        isUnpriced: numbers.next() % 17 == 0, worker: pick([nil, 1, 2, 3, 4, 5, 6, 7, 8]),
        pair: pick([nil, nil, Int64(index / 2)]))
    }
    let spend: [SpendCell] = (0..<60).map { _ in
      let line = pick([
        SpendCell.Line.noOutcome, .noTask, .task(completed: Month(year: 2026, month: 6)),
      ])
      return .request(
        amount(1..<5000), line: line, category: line == .noTask || line == .noOutcome ? pick(["alpha", nil]) : "beta",
        department: pick(["Ops", nil, "Idle"]), month: Month(year: 2026, month: pick([7, 8, 9])))
    }
    var policy = Policy.sample
    policy.modelAliases["alias-of-small"] = "small"
    policy.loadedRates.byDepartment["Legal"] = HourlyRate(microsPerHour: 110_000_007)
    policy.categories["alpha"] = CategoryPolicy(valuePerSuccess: Money(nanos: 3_141_592_653))
    policy.categories["beta"] = CategoryPolicy(minutesPerSuccess: Minutes(millis: 7_777))
    policy.tools["big"]?.licencePerMonth = Money(nanos: 33_333_333_333)
    policy.tools["soft"]?.licencePerMonth = Money(nanos: 1_000_000_001)
    policy.tools["soft"]?.costPerRun = Money(nanos: 12_345_678)
    policy.tools["idle"] = ToolPolicy(tier: .small, licencePerMonth: Money(nanos: 5_000_000_000))
    policy.minCellCount = 10
    policy.minToolCount = 20
    policy.minOverlap = 0.3
    return (SampleSource(tasks: tasks, otherSpend: spend), policy)
  }
}
