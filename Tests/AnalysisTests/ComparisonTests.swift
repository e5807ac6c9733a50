import Testing
import TriageModel

@testable import Analysis

/// The review of tasks that are all of one category.
func reviewOne(_ tasks: [SampleTask], _ policy: Policy = .sample) throws -> CategoryReview {
  try #require(Analyst(policy: policy).review(SampleSource(tasks: tasks)).categories.first)
}

extension Review {
  func category(_ name: String) throws -> CategoryReview {
    try #require(categories.first { $0.name == name })
  }
}

extension CategoryReview {
  func comparison(_ tool: String) throws -> Comparison {
    try #require(options.first { $0.tool == tool }?.comparison)
  }
}

@Suite("Comparison of tools")
struct ComparisonTests {
  /// Method 2.3: w = (.75, .25); A: n = (30, 10), mean (10, 40), sd (6, 20); B: n = (25, 20), mean (12, 35), sd (5, 18).
  static var textbook: [SampleTask] {
    let incumbent = tasks(30, mean: 10, deviation: 6) + tasks(10, mean: 40, deviation: 20, complexity: 2)
    let alternative =
      tasks(25, mean: 12, deviation: 5, tool: "small")
      + tasks(20, mean: 35, deviation: 18, tool: "small", complexity: 2)
    // A cost of a cent makes the incumbent; its value makes up for it.
    return incumbent.map { task in
      var task = task
      task.costUSD = 0.01
      task.valueUSD = task.valueUSD.map { $0 + 0.01 }
      return task
    } + alternative
  }

  static var textbookPolicy: Policy {
    var policy = Policy.sample
    policy.minCellCount = 10
    return policy
  }

  @Test("The worked example gives Δ 0.25, V 4.75, df 29.03 and its interval")
  func workedExample() throws {
    let category = try reviewOne(Self.textbook, Self.textbookPolicy)
    #expect(category.incumbent == "big")
    let comparison = try category.comparison("small")
    let estimate = try #require(comparison.estimate)
    #expect(isClose(estimate.delta, 0.25))
    #expect(isClose(estimate.taskVariance, 4.75))
    #expect(isClose(estimate.degreesOfFreedom, 29.03, within: 0.005))
    #expect(isClose(estimate.lo, -3.453, within: 0.0005))
    #expect(isClose(estimate.hi, 3.953, within: 0.0005))
    #expect(isClose(estimate.quantile, 1.6990691, within: 2e-5))
    #expect(estimate.workerVariance == nil)
    #expect(comparison.coverage == 1)
    #expect(comparison.strata.map(\.weight) == [0.75, 0.25])
    #expect(comparison.strata.map(\.label) == ["1", "2"])
    #expect(isClose(comparison.strata[1].alternativeDeviation, 18))
    #expect(comparison.grade == "B")
    // 160 tasks a year: the regret of keeping is less than the 300 dollars of any pilot.
    #expect(category.verdict == .keepFrontier)
    #expect(category.reason == "pilot-not-worth-its-cost")
    #expect(category.scope == "complexity 1–2")
    // σ²₊ = .75·(36+25) + .25·(400+324) = 226.75; d = max(.25, 1, .1·17.5) = 1.75; (1.64485+.84162)² = 6.182557;
    // 6.182557·226.75/3.0625 = 457.76.
    #expect(category.pilot?.classicalTasksPerArm == 458)
  }

  @Test("Errors clustered by worker follow CR1")
  func workers() throws {
    // One stratum, two workers per tool, means 10 and 12. Worker totals against the tool's mean:
    // A: worker 1 has 1, 1, 1 more, worker 2 three less of 1; B: worker 1 has +2, worker 3 −2, three tasks each.
    let tasks =
      (0..<3).map { _ in SampleTask.worth(11, worker: 1) } + (0..<3).map { _ in SampleTask.worth(9, worker: 2) }
      + (0..<3).map { _ in SampleTask.worth(14, tool: "small", worker: 1) }
      + (0..<3).map { _ in SampleTask.worth(10, tool: "small", worker: 3) }
    var policy = Policy.sample
    policy.minCellCount = 2
    policy.minToolCount = 2
    policy.minWorkers = 2
    let comparison = try reviewOne(tasks, policy).comparison("small")
    let estimate = try #require(comparison.estimate)
    // z₁ = 6/6 − 3/6 = 0.5, z₂ = 3/6 = 0.5, z₃ = −6/6 = −1; V = 3/2·(0.25 + 0.25 + 1) = 2.25.
    #expect(isClose(estimate.workerVariance, 2.25))
    #expect(estimate.clusters == 3)
    // V_task = (6/5)/6 + (24/5)/6 = 1.
    #expect(isClose(estimate.taskVariance, 1))
    #expect(isClose(estimate.standardError, 1.5))
    #expect(estimate.degreesOfFreedom == 2)
    #expect(comparison.incumbentWorkers == 2)
    #expect(comparison.alternativeWorkers == 2)
  }

