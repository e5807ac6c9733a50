import Testing
import TriageModel

@testable import Analysis

/// Units that are written down by hand.
struct SampleUnits {
  private(set) var units = SpendUnits(units: [], tasks: [], keys: [], places: [])

  /// Adds a unit; they have to come by worker and time.
  mutating func add(
    worker: Int32, cost: Double, value: Double? = nil, succeeded: Int64? = 1_000_000, category: String? = "work",
    month: Int32 = 24_318, tokens: Int64 = 0, at: Int64 = 0, isTask: Bool = true
  ) {
    let place = SpendUnits.Place(department: "Ops", category: category)
    let placeIndex = units.places.firstIndex(of: place) ?? units.places.count
    if placeIndex == units.places.count { units.places.append(place) }
    var task: Int32 = -1
    if let value {
      let sample = SampleTask(category: category ?? "", succeeded: succeeded, valueUSD: value, costUSD: cost)
      task = Int32(units.tasks.count)
      units.tasks.append(SpendUnits.TaskOutcome(key: Int32(units.keys.count), figures: sample.figures))
      units.keys.append(sample.key)
    }
    units.units.append(
      SpendUnits.Unit(
        firstNanos: at, costNanos: Int64((cost * 1e9).rounded()), tokens: tokens, unpricedRequests: 0, worker: worker,
        month: month, place: Int32(placeIndex), task: task, isTask: isTask))
  }

  /// Two workers' months to count by eye; R is what the worker has spent so far.
  ///
  ///     worker  month  cost  R   outcome             y
  ///     1       Jul    4     4   worth 10            6
  ///     1       Jul    3     7   worth 1             −2
  ///     1       Jul    2     9   none                –
  ///     1       Jul    1     10  worth 8             7
  ///     1       Aug    5     5   worth 9             4
  ///     2       Jul    6     6   not recorded        –
  ///     blank   Jul    50    –   none, no task       –
  static var hand: SpendUnits {
    var sample = SampleUnits()
    sample.add(worker: 0, cost: 50, category: nil, isTask: false)
    sample.add(worker: 1, cost: 4, value: 10, tokens: 40)
    sample.add(worker: 1, cost: 3, value: 1, tokens: 30)
    sample.add(worker: 1, cost: 2, tokens: 20)
    sample.add(worker: 1, cost: 1, value: 8, category: "mail", tokens: 10)
    sample.add(worker: 1, cost: 5, value: 9, month: 24_319, tokens: 50)
    sample.add(worker: 2, cost: 6, value: 3, succeeded: nil, tokens: 60)
    return sample.units
  }

  /// Random units of some workers, in order.
  static func random(_ seed: UInt64) -> SpendUnits {
    var random = SeededNumbers(seed: seed)
    var sample = SampleUnits()
    for worker in 0..<Int32(6) {
      for month in 0..<Int32(3) {
        for at in 0..<Int64(random.next() % 7) {
          let hasOutcome = random.next() % 4 != 0
          sample.add(
            worker: worker, cost: Double(random.next() % 900) / 100,
            value: hasOutcome ? Double(random.next() % 3000) / 100 - 4 : nil,
            succeeded: random.next() % 5 == 0 ? nil : 1_000_000, category: random.next() % 2 == 0 ? "mail" : "work",
            month: 24_318 + month, tokens: Int64(random.next() % 5000), at: at / 2, isTask: hasOutcome)
        }
      }
    }
    return sample.units
  }
}

@Suite("A cap per worker and month")
struct CapTests {
  private func dollars(_ amount: Double) -> Money { Money(nanos: Int128((amount * 1e9).rounded())) }
  private func nanos(_ amount: Double) -> Int64 { Int64((amount * 1e9).rounded()) }

