import Testing
import TriageModel

@testable import Analysis

@Suite("Verdicts")
struct DecisionTests {
  private func big(_ mean: Double, count: Int = 40, cost: Double = 1) -> [SampleTask] {
    tasks(count, mean: mean + cost, deviation: 1).map { task in
      var task = task
      task.costUSD = cost
      return task
    }
  }

  private func other(_ tool: String, _ mean: Double, count: Int = 40) -> [SampleTask] {
    tasks(count, mean: mean, deviation: 1, tool: tool)
  }

  @Test("A proven cheaper model is a move, and frees its cost")
  func cheaperModel() throws {
    let category = try reviewOne(big(5) + other("small", 7))
    #expect(category.verdict == .cheaperModel)
    #expect(category.reason == "proven")
    #expect(category.target == "small")
    #expect(isClose(category.freed, 40))
    #expect(isClose(category.netValueChange?.value, 80))
    let change = try #require(category.netValueChange)
    #expect(change.lo < change.value && change.value < change.hi)
  }

  @Test("Proven software is a move to software, and the better of two wins")
  func software() throws {
    let category = try reviewOne(big(5) + other("small", 7) + other("soft", 9))
    #expect(category.verdict == .ordinarySoftware)
    #expect(category.target == "soft")
    #expect(category.options.map(\.tool) == ["big", "small", "soft", "none"])
    #expect(category.options[1].why == "better than the tool in use, second to the choice")
  }

  @Test("Equal gains are decided by name")
  func ties() throws {
    var policy = Policy.sample
    policy.tools["a-small"] = ToolPolicy(tier: .small)
    let category = try reviewOne(other("small", 7) + other("a-small", 7) + big(5), policy)
    #expect(category.target == "a-small")
  }

  @Test("The dearer tool of two is the incumbent; equal costs are decided by name")
  func incumbent() throws {
    var policy = Policy.sample
    policy.tools["a-big"] = ToolPolicy(tier: .frontier)
    let twin = big(5).map { task in
      var task = task
      task.tool = "a-big"
      return task
    }
    let category = try reviewOne(big(5) + twin, policy)
    #expect(category.incumbent == "a-big")
    #expect(category.options.map(\.role) == [.incumbent, .other, .none])
  }

  @Test("Work that is worth less than it costs is stopped")
  func stop() throws {
    let category = try reviewOne(big(-3) + other("small", -5))
    #expect(category.verdict == .stop)
    #expect(category.reason == "net-value-negative")
    #expect(category.target == nil)
    #expect(isClose(category.freed, 40))
    #expect(isClose(category.netValueChange?.value, 120))
    #expect(category.scope == "all tasks of big")
    #expect(category.oneOff == .zero)
  }

  @Test("A tool that makes bad work good wins over stopping")
  func moveBeatsStop() throws {
    #expect(try reviewOne(big(-3) + other("small", 1)).verdict == .cheaperModel)
    #expect(try reviewOne(big(-3) + other("small", -1)).verdict == .stop)
  }

  @Test("All tasks failed: the cost alone counts, and the work is stopped")
  func allFailed() throws {
    let failed = (0..<40).map { index in
      SampleTask(succeeded: 0, costUSD: 1 + Double(index % 3) / 10)
    }
    let category = try reviewOne(failed)
    #expect(category.verdict == .stop)
    #expect(category.options.first?.costPerAccepted == nil)
    #expect(category.statement.okTasks == 40)
  }

  @Test("Worse alternatives leave the tool where it is")
  func alternativesWorse() throws {
    let category = try reviewOne(big(5) + other("small", 3) + other("soft", 2))
    #expect(category.verdict == .keepFrontier)
    #expect(category.reason == "alternatives-worse")
    #expect(category.flags.isEmpty)
    #expect(category.freed == 0)
    #expect(category.netValueChange == nil)
  }

  @Test("A worse alternative beside a refused one is a pilot of the refused one")
  func refusedBesideWorse() throws {
    let category = try reviewOne(big(5) + other("small", 3) + other("soft", 2, count: 5))
    #expect(category.verdict == .pilot)
    #expect(category.reason == "thin-cells")
    #expect(category.target == "soft")
  }

  @Test("A single tool has no alternative")
  func noAlternative() throws {
    let category = try reviewOne(big(5))
    #expect(category.verdict == .keepFrontier)
    #expect(category.reason == "no-alternative")
    #expect(category.flags.isEmpty)
    #expect(category.scope == nil)
    let doubtful = try reviewOne(big(0.05))
    #expect(doubtful.reason == "no-alternative")
    #expect(doubtful.flags == ["net-value-not-shown-positive"])
  }

  @Test("A dearer tool is no alternative")
  func upgrade() throws {
    var sample = big(5)
    for index in sample.indices { sample[index].tool = "small" }
    let category = try reviewOne(sample + tasks(40, mean: 50, deviation: 1))
    #expect(category.incumbent == "small")
    #expect(category.reason == "no-alternative")
    #expect(category.options.first { $0.tool == "big" }?.role == .other)
  }