  @Test("Tasks without a worker stay out of the clustered error, and one worker gives none")
  func unknownWorkers() throws {
    var policy = Policy.sample
    policy.minCellCount = 2
    policy.minToolCount = 2
    let unknown = tasks(4, mean: 1, deviation: 1) + tasks(4, mean: 2, deviation: 1, tool: "small")
    #expect(try reviewOne(unknown, policy).comparison("small").estimate?.workerVariance == nil)
    let single = unknown.map { task in
      var task = task
      task.worker = 4
      return task
    }
    let estimate = try reviewOne(single, policy).comparison("small").estimate
    #expect(estimate?.workerVariance == nil)
    #expect(estimate?.clusters == 1)
  }

  @Test("Pairs of the same work are compared with each other")
  func pairs() throws {
    // Differences 1, 2, 3, 2: mean 2, s² = 2/3, V = 1/6, df 3; complexity is blank and the overlap rule is off.
    let gains = [1.0, 2, 3, 2]
    var sample: [SampleTask] = []
    for (index, gain) in gains.enumerated() {
      let base = Double(index * index) * 5
      sample.append(.worth(base, complexity: nil, pair: Int64(index + 1)))
      sample.append(.worth(base + gain, tool: "small", complexity: nil, pair: Int64(index + 1)))
    }
    // The second piece was done twice by the alternative: its mean counts, 20 less and 20 more.
    sample[3].valueUSD = sample[3].valueUSD.map { $0 - 20 }
    var again = sample[3]
    again.valueUSD = again.valueUSD.map { $0 + 40 }
    sample.append(again)
    // A piece that only one tool did says nothing.
    sample.append(.worth(-500, tool: "small", complexity: nil, pair: 99))
    var policy = Policy.sample
    policy.minToolCount = 4
    policy.minWorkers = 5
    let category = try reviewOne(sample, policy)
    let comparison = try category.comparison("small")
    let estimate = try #require(comparison.estimate)
    #expect(comparison.paired)
    #expect(comparison.adjusted)
    #expect(comparison.refusal == nil)
    #expect(isClose(estimate.delta, 2))
    #expect(isClose(estimate.taskVariance, 1.0 / 6))
    #expect(estimate.degreesOfFreedom == 3)
    #expect(estimate.scopeTasks == 4)
    // 2/0.40825 = 4.899 is above t(.95; 3) = 2.3534.
    #expect(category.verdict == .cheaperModel)
    #expect(category.reason == "proven-paired")
    #expect(category.target == "small")
    policy.minToolCount = 5
    policy.minCellCount = 1
    #expect(try reviewOne(sample, policy).comparison("small").refusal == .complexityMissing)
  }

  @Test("Each way of having too little support is refused by its name")
  func refusals() throws {
    func refusal(_ sample: [SampleTask], _ change: (inout Policy) -> Void = { _ in }) throws -> Refusal? {
      var policy = Policy.sample
      change(&policy)
      let category = try reviewOne(sample, policy)
      let comparison = try category.comparison("small")
      #expect((comparison.estimate == nil) == (comparison.refusal != nil))
      if let refusal = comparison.refusal {
        #expect(category.verdict == .pilot)
        #expect(category.reason == refusal.rawValue)
        #expect(category.grade == "C")
        #expect(category.target == "small")
        #expect(category.pilotTasksPerArm != nil)
      }
      return comparison.refusal
    }
    let incumbent = tasks(40, mean: 5, deviation: 1)
    func alternative(_ count: Int, _ complexity: Int?) -> [SampleTask] {
      tasks(count, mean: 5.1, deviation: 1, tool: "small", complexity: complexity)
    }
    #expect(try refusal(incumbent + alternative(40, 1)) == nil)
    #expect(try refusal(incumbent + alternative(40, nil)) == .complexityMissing)
    #expect(try refusal(tasks(40, mean: 5, deviation: 1, complexity: nil) + alternative(40, 1)) == .complexityMissing)
    #expect(try refusal(incumbent + alternative(19, 1)) == .thinCells)
    #expect(try refusal(incumbent + alternative(40, 2)) == .noOverlap)
    let rest = tasks(41, mean: 5, deviation: 1, complexity: 3)
    #expect(try refusal(incumbent + rest + alternative(40, 1)) == .lowOverlap)
    let half = tasks(40, mean: 5, deviation: 1, complexity: 3)
    #expect(try refusal(incumbent + half + alternative(40, 1)) == nil)
    #expect(try refusal(incumbent + alternative(29, 1)) == .alternativeCount)
    #expect(try refusal(incumbent + alternative(30, 1)) { $0.minWorkers = 5 } == .fewWorkers)
    let unvalued = (0..<30).map { index in
      SampleTask(tool: "small", succeeded: index < 20 ? 1_000_000 : 0, costUSD: 0)
    }
    #expect(try refusal(incumbent + unvalued) == .valueMissing)
  }

