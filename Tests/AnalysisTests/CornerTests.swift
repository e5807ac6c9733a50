import Testing
import TriageModel

@testable import Analysis

@Suite("Corners of the method")
struct CornerTests {
  /// Four cells: tool in use and cheap tool, easy and hard tasks, each with standard deviation 2.
  private func quarter(
    _ category: String, easy: (big: Int, small: Int), hard: (big: Int, small: Int), gain: Double
  ) -> [SampleTask] {
    let cells = [
      ("big", 1, easy.big, 20.0), ("big", 3, hard.big, 5), ("small", 1, easy.small, 20 + gain),
      ("small", 3, hard.small, 5 + gain),
    ]
    return cells.flatMap { tool, complexity, count, mean in
      tasks(count, mean: mean + (tool == "big" ? 1 : 0), deviation: 2, tool: tool, complexity: complexity).map { task in
        var task = task
        task.category = category
        task.costUSD = tool == "big" ? 1 : 0
        return task
      }
    }
  }

  private func naiveGain(_ sample: [SampleTask]) -> Double {
    func mean(_ tool: String) -> Double {
      let values = sample.filter { $0.tool == tool }.map { ($0.valueUSD ?? 0) - ($0.costUSD ?? 0) }
      return values.reduce(0, +) / Double(values.count)
    }
    return mean("small") - mean("big")
  }

  @Test("Where the cheap tool did the easy work a plain difference of means is wrong, and the verdict is not")
  func confounded() throws {
    let claims = quarter("claims", easy: (30, 120), hard: (120, 30), gain: -2)
    let letters = quarter("letters", easy: (120, 30), hard: (30, 120), gain: 2)
    // (120·18 + 30·3)/150 − (30·20 + 120·5)/150 = 15 − 8, and the reverse.
    #expect(isClose(naiveGain(claims), 7))
    #expect(isClose(naiveGain(letters), -7))
    let review = try Analyst(policy: .sample).review(SampleSource(tasks: claims + letters))
    #expect(try review.category("claims").reason == "alternatives-worse")
    #expect(isClose(try review.category("claims").comparison("small").estimate?.delta, -2))
    #expect(try review.category("letters").verdict == .cheaperModel)
    #expect(isClose(try review.category("letters").comparison("small").estimate?.delta, 2))
  }

  @Test("One category with one tool is kept, or stopped where it costs more than it is worth")
  func oneTool() throws {
    let kept = try reviewOne(tasks(40, mean: 3, deviation: 1))
    #expect(kept.verdict == .keepFrontier)
    #expect(kept.reason == "no-alternative")
    #expect(kept.options.map(\.role) == [.incumbent, .none])
    let stopped = try reviewOne(tasks(40, mean: -3, deviation: 1))
    #expect(stopped.verdict == .stop)
    #expect(stopped.reason == "net-value-negative")
    #expect(isClose(stopped.netValueChange?.value, 120))
    #expect(isClose(try stopped.comparison("none").money?.annualSaving.value, 480))
  }

  @Test("Where every task failed the work is stopped for what it costs")
  func allFailed() throws {
    let sample = (0..<40).map { _ in
      SampleTask(succeeded: 0, savedMinutes: 10, reviewMinutes: 1, reworkMinutes: 2, costUSD: 0.5)
    }
    let category = try reviewOne(sample)
    #expect(category.verdict == .stop)
    // Minutes of a failure are not worth anything; 0.50 of tokens and three minutes at a dollar each are lost.
    #expect(isClose(category.options.first?.perTask?.netValue, -3.5))
    #expect(category.options.first?.costPerAccepted == nil)
    #expect(isClose(category.freed, 20))
    #expect(category.options.first?.distribution?.netValue.p50 ?? 0 < 0)
  }

  @Test("Negative values count as they are, with and without success")
  func negativeValues() throws {
    let sample = (0..<40).map { index in
      SampleTask(succeeded: index % 2 == 0 ? 1_000_000 : 0, valueUSD: index % 2 == 0 ? 4 : -6, costUSD: 1)
    }
    let category = try reviewOne(sample)
    #expect(isClose(category.options.first?.perTask?.netValue, -2))
    #expect(category.statement.measuredValue.dollars == -40)
    #expect(category.verdict == .stop)
  }

  @Test("A tool kept without proof of its worth is flagged")
  func notShownPositive() throws {
    let category = try reviewOne(tasks(40, mean: 0.1, deviation: 5))
    #expect(category.verdict == .keepFrontier)
    #expect(category.flags == ["net-value-not-shown-positive"])
  }

  @Test("What abandoned tasks would do to the gain is given at both ends")
  func abandoned() throws {
    let sample = quarter("work", easy: (30, 30), hard: (30, 30), gain: 2)
    let source = SampleSource(tasks: sample, otherSpend: [.request(180, line: .noOutcome, category: "work")])
    let abandoned = try #require(Analyst(policy: .sample).review(source).categories.first?.abandoned)
    // D = 2; 180 over 60 tasks of either tool is 3 per task.
    #expect(isClose(abandoned.gainIfIncumbent, 5))
    #expect(isClose(abandoned.gainIfAlternative, -1))
    #expect(abandoned.changesSign)
    #expect(try reviewOne(sample).abandoned == nil)
  }

  @Test("The eligible tool with the second largest gain is named")
  func runnerUp() throws {
    let sample = quarter("work", easy: (40, 40), hard: (40, 40), gain: 2)
    let third =
      tasks(40, mean: 24, deviation: 1, tool: "soft") + tasks(40, mean: 9, deviation: 1, tool: "soft", complexity: 3)
    let category = try reviewOne(sample + third)
    #expect(category.target == "soft")
    #expect(category.runnerUp?.tool == "small")
    #expect(isClose(category.runnerUp?.gain, 2))
    #expect(try reviewOne(sample).runnerUp == nil)
  }

  @Test("A break-even is that of D: migration belongs to it")
  func hurdleInBreakEven() throws {
    var policy = Policy.sample
    // 320 dollars over a year of 320 tasks: h = 1, D = 2 − 1, tokens contribute 1.
    policy.migrationCost = AmountTable(fallback: Money(nanos: 320_000_000_000))
    let sample = quarter("work", easy: (40, 40), hard: (40, 40), gain: 2)
    let row = try #require(
      reviewOne(sample, policy).comparison("small").breakEvens.first { $0.parameter == .measuredValue })
    // Values are 19 + 2·… of small against 20 + 1 of big: d(M) = 1; λ* = 1 − 1/1 is no positive factor.
    #expect(isClose(row.contribution, 1))
    #expect(row.factor == nil)
  }

  @Test("A run of the alternative has its break-even and its plausible range")
  func runCost() throws {
    var policy = Policy.sample
    policy.tools["small"]?.costPerRun = Money(nanos: 500_000_000)
    policy.ranges["tools.small.cost_per_run_usd"] = PlausibleRange(low: 0.1, high: 3)
    let sample = quarter("work", easy: (40, 40), hard: (40, 40), gain: 2)
    let review = try Analyst(policy: policy).review(SampleSource(tasks: sample))
    let row = try #require(
      review.assumptions.first { $0.breakEven.parameter == .runCost && $0.tool == "small" })
    // D = 2 − 0.50, R̄ = 0.50: zero at four times the price.
    #expect(isClose(row.breakEven.factor, 4))
    #expect(isClose(row.breakEven.value, 2))
    #expect(row.insideRange == true)
    // 0.4 · 0.50 · 320 tasks a year.
    #expect(isClose(row.swing, 64))
  }
}
