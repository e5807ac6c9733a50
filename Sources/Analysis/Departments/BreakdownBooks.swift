import TriageModel

/// The books of each department in one period, licences left out, with the workers behind each group.
struct BreakdownBooks {
  let workers: DepartmentWorkers
  /// The whole company, licences split over departments.
  let company: CompanyBook

  init(_ evaluation: PeriodEvaluation) {
    workers = evaluation.workers
    company = evaluation.book
  }

  var departments: [String?] { Array(company.departments.keys) }

  /// The group of a category, of spend without one (nil), in a department.
  func group(_ department: String?, _ category: String?) -> BreakdownGroup {
    company.groups[department]?[category] ?? .nothing
  }

  /// The whole department, its part of licences included.
  func total(_ department: String?) -> BreakdownGroup {
    guard let book = company.departments[department] else { return .nothing }
    return BreakdownGroup(statement: book.statement, sums: book.sums, ledger: book.ledger)
  }
}

/// One group of tasks in one period.
struct BreakdownGroup: Sendable {
  var statement: Statement
  var sums: TaskSums
  var ledger: SpendLedger

  static let nothing = BreakdownGroup(statement: Statement(), sums: TaskSums(), ledger: .empty)

  /// Whether nothing at all is known of it: no task and no row.
  var isEmpty: Bool {
    statement.tasks == 0 && ledger.total.rows == 0 && ledger.earlierOrLater.rows == 0 && statement.licence == .zero
  }

  /// The group with the ratio of its own sums.
  var withRatio: BreakdownGroup {
    var group = self
    group.statement.setRatio(from: sums)
    return group
  }

  mutating func add(_ other: BreakdownGroup) {
    statement.add(other.statement)
    sums.add(other.sums)
    ledger.add(other.ledger)
  }

  var figures: GroupFigures {
    GroupFigures(spend: ledger.total.cost, statement: withRatio.statement, ledger: ledger)
  }
}

extension SpendLedger {
  mutating func add(_ other: SpendLedger) {
    completedInPeriod.add(other.completedInPeriod)
    completedOutside.add(other.completedOutside)
    noOutcome.add(other.noOutcome)
    noTask.add(other.noTask)
    earlierOrLater.add(other.earlierOrLater)
  }
}