  @Test("Without strata blank complexity is no obstacle and the grade says so")
  func unstratified() throws {
    var policy = Policy.sample
    policy.stratifyBy = .none
    let sample =
      tasks(40, mean: 5, deviation: 1, complexity: nil) + tasks(40, mean: 7, deviation: 1, tool: "small")
    let category = try reviewOne(sample, policy)
    let comparison = try category.comparison("small")
    #expect(isClose(comparison.estimate?.delta, 2))
    #expect(!comparison.adjusted)
    #expect(comparison.grade == "C+")
    #expect(comparison.strata.map(\.label) == ["all"])
    #expect(category.scope == "all tasks, not adjusted for difficulty")
    #expect(category.flags == ["not-adjusted-for-difficulty"])
    policy.randomised = ["work"]
    #expect(try reviewOne(sample, policy).grade == "A")
  }

  @Test("Strata of complexity and department keep departments apart")
  func departmentStrata() throws {
    var policy = Policy.sample
    policy.stratifyBy = .complexityDepartment
    func inLegal(_ sample: [SampleTask]) -> [SampleTask] {
      sample.map { task in
        var task = task
        task.department = "Legal"
        return task
      }
    }
    let sample =
      tasks(30, mean: 5, deviation: 1) + inLegal(tasks(30, mean: 50, deviation: 1))
      + tasks(90, mean: 6, deviation: 1, tool: "small") + inLegal(tasks(30, mean: 51, deviation: 1, tool: "small"))
    let comparison = try reviewOne(sample, policy).comparison("small")
    #expect(comparison.strata.map(\.label) == ["1 · Legal", "1 · Ops"])
    #expect(isClose(comparison.estimate?.delta, 1))
  }

  @Test("Not doing the work is compared over all strata, blank ones included")
  func none() throws {
    let sample = tasks(30, mean: 4, deviation: 2) + tasks(10, mean: 8, deviation: 2, complexity: nil)
    let comparison = try reviewOne(sample).comparison("none")
    let estimate = try #require(comparison.estimate)
    #expect(isClose(estimate.delta, -5))
    // .75²·4/30 + .25²·4/10 = 0.1.
    #expect(isClose(estimate.taskVariance, 0.1))
    #expect(estimate.scopeTasks == 40)
  }

  @Test("Where nothing varies the sign of D decides")
  func zeroVariance() throws {
    let same = (0..<40).map { _ in SampleTask.worth(0.1) } + (0..<40).map { _ in SampleTask.worth(0.1, tool: "small") }
    let equal = try reviewOne(same)
    let estimate = try #require(try equal.comparison("small").estimate)
    #expect(estimate.standardError == 0)
    #expect(estimate.degreesOfFreedom == 78)
    #expect(estimate.delta == 0)
    #expect(estimate.probabilityBetter == 0.5)
    #expect(equal.reason == "pilot-not-worth-its-cost")
    let better = try reviewOne((0..<40).map { _ in .worth(0.1) } + (0..<40).map { _ in .worth(0.3, tool: "small") })
    #expect(better.verdict == .cheaperModel)
    #expect(try better.comparison("small").estimate?.probabilityBetter == 1)
    let worse = try reviewOne((0..<40).map { _ in .worth(0.3) } + (0..<40).map { _ in .worth(0.1, tool: "small") })
    #expect(worse.verdict == .keepFrontier)
    #expect(worse.reason == "alternatives-worse")
    #expect(try worse.comparison("small").estimate?.probabilityBetter == 0)
  }

  @Test("A migration cost is a hurdle per task and year")
  func hurdle() throws {
    var policy = Policy.sample
    // 480 dollars over 24 months are 240 a year; 40 tasks a quarter are 160 a year: 1.50 per task.
    policy.migrationCost = AmountTable(fallback: .zero, byName: ["work": Money(nanos: 480_000_000_000)])
    policy.migrationHorizonMonths = 24
    let sample = tasks(40, mean: 5, deviation: 1) + tasks(40, mean: 7, deviation: 1, tool: "small")
    let category = try reviewOne(sample, policy)
    let estimate = try #require(try category.comparison("small").estimate)
    #expect(isClose(estimate.hurdle, 1.5))
    #expect(isClose(estimate.gain, 0.5))
    #expect(category.verdict == .cheaperModel)
    #expect(category.oneOff.dollars == 480)
    #expect(isClose(category.netValueChange?.value, 80))
  }
}