  @Test("At 6 dollars blocks what one can count by eye")
  func hand() throws {
    let outcome = try CapSimulation(SampleUnits.hand, policy: .sample, measure: .spend).outcome(cap: nanos(6))
    // Worker 1 in July: R of 7, 9 and 10. August begins anew; worker 2 stands exactly at the cap.
    #expect(outcome.blocked.tasks == 3 && outcome.blocked.singleRequests == 0)
    #expect(outcome.spendSaved == dollars(6))
    #expect(outcome.netValueLost == dollars(7))
    #expect(outcome.wasteRemoved == dollars(2 + 2))
    #expect(outcome.netValueChange == dollars(-3))
    // At half of their values of 1 and 8 the blocked tasks come to −2.5 + 3, and 2 dollars had no outcome.
    #expect(outcome.netValueChangeAtKindest == dollars(1.5))
    #expect(outcome.workers == 2 && outcome.workersTouched == 1)
    #expect(outcome.withoutWorker.spend == dollars(50) && outcome.withoutWorker.singleRequests == 1)
    // Two people are too few for a line of their own: mail and work are one, beside what names no category.
    #expect(outcome.categories.map(\.name) == [nil, nil])
    #expect(outcome.categories.map(\.isSuppressed) == [false, true])
    #expect(outcome.categories[1].blocked.netValueEarned == dollars(7))
    #expect(outcome.departments.map(\.blocked.spend) == [dollars(6)])
    // 21 of the workers' dollars earn 6 − 2 − 2 + 7 + 4 = 13; a cut of 6/21 of every category costs 13·6/21.
    #expect(outcome.netValueChangeIfAverage?.nanos == -3_714_285_714)
  }

  @Test("A department's cap holds for its units in place of the company's, on the worker's whole running sum")
  func departmentCaps() throws {
    var sample = SampleUnits.hand
    // The mail of one dollar, at an R of 10, is Law's now.
    let mail = try #require(sample.places.firstIndex { $0.category == "mail" })
    sample.places[mail].department = "Law"
    let simulation = try CapSimulation(sample, policy: .sample, measure: .spend)
    // R of 7 and 9 stay below 9.5; Law's 10 is above its 3.
    let outcome = simulation.outcome(cap: nanos(9.5), caps: ["Law": nanos(3)])
    #expect(outcome.blocked.tasks == 1 && outcome.spendSaved == dollars(1))
    #expect(outcome.departmentCaps == [.init(department: "Law", cap: nanos(3))])
    // Law may use more than the others.
    #expect(simulation.outcome(cap: nanos(6), caps: ["Law": nanos(10)]).spendSaved == dollars(5))
    // A policy without a cap for the company caps the department alone.
    var policy = Policy.sample
    #expect(simulation.outcome(of: policy) == nil)
    policy.departmentCaps = ["Law": dollars(3)]
    let alone = try #require(simulation.outcome(of: policy))
    #expect(alone.cap == CapOutcome.noCap && alone.spendSaved == dollars(1))
  }

  @Test("In tokens counts tokens")
  func tokens() throws {
    let outcome = try CapSimulation(SampleUnits.hand, policy: .sample, measure: .tokens).outcome(cap: 69)
    #expect(outcome.blocked.tokens == 60 && outcome.blocked.tasks == 3)
  }

  @Test("Of 0 blocks every unit of a worker that costs anything, one above everything blocks none")
  func ends() throws {
    let simulation = try CapSimulation(SampleUnits.hand, policy: .sample, measure: .spend)
    let nothing = simulation.outcome(cap: 0)
    #expect(nothing.spendSaved == dollars(21) && nothing.blocked.unknownTasks == 1 && nothing.workersTouched == 2)
    #expect(nothing.allowed.spend == dollars(50))
    let all = simulation.outcome(cap: .max)
    #expect(all.blocked == UnitSum() && all.netValueChange == .zero && all.allowed == all.all)
  }

