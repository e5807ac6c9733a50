import Testing
import TriageModel

@testable import Analysis

@Suite("Task facts")
struct TaskFactTests {
  @Test("Facts that were taken back leave no trace", arguments: [UInt64(31), 32, 33])
  func withdrawn(seed: UInt64) throws {
    let (source, policy) = RandomCompany.make(seed: seed)
    let expected = try Analyst(policy: policy).review(source)
    var corrected = source
    // Some of them are other people's, other pairs' and other strata's than any task that stayed.
    corrected.withdrawn = RandomCompany.make(seed: seed &+ 100, tasks: 400).source.tasks.enumerated().map {
      index, task in
      var task = task
      if index % 3 == 0 { task.worker = Int64(50 + index % 7) }
      if index % 5 == 0 { task.pair = Int64(1 + index % 700) }
      return task
    }
    corrected.reorder = { count in
      var numbers = SeededNumbers(seed: seed)
      return Array(0..<count).shuffled(using: &numbers)
    }
    #expect(try Analyst(policy: policy).review(corrected) == expected)
  }

  @Test("Amounts beyond 128-bit sums give the same errors as small ones, at their scale")
  func wide() throws {
    func sample(_ scale: Int64) -> [SampleTask] {
      (0..<60).map { index -> SampleTask in
        let minutes = scale * Int64(1 + (index * 7) % 13)
        let isBig = index < 30
        return SampleTask(
          tool: isBig ? "big" : "small", savedMinutes: Double(minutes), costUSD: isBig ? 1 : 0,
          worker: Int64(1 + index % 5))
      }
    }
    func estimate(_ scale: Int64) throws -> GainEstimate {
      var policy = Policy.sample
      policy.loadedRates.fallback = HourlyRate(microsPerHour: 4_000_000_000_000)
      return try #require(reviewOne(sample(scale), policy).comparison("small").estimate)
    }
    let small = try estimate(1_000)
    let large = try estimate(1_000_000_000_000)
    #expect(abs(large.standardError / small.standardError / 1e9 - 1) < 1e-8)
    #expect(abs(try #require(large.workerVariance) / #require(small.workerVariance) / 1e18 - 1) < 1e-8)
    #expect(large.clusters == 5)
  }

  @Test("Workers with far-apart numbers are grouped as well as dense ones")
  func sparseWorkers() throws {
    let sample = (0..<80).map { index -> SampleTask in
      let tool = index < 40 ? "big" : "small"
      return SampleTask.worth(Double(index % 9), tool: tool, worker: Int64(1 + index % 6))
    }
    let sparse = sample.map { task in
      var task = task
      task.worker = task.worker.map { Int64(Int32.max) - 100_000_000 * $0 }
      return task
    }
    #expect(try reviewOne(sparse) == reviewOne(sample))
    // Small numbers, but too many for a table of every worker and stratum.
    let high = sample.map { task in
      var task = task
      task.worker = task.worker.map { 60_000 + $0 }
      return task
    }
    #expect(try reviewOne(high) == reviewOne(sample))
  }

  @Test("One task too large for 64-bit sums changes no digit of the others")
  func twoSizes() throws {
    let (source, policy) = RandomCompany.make(seed: 12)
    var large = source
    // Nine billion dollars, taken back again.
    large.withdrawn = source.tasks.prefix(3).map { task in
      var task = task
      task.savedMinutes = nil
      task.valueUSD = 9e9
      return task
    }
    #expect(try Analyst(policy: policy).review(large) == Analyst(policy: policy).review(source))
  }

  @Test("Net values are counted in the largest unit that all coefficients have in common")
  func unit() throws {
    var line = NetLine()
    line.v = NetLine.scale
    // Minutes at 75 dollars an hour: 1,250,000 nano-dollars per milli-minute.
    line.r = -75_000_000 * NetLine.scale / 60
    let figures = Figures<UInt64>(v: 0, k: 1_000_000_000, r: 60_000, w: 0, p: 0)
    let whole = try #require(NetUnit([line], largest: figures, count: 1000))
    #expect(whole.size == NetLine.scale)
    // 10¹⁵ for each fact, less a dollar of cost and an hour of review at 75 dollars.
    #expect(isClose(Double(whole.largestV(line)), 1e15 * 0.999_999 - 76e9, within: 1e6))
    line.w = -1
    let small = Figures<UInt64>(v: 0, k: 1000, r: 10, w: 10, p: 0)
    #expect(try #require(NetUnit([line], largest: small, count: 1000)).size == 1)
    // Parts of a sixty-millionth nano-dollar: a dollar for each of a thousand tasks does not fit.
    #expect(NetUnit([line], largest: figures, count: 1000) == nil)
    let large = Figures<UInt64>(v: 0, k: 1 << 62, r: 0, w: 0, p: 0)
    #expect(NetUnit([line], largest: large, count: 1000) == nil)
  }

