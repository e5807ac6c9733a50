import Testing
import TriageModel

@testable import Analysis

@Suite("Break-even values")
struct BreakEvenTests {
  private func row(_ category: CategoryReview, _ tool: String, _ parameter: BreakEven.Parameter) throws -> BreakEven {
    try #require(category.comparison(tool).breakEvens.first { $0.parameter == parameter })
  }

  /// 40 tasks of `big` at 2.00 with 32 successes, 40 of `small` at 0.50 with 26: v* = 1.50/(0.8 − 0.65) = 10.
  private var successOnly: [SampleTask] {
    (0..<40).map { SampleTask(complexity: nil, succeeded: $0 < 32 ? 1_000_000 : 0, costUSD: 2) }
      + (0..<40).map {
        SampleTask(tool: "small", complexity: nil, succeeded: $0 < 26 ? 1_000_000 : 0, costUSD: 0.5)
      }
  }

  private func policy(valuePerSuccess: Double?) -> Policy {
    var policy = Policy.sample
    policy.stratifyBy = .none
    if let value = valuePerSuccess {
      policy.categories["work"] = CategoryPolicy(valuePerSuccess: Money(nanos: Int128((value * 1e9).rounded())))
    }
    return policy
  }

  @Test("The value per success at which Δ changes sign is (c_A − c_B)/(p_A − p_B)")
  func valuePerSuccess() throws {
    let category = try reviewOne(successOnly, policy(valuePerSuccess: 4))
    let row = try row(category, "small", .valuePerSuccess)
    #expect(isClose(row.value, 10))
    #expect(row.used == 4)
    #expect(isClose(row.factor, 2.5))
    #expect(isClose(row.contribution, -0.6))
    let below = try reviewOne(successOnly, policy(valuePerSuccess: 9.9999)).comparison("small")
    let above = try reviewOne(successOnly, policy(valuePerSuccess: 10.0001)).comparison("small")
    #expect(try #require(below.estimate?.delta) > 0)
    #expect(try #require(above.estimate?.delta) < 0)
  }

  @Test("Without any value the verdict is no data, and the break-even value is still known")
  func valueMissing() throws {
    let category = try reviewOne(successOnly, policy(valuePerSuccess: nil))
    #expect(category.verdict == .noData)
    #expect(category.reason == "value-missing")
    #expect(category.incumbent == "big")
    let comparison = try category.comparison("small")
    #expect(comparison.refusal == .valueMissing)
    #expect(comparison.breakEvensIndicative)
    let row = try row(category, "small", .valuePerSuccess)
    #expect(row.used == nil)
    #expect(row.factor == nil)
    #expect(isClose(row.value, 10))
    // Doing the work at all pays once a success is worth 2.00/0.8.
    #expect(isClose(try self.row(category, "none", .valuePerSuccess).value, 2.5))
  }

  @Test("A refused comparison still has its break-even on the strata that both tools share")
  func indicative() throws {
    var policy = policy(valuePerSuccess: 4)
    policy.stratifyBy = .complexity
    let comparison = try reviewOne(successOnly, policy).comparison("small")
    #expect(comparison.refusal == .complexityMissing)
    #expect(comparison.breakEvensIndicative)
    #expect(isClose(comparison.breakEvens.first { $0.parameter == .valuePerSuccess }?.value, 10))
    #expect(comparison.strata.map(\.label) == ["unknown"])
  }

  /// `big`: 30 minutes saved, 6 of review, cost 10. `small`: 20 minutes saved, 1 of review, cost 2. At 60 dollars per
  /// hour Δ = (20 − 1 − 2) − (30 − 6 − 10) = 3; time contributes (20 − 1) − (30 − 6) = −5, tokens 8.
  private var timed: [SampleTask] {
    (0..<40).map { _ in SampleTask(savedMinutes: 30, reviewMinutes: 6, costUSD: 10) }
      + (0..<40).map { index in
        SampleTask(
          tool: "small", succeeded: index < 32 ? 1_000_000 : 0, savedMinutes: index < 32 ? 25 : 1, reviewMinutes: 1,
          costUSD: 2)
      }
  }