  @Test("Blocked and allowed add up to all, in every group", arguments: 0..<20 as Range<UInt64>)
  func conservation(seed: UInt64) throws {
    let simulation = try CapSimulation(SampleUnits.random(seed), policy: .sample, measure: .spend)
    let whole = simulation.outcome(cap: .max).all
    for cap in [0, 3, 8, 20] {
      let outcome = simulation.outcome(cap: nanos(Double(cap)))
      #expect(outcome.blocked + outcome.allowed == whole)
      for groups in [outcome.categories, outcome.departments] {
        #expect(groups.map(\.blocked).reduce(UnitSum(), +) == outcome.blocked)
        #expect(groups.map(\.allowed).reduce(UnitSum(), +) == outcome.allowed)
        #expect(groups.allSatisfy { $0.blocked + $0.allowed == $0.all })
      }
    }
  }

  @Test("Departments that the report withholds are one group, and everything still adds up")
  func suppressed() throws {
    let simulation = try CapSimulation(SampleUnits.hand, policy: .sample, measure: .spend)
    let outcome = simulation.outcome(cap: nanos(6), hiddenDepartments: ["Ops", nil])
    #expect(outcome.departments.map(\.isSuppressed) == [true] && outcome.departments[0].name == nil)
    #expect(outcome.departments[0].blocked == outcome.blocked && outcome.departments[0].all == outcome.all)
  }

  @Test("A category in which one person's work is blocked is no line of its own")
  func touchedByOne() throws {
    var sample = SampleUnits()
    for worker in 1...Int32(6) {
      sample.add(worker: worker, cost: 3, category: "big")
      sample.add(worker: worker, cost: 4, category: "big")
      sample.add(worker: worker, cost: worker == 1 ? 1 : 0, category: "late")
      sample.add(worker: worker, cost: 0, category: "other")
    }
    let simulation = try CapSimulation(sample.units, policy: .sample, measure: .spend)
    // R of 3, 7 and 7; of the first 3, 7 and 8, where the last two units are blocked.
    let one = simulation.outcome(cap: nanos(7))
    #expect(one.workersTouched == 1 && one.touchesFew)
    #expect(one.categories.map(\.isSuppressed) == [true])
    // Every worker's later units are blocked at 6: late and other by all six.
    let all = simulation.outcome(cap: nanos(6))
    #expect(all.workersTouched == 6 && !all.touchesFew)
    #expect(all.categories.map(\.name) == ["big", "late", "other"])
  }

  @Test("Work without a category of two named people is no line of its own")
  func blank() throws {
    var sample = SampleUnits()
    for worker in 1...Int32(9) {
      sample.add(worker: worker, cost: 3, category: worker < 3 ? nil : "work")
      sample.add(worker: worker, cost: 4, category: worker < 8 ? "mail" : "work")
    }
    let outcome = try CapSimulation(sample.units, policy: .sample, measure: .spend).outcome(cap: 0)
    // Two without, seven of mail, seven of work: the names decide between equal ones.
    #expect(outcome.categories.map(\.name) == ["work", nil])
    #expect(outcome.categories.map(\.isSuppressed) == [false, true])
  }

  @Test("The curve says of each of its caps what that cap alone does", arguments: 0..<10 as Range<UInt64>)
  func curve(seed: UInt64) throws {
    let simulation = try CapSimulation(SampleUnits.random(seed), policy: .sample, measure: .spend)
    let curve = simulation.curve()
    for point in curve {
      let outcome = simulation.outcome(cap: point.cap)
      #expect(outcome.spendSaved == point.spendSaved && outcome.netValueChange == point.netValueChange)
      #expect(outcome.netValueChangeAtKindest == point.netValueChangeAtKindest)
      #expect(outcome.blocked.tasks + outcome.blocked.singleRequests == point.blockedUnits)
      #expect(outcome.workersTouched >= 5)
    }
  }

  @Test("The matched cap is the largest that saves enough", arguments: 0..<10 as Range<UInt64>)
  func matched(seed: UInt64) throws {
    let simulation = try CapSimulation(SampleUnits.random(seed), policy: .sample, measure: .spend)
    let most = simulation.outcome(cap: 0).spendSaved
    for share in [1, 20, 50, 99, 100] {
      let saving = Money(nanos: most.nanos * Int128(share) / 100)
      let cap = try #require(simulation.matchedCap(saving: saving))
      #expect(simulation.outcome(cap: cap).spendSaved >= saving)
      #expect(simulation.outcome(cap: cap + 1).spendSaved < saving)
    }
    #expect(simulation.matchedCap(saving: most + Money(nanos: 1)) == nil)
    #expect(simulation.matchedCap(saving: .zero) == nil)
  }
}