  @Test("Names of equal characters in other bytes are one category, with the workers of both")
  func spellings() throws {
    let sample = (0..<80).map { index -> SampleTask in
      var task = SampleTask.worth(
        Double(index % 9), tool: index < 40 ? "big" : "small", worker: Int64(1 + index % 6))
      task.category = "caf\u{E9}"
      return task
    }
    let mixed = sample.enumerated().map { index, task in
      var task = task
      if index % 3 == 0 { task.category = "cafe\u{301}" }
      return task
    }
    #expect(try reviewOne(mixed) == reviewOne(sample))
    #expect(try reviewOne(mixed).comparison("small").estimate?.clusters == 6)
  }

  @Test("A review of material that was read once equals one that reads for itself")
  func material() throws {
    let (source, policy) = RandomCompany.make(seed: 5)
    let material = try ReviewMaterial(source, period: policy.period)
    for confidence in [0.8, 0.95] {
      var changed = policy
      changed.confidence = confidence
      #expect(try Analyst(policy: changed).review(material) == Analyst(policy: changed).review(source))
    }
  }
}

@Suite("How tasks are spread")
struct DistributionTests {
  @Test("The bucket of an amount is the floor of its logarithm to the base γ")
  func buckets() {
    let scale = LogScale()
    var numbers = SeededNumbers(seed: 9)
    for _ in 0..<20_000 {
      let x = Elementary.exponential(Double.random(in: 0...82, using: &numbers))
      let exact = Elementary.logarithm(x) / Elementary.logarithm(LogScale.gamma)
      // At a boundary the logarithm itself is not exact.
      guard abs(exact - exact.rounded()) > 1e-9 else { continue }
      #expect(scale.bucket(of: x) == Int(exact))
      #expect(abs(scale.value(of: scale.bucket(of: x)) / x - 1) <= LogScale.accuracy + 1e-9)
    }
    #expect(scale.bucket(of: 1) == 0)
  }

  @Test("Quantiles lie within one percent of the task at their rank", arguments: [UInt64(1), 2])
  func quantiles(seed: UInt64) throws {
    var numbers = SeededNumbers(seed: seed)
    let sample = (0..<499).map { _ in
      let net = Double.random(in: -1...1, using: &numbers)
      return SampleTask.worth((net * net * net * 4000).rounded() / 100)
    }
    let spread = try #require(reviewOne(sample).options.first?.distribution)
    let sorted = sample.compactMap(\.valueUSD).sorted()
    for (quantile, found) in [(0.5, spread.netValue.p50), (0.9, spread.netValue.p90), (0.99, spread.netValue.p99)] {
      let exact = sorted[Int(quantile * 498)]
      #expect(abs(found - exact) <= 0.01001 * abs(exact), "\(quantile)")
    }
    #expect(spread.tokenCost == TaskDistribution.Quantiles(p50: 0, p90: 0, p99: 0))
  }

  @Test("One task of a hundred that carries half of all value is flagged")
  func fewLargeTasks() throws {
    let sample = [SampleTask.worth(101)] + (0..<99).map { _ in SampleTask.worth(1) }
    let category = try reviewOne(sample)
    let spread = try #require(category.options.first?.distribution)
    // 101 of 200, whole buckets at their exact sums.
    #expect(isClose(spread.topShare, 0.505))
    #expect(category.flags == ["rests-on-few-large-tasks"])
    let even = try reviewOne((0..<100).map { _ in .worth(1) })
    #expect(isClose(even.options.first?.distribution?.topShare, 0.01))
    #expect(even.flags.isEmpty)
    // Losses count by their size: −101 weighs as much as 101.
    let loss = try reviewOne([SampleTask.worth(-101)] + (0..<99).map { _ in SampleTask.worth(1) })
    #expect(isClose(loss.options.first?.distribution?.topShare, 0.505))
  }

  @Test("Without spread a review has the same verdicts")
  func withoutSpread() throws {
    let (source, policy) = RandomCompany.make(seed: 8)
    let full = try Analyst(policy: policy).review(source)
    let bare = try Analyst(policy: policy, showsSpread: false).review(source)
    #expect(bare.categories.map(\.verdict) == full.categories.map(\.verdict))
    #expect(bare.totals == full.totals)
    #expect(bare.categories.allSatisfy { $0.options.allSatisfy { $0.distribution == nil } })
  }
}