  @Test("Hourly rate, token price and success rate have their break-evens")
  func otherParameters() throws {
    let category = try reviewOne(timed)
    #expect(isClose(try category.comparison("small").estimate?.delta, 3))
    let rate = try row(category, "small", .hourlyRate)
    #expect(isClose(rate.contribution, -5))
    // Δ = 0 at 1 − 3/(−5) = 1.6 times 60.
    #expect(isClose(rate.factor, 1.6))
    #expect(rate.used == 60)
    #expect(isClose(rate.value, 96))
    let price = try row(category, "small", .tokenPrice)
    #expect(isClose(price.contribution, 8))
    #expect(isClose(price.factor, 0.625))
    #expect(price.value == nil)
    let success = try row(category, "small", .successRate)
    // V̄_B = 20, λ* = 1 − 3/20 = 0.85, success 0.8.
    #expect(isClose(success.factor, 0.85))
    #expect(isClose(success.used, 0.8))
    #expect(isClose(success.value, 0.68))
    var policy = Policy.sample
    policy.loadedRates.fallback = HourlyRate(microsPerHour: 96_000_000)
    #expect(try reviewOne(timed, policy).comparison("small").estimate?.delta == 0)
  }

  @Test("A fixed review rate takes review out of the hourly break-even")
  func fixedReviewRate() throws {
    var policy = Policy.sample
    policy.reviewRate = .fixed(HourlyRate(microsPerHour: 60_000_000))
    // Only minutes saved follow the rate: 20 − 30 = −10; λ* = 1 + 3/10.
    let row = try row(try reviewOne(timed, policy), "small", .hourlyRate)
    #expect(isClose(row.factor, 1.3))
  }

  @Test("Where departments differ the hourly break-even is a factor alone")
  func severalRates() throws {
    var policy = Policy.sample
    policy.loadedRates.byDepartment["Legal"] = HourlyRate(microsPerHour: 120_000_000)
    var sample = timed
    sample[0].department = "Legal"
    let row = try row(try reviewOne(sample, policy), "small", .hourlyRate)
    #expect(row.factor != nil)
    #expect(row.used == nil)
    #expect(row.value == nil)
  }

  @Test("A success rate above one is never reached")
  func unreachable() throws {
    let sample =
      (0..<40).map { _ in SampleTask.worth(5) }.map { task in
        var task = task
        task.costUSD = 0.1
        return task
      } + (0..<40).map { _ in SampleTask.worth(2, tool: "small") }
    let row = try row(try reviewOne(sample), "small", .successRate)
    #expect(isClose(row.factor, 2.45))
    #expect(row.value == nil)
  }

  @Test("Assumptions come nearest flip first, with the policy's plausible range")
  func assumptions() throws {
    var policy = Policy.sample
    policy.ranges["loaded_rate_usd_per_hour.default"] = PlausibleRange(low: 45, high: 100)
    let review = try Analyst(policy: policy).review(SampleSource(tasks: timed))
    let rows = review.assumptions
    let distances = rows.compactMap { $0.breakEven.factor.map { abs(Elementary.logarithm($0)) } }
    #expect(distances == distances.sorted())
    let rate = try #require(rows.first { $0.tool == "small" && $0.breakEven.parameter == .hourlyRate })
    #expect(rate.insideRange == true)
    #expect(rate.range == PlausibleRange(low: 45, high: 100))
    policy.ranges["loaded_rate_usd_per_hour.default"] = PlausibleRange(low: 45, high: 80)
    let narrow = try Analyst(policy: policy).review(SampleSource(tasks: timed)).assumptions
    #expect(narrow.first { $0.tool == "small" && $0.breakEven.parameter == .hourlyRate }?.insideRange == false)
  }

  @Test("At its break-even factor each parameter really turns Δ to zero", arguments: [UInt64(31), 32])
  func law(seed: UInt64) throws {
    var (source, policy) = RandomCompany.make(seed: seed)
    // Half of the tasks without complexity, pair or special cases, so that the law meets plain comparisons.
    for index in source.tasks.indices { source.tasks[index].pair = nil }
    let before = try Analyst(policy: policy).review(source)
    var checked = 0
    for category in before.categories {
      for option in category.options where option.role == .alternative {
        guard let comparison = option.comparison, comparison.estimate != nil,
          let row = comparison.breakEvens.first(where: { $0.parameter == .tokenPrice }), let factor = row.factor
        else { continue }
        var scaled = source
        for index in scaled.tasks.indices {
          scaled.tasks[index].costUSD = scaled.tasks[index].costUSD.map { $0 * factor }
        }
        let after = try Analyst(policy: policy).review(scaled)
        let same = try #require(after.categories.first { $0.name == category.name })
        guard same.incumbent == category.incumbent else { continue }
        let delta = try #require(same.comparison(option.tool).estimate?.delta)
        #expect(abs(delta) < 1e-6)
        checked += 1
      }
    }
    policy.modelAliases = [:]
    #expect(checked > 0)
  }
}
