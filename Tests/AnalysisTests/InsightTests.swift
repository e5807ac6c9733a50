import Testing
import TriageModel

@testable import Analysis

@Suite("What spend hides, what shows no return, what software could do")
struct InsightTests {
  private static let july = Month(year: 2026, month: 7)
  private static let april = Month(year: 2026, month: 4)

  private func dollars(_ amount: Double) -> Money { Money(nanos: Int128((amount * 1e9).rounded())) }

  /// `each` tasks of every worker, all alike.
  private static func work(
    _ department: String, _ category: String, workers: Range<Int64>, each: Int = 1, value: Double, cost: Double,
    tool: String = "big", succeeded: Int64 = 1_000_000, month: Month = july
  ) -> [SampleTask] {
    workers.flatMap { worker in
      (0..<each).map { _ in
        SampleTask(
          category: category, tool: tool, department: department, month: month, succeeded: succeeded,
          valueUSD: value, costUSD: cost, worker: worker + 1)
      }
    }
  }

  private func insights(
    _ tasks: [SampleTask], policy: Policy = .sample, comparing other: String? = nil, tokens: Int128 = 0,
    spend: [SpendCell] = []
  ) throws -> SpendInsights {
    var source = SampleSource(tasks: tasks, otherSpend: spend)
    source.tokensPerTask = tokens
    return try #require(
      try Analyst(policy: policy).review(source, comparing: other.flatMap { Period($0) }).insights)
  }

  // MARK: Groups of few workers

  @Test("Groups of two and four people are one of six; one of two alone takes the next smallest")
  func smallGroups() {
    let several = SmallGroups(["a": [1, 2, 3, 4, 5, 6, 7], "b": [1, 2], "c": [3, 4, 5, 6], "d": [1, 2, 3, 4, 5]])
    #expect(["a", "b", "c", "d"].filter { several.isHidden($0) } == ["b", "c"])
    let single = SmallGroups(["a": [1, 2, 3, 4, 5, 6, 7], "b": [1, 2], "d": [1, 2, 3, 4, 5]])
    #expect(["a", "b", "d"].filter { single.isHidden($0) } == ["b", "d"])
    #expect(SmallGroups(["a": [1, 2, 3, 4, 5]]).count == 0)
  }

  @Test("What is hidden together has five workers, and is never one group alone", arguments: 0..<200 as Range<UInt64>)
  func suppression(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    var groups: [String?: [Int32]] = [:]
    for group in 0..<Int.random(in: 1...7, using: &numbers) {
      let count = Int32.random(in: 0...9, using: &numbers)
      let first = Int32.random(in: 0...12, using: &numbers)
      groups["g\(group)"] = Array(first..<first + count)
    }
    let small = SmallGroups(groups)
    let hidden = groups.filter { small.isHidden($0.key) }
    #expect(groups.allSatisfy { small.isHidden($0.key) || $0.value.count >= 5 })
    guard !hidden.isEmpty, hidden.count < groups.count else { return }
    #expect(hidden.count >= 2)
    #expect(DepartmentWorkers.union(hidden.map(\.value)).count >= 5)
  }

  @Test("Work beside a review leaves the review as it is; what it throws is thrown")
  func beside() throws {
    struct Stop: Error {}
    let source = SampleSource(tasks: [SampleTask(valueUSD: 1, costUSD: 1)])
    let (review, number) = try Analyst(policy: .sample).review(source) { 42 }
    #expect(number == 42)
    #expect(try Analyst(policy: .sample).review(source) == review)
    #expect(throws: Stop.self) { try Analyst(policy: .sample).review(source) { throw Stop() } }
  }

  @Test("Workers of several groups count once")
  func workers() {
    let groups: [(String, DepartmentWorkers.Groups)] = [
      ("a", ["x": [1, 3], "y": [1, 2], nil: []]), ("b", ["x": [3, 4]]),
    ]
    let workers = DepartmentWorkers(groups)
    #expect(workers.byCategory == ["a": [1, 2, 3], "b": [3, 4]])
    #expect(workers.byDepartment == ["x": [1, 3, 4], "y": [1, 2], nil: []])
    #expect(DepartmentWorkers.union([]) == [])
  }

  @Test("A group of which one to four people are touched takes the next smallest")
  func touched() {
    let groups: [String?: [Int32]] = ["a": [1, 2, 3, 4, 5, 6, 7], "b": [1, 2, 3, 4, 5], "c": [1, 2, 3, 4, 5, 6]]
    #expect(SmallGroups(groups, touched: ["a": [1, 2, 3, 4, 5]]).count == 0)
    let one = SmallGroups(groups, touched: ["a": [1, 2, 3, 4, 5], "b": [1]])
    #expect(["a", "b", "c"].filter { one.isHidden($0) } == ["a", "b", "c"])
    #expect(SmallGroups(groups, with: ["b"], touched: [:]).names == ["b", "c"])
  }

  @Test("A department of one small category and a large one of its own gives the small one away")
  func crossed() {
    func part(_ department: String, _ category: String, _ workers: Range<Int32>) -> CrossedGroups.Part {
      .init(department: department, category: category, workers: Array(workers))
    }
    let others = [part("D2", "c3", 20..<29), part("D2", "c4", 20..<32)]
    let safe = CrossedGroups(parts: [part("D1", "c2", 0..<14)] + others)
    #expect(safe.areSafe(categories: .none, departments: .none))
    // c1 and the next smallest are one line, and still D1 − c2 = c1.
    let hidden = SmallGroups(["c1": Array(0..<3), "c2": Array(0..<14), "c3": Array(20..<29), "c4": Array(20..<32)])
    #expect(hidden.names == ["c1", "c3"])
    let open = CrossedGroups(parts: [part("D1", "c2", 0..<14), part("D1", "c1", 0..<3)] + others)
    #expect(!open.areSafe(categories: hidden, departments: .none))
    // D − A of catA = S, where S is hidden with B.
    let shared = CrossedGroups(parts: [
      part("A", "catA", 0..<12), part("B", "catB", 20..<26), part("S", "catA", 30..<33),
    ])
    #expect(!shared.areSafe(categories: .none, departments: SmallGroups.all(["S", "B"])))
  }

  // MARK: Hidden cost

  @Test("Failed and abandoned tasks by hand; the views of groups add up to the company's")
  func hiddenCost() throws {
    let tasks =
      Self.work("Legal", "mail", workers: 0..<6, value: 5, cost: 1)
      + Self.work("Legal", "mail", workers: 0..<6, value: 0, cost: 2, succeeded: 0)
      + Self.work("Sales", "code", workers: 10..<16, value: 5, cost: 3)
    let spend = [
      SpendCell.request(4, line: .noOutcome, category: "mail", department: "Legal"),
      .request(8, line: .noTask, department: "Sales"),
    ]
    let cost = try insights(tasks, tokens: 1000, spend: spend).hiddenCost
    #expect(cost.company.failedTasks == 6 && cost.company.failedTaskCost == dollars(12))
    #expect(cost.company.abandonedSpend == dollars(4) && cost.company.wastedSpend == dollars(16))
    #expect(cost.company.spend == dollars(6 + 12 + 18 + 4 + 8))
    #expect(cost.company.subAgentShare == 0.5)
    // 10 of 200 output tokens.
    #expect(cost.company.reasoningShare == 0.05)
    #expect(cost.company.failedRequestSpend == nil && cost.company.longContextSurcharge == nil, "nothing tells")
    #expect(cost.categories.map(\.name) == ["code", "mail", nil])
    #expect(cost.categories.map(\.wastedSpend) == [.zero, dollars(16), .zero])
    #expect(cost.departments.map(\.name) == ["Legal", "Sales"])
  }

  @Test("A department of one worker with a category to itself has no line, though its spend is public")
  func publicDepartment() throws {
    let tasks = (0..<8 as Range<Int64>).flatMap { index in
      Self.work("d\(index)", "c\(index)", workers: index..<index + 1, value: 5, cost: 1)
    }
    let insights = try insights(tasks)
    #expect(insights.hiddenCost.departments.map(\.isSuppressed) == [true])
    #expect(insights.hiddenCost.categories.map(\.isSuppressed) == [true])
    #expect(insights.ownSake.groups == 0 && insights.ownSake.outlierReason != nil)
  }

  @Test("No line has fewer than five workers, and lines add up", arguments: 0..<30 as Range<UInt64>)
  func conservation(seed: UInt64) throws {
    var numbers = SeededNumbers(seed: seed)
    var tasks: [SampleTask] = Self.work("d0", "c0", workers: 0..<7, value: 3, cost: 1)
    for department in 0..<4 {
      for category in 0..<4 where Bool.random(using: &numbers) {
        let first = Int64(department * 20)
        tasks += Self.work(
          "d\(department)", "c\(category)", workers: first..<first + Int64.random(in: 1...8, using: &numbers),
          value: Double(Int.random(in: 0...9, using: &numbers)), cost: 1.25,
          succeeded: Bool.random(using: &numbers) ? 0 : 1_000_000)
      }
    }
    let cost = try insights(tasks).hiddenCost
    for (lines, name) in [(cost.categories, \SampleTask.category as KeyPath<SampleTask, String>)] {
      for line in lines where !line.isSuppressed {
        #expect(Set(tasks.filter { $0[keyPath: name] == line.name }.map(\.worker)).count >= 5)
      }
    }
    for line in cost.departments where !line.isSuppressed {
      #expect(Set(tasks.filter { $0.department == line.name }.map(\.worker)).count >= 5)
    }
    for lines in [cost.categories, cost.departments] {
      #expect(lines.count { $0.isSuppressed } <= 1)
      #expect(lines.map(\.spend).total() == cost.company.spend)
      #expect(lines.map(\.failedTaskCost).total() == cost.company.failedTaskCost)
      #expect(lines.reduce(0) { $0 + $1.sums.rows } == cost.company.sums.rows)
      #expect(lines.reduce(0) { $0 + $1.sums.subAgentNanos } == cost.company.sums.subAgentNanos)
    }
  }

  // MARK: Spend without shown return

  @Test("The dearest quarter with its interval below zero is listed, others with enough tasks below zero, too")
  func lowReturn() throws {
    // 60 tasks of 3 dollars that are worth 1; 36 that earn; 36 cheap ones that lose a little; 6 that lose, too few.
    let tasks =
      Self.work("Legal", "a", workers: 0..<6, each: 10, value: 1, cost: 3)
      + Self.work("Sales", "a", workers: 10..<16, each: 6, value: 10, cost: 1)
      + Self.work("Sales", "b", workers: 10..<16, each: 6, value: 0.5, cost: 0.75)
      + Self.work("Legal", "b", workers: 0..<6, value: 0.5, cost: 0.75)
    let use = try insights(tasks).ownSake
    #expect(use.groups == 4)
    #expect(use.lowReturn.map(\.category) == ["a", "b"])
    #expect(use.lowReturn.map(\.department) == ["Legal", "Sales"])
    #expect(use.lowReturn.map(\.sign) == [.intervalBelowZero, .sumBelowZero])
    #expect(use.lowReturn[0].tokenCost == dollars(180) && use.lowReturn[0].netValue == dollars(-120))
    #expect(isClose(use.lowReturn[0].perTokenDollar?.hi, -2 / 3.0))
    #expect(use.lowReturnCost == dollars(180 + 27))
  }

  @Test("Five workers who spend 1, 2, 3, 4 and 10: Gini 0.4, and no share, because the top tenth is one of them")
  func concentration() throws {
    let tasks = zip([1.0, 2, 3, 4, 10], 0..<5 as Range<Int64>).flatMap { cost, worker in
      Self.work("Legal", "a", workers: worker..<worker + 1, value: 20, cost: cost)
    }
    let found = try #require(try insights(tasks).ownSake.concentration)
    #expect(found.workers == 5 && found.topWorkers == 1)
    #expect(found.gini == 0.4 && found.topShare == nil)
    #expect(try insights(Array(tasks.dropLast())).ownSake.concentration == nil, "four workers are too few")
  }

  @Test("A department at ten times the spend per task is an outlier among eight, and nothing is said of seven")
  func outlier() throws {
    let costs = [1.0, 1.1, 0.9, 1.05, 0.95, 1.02, 0.98, 10]
    let tasks = costs.enumerated().flatMap { index, cost in
      Self.work("d\(index)", "a", workers: Int64(index * 10)..<Int64(index * 10 + 6), value: 20, cost: cost)
    }
    let use = try insights(tasks).ownSake
    #expect(use.outliers.map(\.department) == ["d7"] && use.outlierReason == nil)
    #expect(use.outliers[0].spendPerTask == 10 && use.outliers[0].score > 3.5)
    let few = try insights(tasks.filter { $0.department != "d0" }).ownSake
    #expect(few.outliers.isEmpty && few.outlierReason != nil)
  }

  @Test("Half as much again per task for less value is falling output; 20% more is not, nor dearer and better work")
  func falling() throws {
    func quarter(_ month: Month, _ now: Bool) -> [SampleTask] {
      Self.work("Legal", "worse", workers: 0..<6, each: 6, value: now ? 9 : 10, cost: now ? 1.5 : 1, month: month)
        + Self.work("Ops", "steady", workers: 20..<26, each: 6, value: 10, cost: now ? 1.2 : 1, month: month)
        + Self.work("Sales", "better", workers: 10..<16, each: 6, value: now ? 12 : 10, cost: now ? 2 : 1, month: month)
    }
    let use = try insights(quarter(Self.april, false) + quarter(Self.july, true), comparing: "2026Q2").ownSake
    let found = try #require(use.falling)
    #expect(found.map(\.name) == ["worse", "Legal"])
    #expect(found.map(\.isDepartment) == [false, true])
    #expect(found[0].spendBefore == 1 && found[0].spendNow == 1.5 && found[0].rise == 0.5)
    #expect(found[0].valueBefore == 10 && found[0].valueNow == 9)
    #expect(try insights(quarter(Self.july, true)).ownSake.falling == nil, "no other quarter was given")
  }

  // MARK: Software

  private static let routine =
    work("Legal", "filing", workers: 0..<6, each: 10, value: 10, cost: 1)
    + work("Legal", "filing", workers: 0..<6, each: 10, value: 10, cost: 1, tool: "small")

  @Test("Short, equal, plain work that the small tier does well is a candidate; too rarely repeated for a fifth sign")
  func signs() throws {
    var policy = Policy.sample
    policy.migrationCost = AmountTable(fallback: dollars(300))
    let software = try insights(Self.routine, policy: policy, tokens: 1000).software
    let candidate = try #require(software.candidates.first)
    #expect(software.categories == 1 && candidate.signs == 4)
    // 1,200 tokens; no spread; 10 of 200; 120 tasks of six workers in three months; all succeeded.
    #expect(candidate.evidence.map(\.value) == [1200, 0, 0.05, 6.66666667, 1])
    #expect(candidate.evidence.map(\.holds) == [true, true, true, false, true])
    // All of 40 dollars a month, at the very best.
    #expect(candidate.payback == .init(tool: nil, fewestMonths: 7.5, months: 7.5, mostMonths: 7.5))
    #expect(candidate.spend == dollars(120) && candidate.buildCost == dollars(300))
  }

  @Test("Payback at the policy's assumption, by hand; without a build cost there is none")
  func payback() throws {
    var policy = Policy.sample
    policy.migrationCost = AmountTable(fallback: dollars(300))
    policy.assumed = [
      AssumedAlternative(
        category: "filing", tool: "soft", successLow: 0.95, successBase: 1, successHigh: 1, reviewMinutes: .zero)
    ]
    let software = try insights(Self.routine, policy: policy, tokens: 1000).software
    // 20 tasks a month gain 10 − 9 dollars each, 9.50 − 9 at the low success.
    let payback = try #require(software.candidates.first?.payback)
    #expect(payback.tool == "soft")
    #expect(isClose(payback.months, 15) && isClose(payback.fewestMonths, 15) && isClose(payback.mostMonths, 30))
    let free = try insights(Self.routine, tokens: 1000).software
    #expect(free.candidates.first?.buildCost == nil && free.candidates.first?.payback == nil)
  }

  @Test("What is not measured is no sign, and long or uneven work is no candidate")
  func noCandidate() throws {
    #expect(try insights(Self.routine).software.candidates.isEmpty, "neither tokens nor their kinds are known")
    let long = try insights(Self.routine, tokens: 50_000).software
    #expect(long.candidates.isEmpty && long.categories == 1)
    let uneven = Self.routine.enumerated().map { index, task in
      var task = task
      task.costUSD = index.isMultiple(of: 10) ? 20 : 0.1
      return task
    }
    #expect(try insights(uneven, tokens: 1000).software.candidates.isEmpty)
  }
}