  @Test("Too few tasks of the incumbent are no data")
  func tooFew() throws {
    let category = try reviewOne(big(5, count: 29) + other("small", 7, count: 20))
    #expect(category.verdict == .noData)
    #expect(category.reason == "too-few-tasks")
    #expect(category.grade == "C")
    #expect(try reviewOne([SampleTask(succeeded: nil, costUSD: 1)]).reason == "no-ok-task")
  }

  @Test("A margin lets a slightly worse tool win, but never stopping")
  func margin() throws {
    var policy = Policy.sample
    policy.noninferiorityMargin = Money(nanos: 2_000_000_000)
    let category = try reviewOne(big(5) + other("small", 4.5), policy)
    #expect(category.verdict == .cheaperModel)
    #expect(try reviewOne(big(1), policy).reason == "no-alternative")
  }

  @Test("Tasks that nobody recorded an outcome for are flagged where they could turn the sign")
  func abandoned() throws {
    func flags(_ spend: Double) throws -> [String] {
      let source = SampleSource(
        tasks: big(5) + other("small", 7), otherSpend: [.request(spend, line: .noOutcome, category: "work")])
      return try #require(Analyst(policy: .sample).review(source).categories.first).flags
    }
    // D = 2 and 40 tasks: 80 dollars of the alternative would undo it.
    #expect(try flags(79).isEmpty)
    #expect(try flags(81) == ["abandoned-tasks-matter"])
  }

  @Test("Categories come by verdict, then by what they free, then by spend, then by name")
  func order() throws {
    func named(_ name: String, _ sample: [SampleTask]) -> [SampleTask] {
      sample.map { task in
        var task = task
        task.category = name
        return task
      }
    }
    let sample =
      named("keep-b", big(5)) + named("keep-a", big(5)) + named("keep-dear", big(5, cost: 2))
      + named("stop", big(-3)) + named("move-small", big(5) + other("small", 7))
      + named("move-large", big(5, cost: 3) + other("small", 7)) + named("soft", big(5) + other("soft", 7))
      + named("pilot", big(5) + other("small", 5)) + named("none", big(5, count: 3))
    var policy = Policy.sample
    policy.pilot.fixedCost = .zero
    policy.pilot.costPerTask = .zero
    let review = try Analyst(policy: policy).review(SampleSource(tasks: sample))
    #expect(
      review.categories.map(\.name) == [
        "move-large", "move-small", "soft", "stop", "pilot", "keep-dear", "keep-a", "keep-b", "none",
      ])
    #expect(isClose(review.totals.freed.value, 120 + 40 + 40 + 40))
    #expect(isClose(review.totals.netValueChange?.value, 3 * 80 + 120))
    let change = try #require(review.totals.netValueChange)
    // Four independent changes of 40 tasks with sd 1, three against another tool and one against nothing:
    // √(40²·(3·2/40 + 1/40)) = 16.73.
    #expect(change.hi - change.value > 1.6 * 16.73 && change.hi - change.value < 1.7 * 16.73)
    #expect(review.totals.spendToChange.dollars == 240)
  }

  @Test("Order of cells and numbers of workers and pairs do not show", arguments: [UInt64(11), 12, 13])
  func orderIndependence(seed: UInt64) throws {
    let (source, policy) = RandomCompany.make(seed: seed)
    let expected = try Analyst(policy: policy).review(source)
    #expect(expected.categories.contains { $0.options.contains { $0.comparison?.estimate != nil } })
    var shuffled = source
    shuffled.reorder = { count in
      var numbers = SeededNumbers(seed: seed &+ UInt64(count))
      return Array(0..<count).shuffled(using: &numbers)
    }
    var numbers = SeededNumbers(seed: seed)
    shuffled.tasks.shuffle(using: &numbers)
    for index in shuffled.tasks.indices {
      shuffled.tasks[index].worker = shuffled.tasks[index].worker.map { 1000 - 37 * $0 }
      shuffled.tasks[index].pair = shuffled.tasks[index].pair.map { 9_000_000 - 7 * $0 }
    }
    #expect(try Analyst(policy: policy).review(shuffled) == expected)
  }

  @Test("Every published statistic has nine significant digits", arguments: [UInt64(21)])
  func rounding(seed: UInt64) throws {
    let (source, policy) = RandomCompany.make(seed: seed)
    let review = try Analyst(policy: policy).review(source)
    let estimates = review.categories.flatMap(\.options).compactMap { $0.comparison?.estimate }
    #expect(!estimates.isEmpty)
    for estimate in estimates {
      for figure in [estimate.delta, estimate.standardError, estimate.gain, estimate.lo, estimate.probabilityBetter] {
        #expect(Rounding.nineSignificantDigits(figure) == figure)
      }
      #expect((0...1).contains(estimate.probabilityBetter))
    }
  }
}
