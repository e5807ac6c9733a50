import Testing
import TriageModel

@testable import Analysis

@Suite("What a move and a pilot are worth")
struct EconomicsTests {
  /// 40 tasks of either tool with standard deviation 1, the incumbent worth 5 at a cost of 1: V = 0.05, N_y = 160.
  private func pair(gain: Double, category: String = "work") -> [SampleTask] {
    let sample = tasks(40, mean: 6, deviation: 1) + tasks(40, mean: 5 + gain, deviation: 1, tool: "small")
    return sample.map { task in
      var task = task
      task.category = category
      task.costUSD = task.tool == "big" ? 1 : 0
      return task
    }
  }

  private func review(_ sample: [SampleTask], _ policy: Policy = .sample) throws -> CategoryReview {
    try #require(
      Analyst(policy: policy).review(SampleSource(tasks: sample)).categories.first)
  }

  @Test("A year's saving, its cash and its payback follow from the gain per task")
  func savings() throws {
    var policy = Policy.sample
    policy.migrationCost = AmountTable(fallback: Money(nanos: 80_000_000_000))
    let money = try #require(review(pair(gain: 2), policy).comparison("small").money)
    #expect(money.tasksPerYear == 160)
    #expect(isClose(money.annualSaving.value, 320))
    #expect(isClose(money.firstYearSaving.value, 240))
    #expect(isClose(money.annualCash, 160))
    // 80 dollars at 320 a year.
    #expect(isClose(money.paybackMonths, 3))
    // V − H of 7 against 6, each with variance 1: 1 ± 1.6646·√0.05.
    #expect(isClose(money.valueOnly.value, 1))
    #expect(isClose(money.valueOnly.lo, 0.62777, within: 1e-4))
    #expect(try review(pair(gain: -2), policy).comparison("small").money?.paybackMonths == nil)
  }

  @Test("The regrets of moving and of keeping differ by the gain of a year", arguments: [-0.6, -0.1, 0.05, 0.3, 2])
  func regrets(gain: Double) throws {
    let money = try #require(review(pair(gain: gain)).comparison("small").money)
    let moved = try #require(money.regretIfMoved)
    let kept = try #require(money.regretIfKept)
    #expect(isClose(kept - moved, 160 * gain))
    #expect(moved >= 0 && kept >= 0)
    #expect(money.perfectInformation == min(moved, kept))
  }

  @Test("The expected regret of an even chance is N·SE times the loss integral at zero")
  func regretAtZero() throws {
    // L_78(0) = 78/77·f_78(0) = 0.402826; 160·√0.05 = 35.777.
    let money = try #require(review(pair(gain: 0)).comparison("small").money)
    #expect(isClose(money.perfectInformation, 35.7771 * 0.40284, within: 0.002))
  }

  @Test("A confirming pilot that costs more than the regret of keeping is not made")
  func confirm() throws {
    let refused = try review(pair(gain: 0.1))
    #expect(refused.verdict == .keepFrontier)
    #expect(refused.reason == "pilot-not-worth-its-cost")
    #expect(refused.pilotTasksPerArm == nil)
    let dear = try #require(refused.pilot)
    #expect(dear.kind == .confirm)
    // 6.182557/1² is less than 1/V = 20: nothing is missing, the smallest pilot remains. 300 + 60·0.50.
    #expect(dear.tasksPerArm == 30)
    #expect(dear.cost == 330)
    #expect(dear.isWorthwhile == false)
    // d = 1: 6.182557·2/1² is below the smallest pilot.
    #expect(dear.classicalTasksPerArm == 30)
    var policy = Policy.sample
    policy.pilot.fixedCost = .zero
    policy.pilot.costPerTask = Money(nanos: 1_000_000)
    policy.pilot.worthwhilePerTask = Money(nanos: 100_000_000)
    let category = try review(pair(gain: 0.1), policy)
    #expect(category.verdict == .pilot)
    #expect(category.reason == "undecided")
    let plan = try #require(category.pilot)
    // 2·(618.2557 − 20) = 1196.5; both arms take 2·1197 of 40 tasks in three months.
    #expect(plan.tasksPerArm == 1197)
    // d = 0.1·5: 6.182557·2/0.25 = 49.5.
    #expect(plan.classicalTasksPerArm == 50)
    #expect(isClose(plan.cost, 2.394))
    #expect(isClose(plan.months, 179.55))
    #expect(plan.isWorthwhile == true)
    #expect(category.pilotTasksPerArm == 1197)
  }

  @Test("A long shot takes the size at which the sample's value exceeds its cost most")
  func longShot() throws {
    var policy = Policy.sample
    policy.pilot.fixedCost = .zero
    policy.pilot.costPerTask = .zero
    let plan = try #require(review(pair(gain: -0.1), policy).pilot)
    #expect(plan.kind == .longShot)
    #expect(plan.tasksPerArm == 30)
    #expect(isClose(plan.benefit, 3.443114, within: 1e-5))
    #expect(isClose(plan.cost, 3))
    #expect(plan.isWorthwhile == true)
    let dear = try review(pair(gain: -0.1))
    #expect(dear.reason == "pilot-not-worth-its-cost")
  }

  /// 32 successes worth 10 and 8 failures with three dollars of rework, all at a cost of 1: ȳ_A = 6.4.
  private var assumedCase: (sample: [SampleTask], policy: Policy) {
    let sample = (0..<40).map { index in
      SampleTask(
        succeeded: index < 32 ? 1_000_000 : 0, valueUSD: index < 32 ? 10 : nil, reworkMinutes: index < 32 ? 0 : 3,
        costUSD: 1)
    }
    var policy = Policy.sample
    policy.tools["soft"]?.costPerRun = Money(nanos: 100_000_000)
    policy.migrationCost = AmountTable(fallback: Money(nanos: 160_000_000_000))
    policy.assumed = [
      AssumedAlternative(
        category: "work", tool: "soft", successLow: 0.5, successBase: 0.9, successHigh: 1,
        reviewMinutes: Minutes(millis: 1000))
    ]
    return (sample, policy)
  }

  @Test("An assumption gives low, base and high gains, and at most a pilot")
  func assumed() throws {
    let (sample, policy) = assumedCase
    let category = try review(sample, policy)
    #expect(category.verdict == .pilot)
    #expect(category.reason == "assumption-only")
    #expect(category.target == "soft")
    #expect(category.grade == "C")
    #expect(category.pilot?.kind == .assumed)
    let review = try #require(category.assumed.first)
    // D(p) = 10p − 0.1 − 1 − 3(1 − p) − 6.4 − 1 = 13p − 11.5.
    #expect(isClose(review.gainLow, -5))
    #expect(isClose(review.gainBase, 0.2))
    #expect(isClose(review.gainHigh, 1.5))
    #expect(isClose(review.breakEvenSuccess, 11.5 / 13))
    #expect(isClose(review.hurdle, 1))
    let rows = try Analyst(policy: policy).review(SampleSource(tasks: sample)).assumptions
    let row = try #require(rows.first { $0.isAssumed })
    #expect(row.tool == "soft")
    #expect(isClose(row.breakEven.factor, 11.5 / 13 / 0.9))
    #expect(row.range == PlausibleRange(low: 0.5, high: 1))
    #expect(row.insideRange == true)
    // 0.4 · 0.9 · 13 dollars · 160 tasks a year.
    #expect(isClose(row.swing, 748.8))
  }

  @Test("A licence of an unused tool belongs to the hurdle, and a hopeless assumption changes nothing")
  func assumedLicence() throws {
    var (sample, policy) = assumedCase
    // 12 · 40 dollars over 160 tasks a year: 3 per task.
    policy.tools["soft"]?.licencePerMonth = Money(nanos: 40_000_000_000)
    let category = try review(sample, policy)
    #expect(isClose(category.assumed.first?.hurdle, 4))
    #expect(category.verdict == .keepFrontier)
    #expect(category.reason == "no-alternative")
    #expect(category.assumed.first?.breakEvenSuccess == nil)
    sample.append(SampleTask(category: "elsewhere", tool: "soft", valueUSD: 1, costUSD: nil))
    let used = try Analyst(policy: policy).review(SampleSource(tasks: sample)).category("work")
    #expect(isClose(used.assumed.first?.hurdle, 1))
  }

  @Test("Data win over an assumption about the same tool")
  func dataWin() throws {
    var (sample, policy) = assumedCase
    sample.append(SampleTask(tool: "soft", valueUSD: 1, costUSD: nil))
    policy.migrationCost = AmountTable(fallback: .zero)
    let category = try review(sample, policy)
    #expect(category.assumed.isEmpty)
    #expect(category.reason == "thin-cells")
    #expect(category.pilot?.kind == .refused)
  }

  @Test("Chosen winners are shrunken together")
  func portfolio() throws {
    let five = (1...5).flatMap { pair(gain: 2, category: "work-\($0)") }
    let portfolio = try #require(Analyst(policy: .sample).review(SampleSource(tasks: five)).portfolio)
    #expect(portfolio.moves == 5)
    #expect(portfolio.comparisons == 5)
    #expect(isClose(portfolio.annualSaving.value, 1600))
    // σ² = 1, e = 2, v = 0.05: τ² = (5·80 − 5)/(5·20) = 3.95, B = 3.95/4.
    #expect(isClose(portfolio.shrunkenSaving, 1580, within: 1e-4))
    #expect(portfolio.expectedWrongMoves < 1e-6)
    let four = five.filter { $0.category != "work-5" }
    let small = try #require(Analyst(policy: .sample).review(SampleSource(tasks: four)).portfolio)
    #expect(small.shrunkenSaving == nil)
    #expect(isClose(small.annualSaving.value, 1280))
  }

  @Test("The tornado orders parameters by what ±20% of each moves")
  func tornado() throws {
    let sample =
      (0..<40).map { _ in SampleTask(savedMinutes: 30, reviewMinutes: 6, costUSD: 10) }
      + (0..<40).map { _ in SampleTask(tool: "small", savedMinutes: 20, reviewMinutes: 1, costUSD: 2) }
    let bars = try #require(review(sample).comparison("small").money?.tornado)
    #expect(bars.map(\.parameter) == [.successRate, .tokenPrice, .hourlyRate, .humanMinutes])
    // a = 20, 8, −5, 5 dollars a task; 0.4·a·160; D = 3.
    #expect(bars.map(\.swing) == [1280, 512, 320, 320])
    #expect(bars.map(\.factor) == [0.85, 0.625, 1.6, 0.4])
  }
}
