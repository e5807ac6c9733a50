import Testing
import TriageModel

@testable import Analysis

@Suite("Spend against a budget")
struct BudgetUseTests {
  private static let quarter = Period(first: Month(year: 2026, month: 7), end: Month(year: 2026, month: 10))

  private func dollars(_ amount: Int128) -> Money { Money(nanos: amount * 1_000_000_000) }

  private func day(_ text: String) throws -> Int { try Instant.parse(text + "T00:00:00Z").daysSinceEpoch }

  private func use(budget: Int128, spend: Int128, last: String) throws -> BudgetUse {
    let days = BudgetUse.Days(Self.quarter, lastRequest: try Instant.parse(last))
    return BudgetUse(department: nil, budget: dollars(budget), spend: dollars(spend), days: days)
  }

  @Test("The rate is that of the days up to the last request, and the day follows from it")
  func hand() throws {
    // 23 of 92 days: 230 dollars are 10 a day, 920 in the quarter; 500 dollars last for 50 days.
    let half = try use(budget: 500, spend: 230, last: "2026-07-23T18:00:00Z")
    #expect(half.days.whole == 92 && half.days.elapsed == 23)
    #expect(half.runRate == dollars(10) && half.projected == dollars(920))
    #expect(half.left == dollars(270))
    #expect(try half.usedUpDay == day("2026-08-19"))
    // A dollar more is begun on the 51st day.
    #expect(try use(budget: 501, spend: 230, last: "2026-07-23T18:00:00Z").usedUpDay == day("2026-08-20"))
  }

  @Test("A budget may be used up on the first day, on the last, or not at all")
  func ends() throws {
    #expect(try use(budget: 0, spend: 230, last: "2026-07-23T18:00:00Z").usedUpDay == day("2026-07-01"))
    #expect(try use(budget: 920, spend: 230, last: "2026-07-23T18:00:00Z").usedUpDay == day("2026-09-30"))
    #expect(try use(budget: 921, spend: 230, last: "2026-07-23T18:00:00Z").usedUpDay == nil)
    #expect(try use(budget: 100, spend: 0, last: "2026-07-23T18:00:00Z").usedUpDay == nil)
  }

  @Test("Data beyond the period counts the period whole; data before it counts no day")
  func otherData() throws {
    let over = try use(budget: 920, spend: 920, last: "2026-11-02T00:00:00Z")
    #expect(over.days.elapsed == 92 && over.runRate == dollars(10))
    #expect(try over.usedUpDay == day("2026-09-30"))
    let before = try use(budget: 920, spend: 0, last: "2026-06-30T23:59:59Z")
    #expect(before.days.elapsed == 0 && before.runRate == nil && before.projected == nil && before.usedUpDay == nil)
  }

  @Test("Days before the first request are no days without spend: rate, day and outlook begin with the data")
  func lateData() throws {
    // Data from 21 to 30 July: 10 days, 200 dollars, 20 a day; 72 days from the 21st to the end of September.
    let days = BudgetUse.Days(
      Self.quarter, firstRequest: try Instant.parse("2026-07-21T09:00:00Z"),
      lastRequest: try Instant.parse("2026-07-30T09:00:00Z"))
    #expect(days.whole == 92 && days.before == 20 && days.elapsed == 10 && days.counted == 72)
    let use = BudgetUse(department: nil, budget: dollars(300), spend: dollars(200), days: days)
    #expect(use.runRate == dollars(20) && use.projected == dollars(20 * 72))
    #expect(try use.usedUpDay == day("2026-08-04"))
    // Data that begins after the period counts no day of it.
    let later = BudgetUse.Days(
      Self.quarter, firstRequest: try Instant.parse("2026-10-21T09:00:00Z"),
      lastRequest: try Instant.parse("2026-10-30T09:00:00Z"))
    #expect(later.elapsed == 0 && later.counted == 0)
  }

  @Test("A quarter's budget follows the months of the period, another does not")
  func spans() {
    let budget = DepartmentBudget(dollars(100), per: .quarter)
    let month = Period(first: Month(year: 2026, month: 7), end: Month(year: 2026, month: 8))
    #expect(budget.amount(for: Self.quarter) == dollars(100))
    #expect(budget.amount(for: month).nanos == 33_333_333_333)
    #expect(DepartmentBudget(dollars(100)).amount(for: month) == dollars(100))
  }

  /// Six workers in Ops, two in Law, six in Law's neighbour.
  private static var company: [SampleTask] {
    func department(_ name: String, workers: Int64, from first: Int64) -> [SampleTask] {
      (0..<60).map { index in
        SampleTask(
          department: name, valueUSD: 4, costUSD: 1, worker: first + Int64(index) % workers)
      }
    }
    return department("Ops", workers: 6, from: 1) + department("Law", workers: 2, from: 20)
      + department("People", workers: 6, from: 40)
  }

  private func uses(_ budgets: [String: DepartmentBudget], known: Set<String>) throws -> [BudgetUse] {
    var policy = Policy.sample
    policy.budget = dollars(1000)
    policy.budgets = budgets
    let review = try Analyst(policy: policy).review(SampleSource(tasks: Self.company))
    return try BudgetUse.all(review, policy: policy, known: known, lastRequest: nil)
  }

  @Test("A department of fewer than five workers is withheld, and whatever would give it away")
  func suppressed() throws {
    let budget = DepartmentBudget(dollars(70))
    let found = try uses(["Ops": budget, "Law": budget, "People": budget], known: ["Ops", "Law", "People"])
    #expect(found.map(\.department) == [nil, "Law", "Ops", "People"])
    #expect(found[0].spend == dollars(180))
    #expect(found[1].spend == nil && found[1].usedUpDay == nil && found[1].runRate == nil)
    // One of the others has to go, too: 180 less what is shown would be Law's.
    #expect(found.dropFirst().filter { $0.spend == nil }.count == 2)
  }

  @Test("A department that no row has is a named error; one without spend in the period has spent nothing")
  func unknown() throws {
    let budget = DepartmentBudget(dollars(70))
    #expect(try uses(["Idle": budget], known: ["Ops", "Idle"]).last?.spend == .zero)
    do {
      _ = try uses(["Opps": budget], known: ["Ops", "Law"])
      Issue.record("a misspelt department is no budget")
    } catch let error as AnalysisError {
      #expect(error == .unknownDepartment("Opps", known: ["Law", "Ops"]))
      #expect(error.diagnostic.code == "unknown-department")
      #expect(error.diagnostic.remedy?.hasPrefix("Did you mean Ops?") == true)
    }
  }
}