@Suite("Concentration of spend over workers")
struct SpendConcentrationTests {
  @Test("Ten equal workers spend equally, one alone spends all")
  func ends() {
    let equal = SpendConcentration(spend: [Int128](repeating: 7, count: 50))
    #expect(equal?.gini == 0 && equal?.topWorkers == 5 && equal?.topShare == 0.1)
    let alone = SpendConcentration(spend: [0, 0, 0, 0, 9])
    #expect(isClose(alone?.gini, 0.8) && alone?.topWorkers == 1)
    #expect(alone?.topShare == nil, "the share of one person is his own")
  }

  @Test("Fewer than five workers are not shown")
  func few() {
    #expect(SpendConcentration(spend: [1, 2, 3, 4]) == nil)
    #expect(SpendConcentration(SampleUnits.hand) == nil)
    #expect(SpendConcentration(spend: [0, 0, 0, 0, 0]) == nil)
  }
}

@Suite("Which categories a budget funds")
struct BudgetPlanTests {
  private func line(_ name: String, cost: Int128, net: Int128) -> BudgetPlan.Line {
    BudgetPlan.Line(category: name, tokenCost: Money(nanos: cost), netValue: Money(nanos: net))
  }

  @Test("By net value per token dollar, a later one where it still fits, and the gap to the bound")
  func hand() {
    let plan = BudgetPlan(
      budget: Money(nanos: 10),
      categories: [
        line("a", cost: 6, net: 60), line("b", cost: 6, net: 48), line("c", cost: 4, net: 20),
        line("d", cost: 1, net: -5),
      ])
    #expect(plan.lines.map(\.category) == ["a", "b", "c", "d"])
    #expect(plan.lines.map(\.isFunded) == [true, false, true, false])
    #expect(plan.netValue.nanos == 80 && plan.spent.nanos == 10)
    // 4 of the 6 that b costs would bring 32 of its 48.
    #expect(plan.bound.nanos == 92 && plan.gap.nanos == 12)
    #expect(plan.frontier.map(\.budget.nanos) == [6, 12, 16])
  }

  @Test("A budget of nothing funds nothing that costs")
  func zero() {
    let plan = BudgetPlan(budget: .zero, categories: [line("a", cost: 6, net: 60), line("free", cost: 0, net: 5)])
    #expect(plan.lines.filter(\.isFunded).map(\.category) == ["free"])
    #expect(plan.netValue.nanos == 5 && plan.bound.nanos == 5 && plan.spent == .zero)
  }

  @Test("The best choice lies between greedy and bound", arguments: 0..<40 as Range<UInt64>)
  func bruteForce(seed: UInt64) {
    var random = SeededNumbers(seed: seed)
    let lines = (0..<8).map { line("c\($0)", cost: Int128(random.next() % 20), net: Int128(random.next() % 60) - 15) }
    let budget = Int128(random.next() % 90)
    var best: Int128 = 0
    for choice in 0..<256 {
      let chosen = lines.indices.filter { choice >> $0 & 1 == 1 }.map { lines[$0] }
      guard chosen.map(\.tokenCost).total().nanos <= budget else { continue }
      best = max(best, chosen.map(\.netValue).total().nanos)
    }
    let plan = BudgetPlan(budget: Money(nanos: budget), categories: lines.shuffled(using: &random))
    #expect(plan.netValue.nanos <= best && best <= plan.bound.nanos)
    #expect(plan.spent.nanos <= budget && plan.lines.filter(\.isFunded).map(\.tokenCost).total() == plan.spent)
    #expect(plan == BudgetPlan(budget: Money(nanos: budget), categories: lines))
  }
}
