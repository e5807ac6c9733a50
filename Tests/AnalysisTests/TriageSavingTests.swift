import Testing
import TriageModel

@testable import Analysis

@Suite("What triage saves, beside a cap")
struct TriageSavingTests {
  private func dollars(_ amount: Double) -> Money { Money(nanos: Int128((amount * 1e9).rounded())) }

  /// 40 tasks of each tool; the frontier tool costs 2 dollars of tokens a task, the software 0.50 dollars a run.
  private func move(_ category: String) -> [SampleTask] {
    let big = tasks(40, mean: 7, deviation: 1).map { task in
      var task = task
      (task.costUSD, task.category) = (2, category)
      return task
    }
    let soft = tasks(40, mean: 9, deviation: 1, tool: "soft").map { task in
      var task = task
      task.category = category
      return task
    }
    return big + soft
  }

  /// 40 tasks that cost 3 dollars of tokens each and are worth 1 on average.
  private func stop(_ category: String) -> [SampleTask] {
    tasks(40, mean: 1, deviation: 0.5).map { task in
      var task = task
      (task.costUSD, task.category) = (3, category)
      return task
    }
  }

  private func review(_ tasks: [SampleTask]) throws -> Review {
    var policy = Policy.sample
    policy.tools["big"]?.costPerRun = dollars(0.25)
    policy.tools["soft"]?.costPerRun = dollars(0.50)
    return try Analyst(policy: policy).review(SampleSource(tasks: tasks))
  }

  @Test("Is token cost alone: what runs cost is freed, too, but no cap reaches it")
  func tokensOnly() throws {
    let review = try review(move("entry") + stop("mail"))
    #expect(review.categories.map(\.verdict) == [.ordinarySoftware, .stop])
    let saving = TriageSaving(review)
    // 40·(2 − 0) of the move and 40·3 of the stop.
    #expect(saving.saved == dollars(200))
    // With runs: 40·(2 + 0.25 − 0.50) and 40·(3 + 0.25).
    #expect(isClose(review.totals.freed.value, 70 + 130))
    #expect(review.categories.map(\.tokensFreed) == [80, 120])
  }

  @Test("Its path takes the best gain per freed dollar first and ends at the totals")
  func path() throws {
    let review = try review(move("entry") + stop("mail"))
    let saving = TriageSaving(review)
    // The move gains 40·(8.5 − 4.75) = 150 for 80 dollars, the stop 40·2.25 = 90 for 120.
    #expect(saving.path.map(\.category) == ["entry", "mail"])
    #expect(isClose(saving.path[0].netValueChange, 150) && isClose(saving.path[1].netValueChange, 90))
    #expect(saving.path.map(\.savedSoFar) == [dollars(80), dollars(200)])
    #expect(isClose(saving.path.last?.netValueChangeSoFar, 240))
    #expect(isClose(review.totals.netValueChange?.value, 240))
  }

  @Test("Is nothing without a move or stop")
  func nothing() throws {
    let saving = TriageSaving(try review(tasks(40, mean: 9, deviation: 1)))
    #expect(saving.saved == .zero && saving.path.isEmpty && saving.netValueChange == nil)
  }

  @Test("The kindest case follows the policy's share of value")
  func kindest() throws {
    var policy = Policy.sample
    let changes = try [Int64(0), 250_000, 1_000_000].map { share in
      policy.capKindestValueMillionths = share
      let outcome = try CapSimulation(SampleUnits.hand, policy: policy, measure: .spend).outcome(cap: 6_000_000_000)
      return outcome.netValueChangeAtKindest
    }
    // Blocked: worth 1 for 3 dollars, worth 8 for 1 dollar, and 2 dollars without an outcome.
    #expect(changes == [dollars(6), dollars(6 - 2.25), dollars(6 - 9)])
  }

  @Test("A review of caps holds the matched cap, the policy's, and the curve")
  func caps() throws {
    let review = try review(stop("mail"))
    var policy = Policy.sample
    policy.capPerWorkerMonth = dollars(6)
    var sample = SampleUnits()
    for worker in 1...Int32(5) {
      sample.add(worker: worker, cost: 4, value: 10)
      sample.add(worker: worker, cost: 3, value: 1)
    }
    let caps = try CapReview(sample.units, review: review, policy: policy)
    // 120 dollars are more than the 35 that workers spend.
    #expect(caps.matched == nil && !caps.isMatchedWithheld)
    #expect(caps.policyCap?.spendSaved == dollars(15))
    #expect(caps.curve.map(\.spendSaved) == [dollars(15), dollars(35)])
    #expect(caps.policyCap?.netValueChanges == caps.policyCap?.netValueChanges.sorted())
  }

  @Test("A review of caps says nothing of the work of two people")
  func few() throws {
    var policy = Policy.sample
    policy.capPerWorkerMonth = dollars(6)
    let caps = try CapReview(SampleUnits.hand, review: try review(stop("mail")), policy: policy)
    #expect(caps.policyCap == nil && caps.isPolicyCapWithheld && caps.curve.isEmpty)
  }
}
