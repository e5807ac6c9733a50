import Testing
import TriageModel

@testable import Analysis

@Suite("Departments: groups of few workers stay hidden")
struct SuppressionTests {
  private static let july = Month(year: 2026, month: 7)
  private static let april = Month(year: 2026, month: 4)

  /// One task of a dollar and some cents for each worker of a department in a category.
  private static func work(_ department: String, _ category: String, workers: Range<Int64>, month: Month = july)
    -> [SampleTask]
  {
    workers.map { worker in
      SampleTask(
        category: category, department: department, month: month, valueUSD: Double(worker % 97) + 3,
        costUSD: 1 + Double(worker * 37 % 101) / 100, worker: worker + 1)
    }
  }

  private static func breakdown(
    _ tasks: [SampleTask], comparing other: String? = nil, spend: [SpendCell] = []
  ) throws -> (review: Review, breakdown: DepartmentBreakdown) {
    let review = try Analyst(policy: .sample).review(
      SampleSource(tasks: tasks, otherSpend: spend), comparing: other.flatMap { Period($0) })
    return (review, try #require(review.breakdown))
  }

  @Test("A category of two people is hidden, with another one that hides it, and one line makes up the total")
  func small() throws {
    let tasks =
      Self.work("Legal", "contracts", workers: 0..<9) + Self.work("Legal", "mail", workers: 0..<2)
      + Self.work("Legal", "notes", workers: 0..<6) + Self.work("Sales", "contracts", workers: 20..<29)
      + Self.work("Sales", "mail", workers: 20..<28) + Self.work("Sales", "notes", workers: 20..<30)
    let found = try Self.breakdown(tasks).breakdown
    let legal = try #require(found.departments.first { $0.name == "Legal" })
    // Notes hide mail in Legal, because they are the fewest tasks; Sales hides the same two.
    #expect(legal.categories.map(\.name) == ["contracts"])
    #expect(found.departments.first { $0.name == "Sales" }?.categories.map(\.name) == ["contracts"])
    let total = try #require(legal.total?.current.spend)
    let shown = legal.categories.map(\.figures.current.spend).total()
    #expect(legal.suppressed?.current.spend == total - shown)
  }

  @Test("Nothing is hidden where every group has five workers")
  func large() throws {
    let tasks = Self.work("Legal", "a", workers: 0..<5) + Self.work("Sales", "a", workers: 10..<15)
    let found = try Self.breakdown(tasks).breakdown
    #expect(found.departments.allSatisfy { !$0.hasSuppressed && $0.total != nil })
    #expect(found.isCountable)
  }

  @Test("A department of few people has no total, in the company's report neither, and another one hides it")
  func smallDepartment() throws {
    let tasks =
      Self.work("Legal", "a", workers: 0..<3) + Self.work("Ops", "a", workers: 10..<30)
      + Self.work("Sales", "a", workers: 40..<47)
    let (review, found) = try Self.breakdown(tasks)
    #expect(found.departments.map { $0.total == nil } == [true, false, true])
    #expect(review.departments.map(\.name) == ["Ops", nil])
    #expect(review.departments.map(\.isSuppressed) == [false, true])
    #expect(review.departments.map(\.spend).total() == review.totals.spend)
  }

  @Test("Without workers nothing can be counted, and that is known")
  func uncountable() throws {
    let tasks = Self.work("Legal", "a", workers: 0..<9).map { task in
      var task = task
      task.worker = nil
      return task
    }
    let (review, found) = try Self.breakdown(tasks)
    #expect(!found.isCountable)
    #expect(review.departments.map(\.name) == ["Legal"])
  }

  @Test("A worker whose tasks were all taken back is nobody")
  func withdrawn() throws {
    var source = SampleSource(tasks: Self.work("Legal", "a", workers: 0..<4))
    source.withdrawn = Self.work("Legal", "a", workers: 50..<60)
    let material = try ReviewMaterial(source, period: Policy.sample.period)
    #expect(try FactWorkers(material.facts.table(of: "a")).departments["Legal"] == [1, 2, 3, 4])
  }

  /// A company of random departments, categories and workers, with spend beside its tasks.
  private static func company(_ seed: UInt64) -> (tasks: [SampleTask], spend: [SpendCell]) {
    var numbers = SeededNumbers(seed: seed)
    var tasks: [SampleTask] = []
    var spend: [SpendCell] = []
    let categories = Int.random(in: 1...6, using: &numbers)
    for department in 0..<Int.random(in: 2...6, using: &numbers) {
      let name = "d\(department)"
      let people = Int64.random(in: 1...14, using: &numbers)
      for category in 0..<categories where Int.random(in: 0..<3, using: &numbers) > 0 {
        for month in [july, april] where Int.random(in: 0..<5, using: &numbers) > 0 {
          let first = Int64(department * 100)
          tasks += work(
            name, "c\(category)", workers: first..<first + Int64.random(in: 1...people, using: &numbers), month: month)
        }
      }
      if Bool.random(using: &numbers) {
        spend.append(.request(Double(department) + 0.37, line: .noTask, department: name))
      }
    }
    tasks += work("d0", "c0", workers: 0..<7)
    return (tasks, spend)
  }

  /// What somebody who has every report can write down of one period: hidden figures as unknowns, sums as equations.
  private struct Attack {
    var unknowns: [String] = []
    var equations: [[Int]] = []

    private mutating func place(_ name: String) -> Int {
      if let known = unknowns.firstIndex(of: name) { return known }
      unknowns.append(name)
      return unknowns.count - 1
    }

    mutating func sum(_ names: [String]) { equations.append(names.map { place($0) }) }

    /// Whether a number follows from the equations: elimination over the integers modulo a prime.
    func solves(_ name: String) -> Bool {
      guard let target = unknowns.firstIndex(of: name) else { return false }
      func rank(_ rows: [[Int]]) -> Int {
        var matrix = rows.map { row in
          row.reduce(into: [Int](repeating: 0, count: unknowns.count)) { $0[$1] += 1 }
        }
        let prime = 1_000_003
        var rank = 0
        for column in unknowns.indices {
          guard let pivot = (rank..<matrix.count).first(where: { matrix[$0][column] % prime != 0 }) else { continue }
          matrix.swapAt(rank, pivot)
          for row in matrix.indices where row > rank && matrix[row][column] != 0 {
            let (factor, lead) = (matrix[row][column], matrix[rank][column])
            for index in unknowns.indices {
              matrix[row][index] = ((matrix[row][index] * lead - matrix[rank][index] * factor) % prime + prime) % prime
            }
          }
          rank += 1
          if rank == matrix.count { break }
        }
        return rank
      }
      return rank(equations + [[target]]) == rank(equations)
    }
  }

  /// The equations of one period; `isEverythingHidden` leaves the reader the company's own totals alone.
  private static func attack(
    _ tasks: [SampleTask], _ spend: [SpendCell], _ month: Month, _ found: DepartmentBreakdown,
    isEverythingHidden: Bool
  ) -> (attack: Attack, hidden: [String]) {
    var attack = Attack()
    var cells: Set<[String]> = Set(tasks.filter { $0.month == month }.map { [$0.department ?? "", $0.category] })
    for cell in spend where cell.month == month { cells.insert([cell.department ?? "", "-"]) }
    var shown: Set<[String]> = []
    var totals: Set<String> = []
    for department in found.departments where !isEverythingHidden {
      for category in department.categories { shown.insert([department.name ?? "", category.name]) }
      if department.notAttributed != nil { shown.insert([department.name ?? "", "-"]) }
      if department.total != nil { totals.insert(department.name ?? "") }
    }
    let unknown = cells.subtracting(shown).sorted { $0.joined() < $1.joined() }
    for category in Set(unknown.map { $0[1] }).sorted() {
      attack.sum(unknown.filter { $0[1] == category }.map { $0.joined(separator: "/") })
    }
    let departments = Set(cells.map { $0[0] }).sorted()
    for department in departments {
      let own = unknown.filter { $0[0] == department }.map { $0.joined(separator: "/") }
      // A hidden total is one more unknown with its sign; every sign is one modulo the unknown itself.
      if totals.contains(department) {
        if !own.isEmpty { attack.sum(own) }
      } else {
        attack.sum(own + ["total/\(department)"])
      }
    }
    let hiddenTotals = departments.filter { !totals.contains($0) }.map { "total/\($0)" }
    if !hiddenTotals.isEmpty { attack.sum(hiddenTotals) }
    return (attack, unknown.map { $0.joined(separator: "/") } + hiddenTotals)
  }

  @Test("The attack finds what small groups alone would give away")
  func attackWorks() throws {
    let tasks =
      Self.work("Legal", "contracts", workers: 0..<9) + Self.work("Legal", "mail", workers: 0..<2)
      + Self.work("Sales", "contracts", workers: 20..<29) + Self.work("Sales", "mail", workers: 20..<28)
    var found = try Self.breakdown(tasks).breakdown
    #expect(found.departments.allSatisfy { $0.categories.isEmpty }, "one small group in a table of four hides all four")
    let (safe, _) = Self.attack(tasks, [], Self.july, found, isEverythingHidden: false)
    #expect(!safe.solves("Legal/mail"))
    let shown = PairedFigures(
      current: GroupFigures(spend: .zero, statement: Statement(), ledger: .empty), previous: nil, change: nil,
      netValue: nil)
    found.departments[1].categories = ["contracts", "mail"].map {
      DepartmentFigures.Category(name: $0, verdict: nil, target: nil, figures: shown)
    }
    let (open, _) = Self.attack(tasks, [], Self.july, found, isEverythingHidden: false)
    #expect(open.solves("Legal/mail"))
    let (totals, _) = Self.attack(tasks, [], Self.july, found, isEverythingHidden: true)
    #expect(!totals.solves("Legal/mail"), "the company's own totals give nothing away here")
  }

  @Test("No hidden figure follows from all reports together", arguments: 0..<150)
  func attack(seed: UInt64) throws {
    let (tasks, spend) = Self.company(seed)
    let isCompared = tasks.contains { $0.month == Self.april }
    let found = try Self.breakdown(tasks, comparing: isCompared ? "2026Q2" : nil, spend: spend).breakdown
    for month in isCompared ? [Self.july, Self.april] : [Self.july] {
      let (attack, hidden) = Self.attack(tasks, spend, month, found, isEverythingHidden: false)
      let (ownTotals, _) = Self.attack(tasks, spend, month, found, isEverythingHidden: true)
      for name in hidden where attack.solves(name) {
        // What the company's own totals give away no department report can hide.
        #expect(ownTotals.solves(name), "\(name) follows from the reports of company \(seed), \(month.text)")
      }
    }
  }

  @Test("A comparison shows nothing that the reports of either quarter alone hide", arguments: 0..<100)
  func comparisonHidesMore(seed: UInt64) throws {
    let (tasks, spend) = Self.company(seed)
    guard tasks.contains(where: { $0.month == Self.april }) else { return }
    let both = try Self.breakdown(tasks, comparing: "2026Q2", spend: spend).breakdown
    var policy = Policy.sample
    for quarter in ["2026Q3", "2026Q2"] {
      policy.period = Period(quarter)
      let review = try Analyst(policy: policy).review(SampleSource(tasks: tasks, otherSpend: spend))
      for alone in try #require(review.breakdown).departments {
        let compared = try #require(both.departments.first { $0.name == alone.name })
        let month = quarter == "2026Q3" ? Self.july : Self.april
        let present = Set(tasks.filter { $0.month == month && $0.department == alone.name }.map(\.category))
        let more = Set(compared.categories.map(\.name)).intersection(present).subtracting(alone.categories.map(\.name))
        #expect(more.isEmpty, "\(quarter) \(alone.name ?? "")")
        if alone.total == nil { #expect(compared.total == nil) }
      }
    }
  }

  @Test("Every group that is shown has five workers, and shown and hidden add up to the total", arguments: 0..<150)
  func shown(seed: UInt64) throws {
    let (tasks, spend) = Self.company(seed)
    let (review, found) = try Self.breakdown(tasks, spend: spend)
    for department in found.departments {
      for category in department.categories {
        let workers = Set(
          tasks.filter {
            $0.month == Self.july && $0.department == department.name && $0.category == category.name
          }.map(\.worker))
        #expect(workers.count >= 5)
      }
      guard let total = department.total else { continue }
      let parts =
        department.categories.map(\.figures) + [department.notAttributed, department.suppressed].compactMap { $0 }
      #expect(parts.map(\.current.spend).total() == total.current.spend)
      #expect(parts.map(\.current.statement.netAfterEverything).total() == total.current.statement.netAfterEverything)
    }
    #expect(review.departments.map(\.spend).total() == review.totals.spend)
  }
}
