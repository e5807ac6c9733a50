import TriageModel

/// The books of each department in one period, licences left out, with the workers behind each group.
struct BreakdownBooks {
  /// By department.
  let books: [String?: CompanyBook]
  let workers: DepartmentWorkers
  /// The whole company, licences split over departments.
  let company: CompanyBook

  /// - Throws: `AnalysisError.overflow`.
  init(_ evaluation: PeriodEvaluation, policy: Policy) throws(AnalysisError) {
    var policy = policy
    for name in policy.tools.keys { policy.tools[name]?.licencePerMonth = .zero }
    let material = evaluation.material
    let tasks = Dictionary(grouping: material.tasks, by: \.key.department)
    let spend = Dictionary(grouping: material.spend, by: \.department)
    var books: [String?: CompanyBook] = [:]
    for name in evaluation.book.departments.keys {
      books[name] = try CompanyBook(
        period: material.period, tasks: tasks[name] ?? [], spend: spend[name] ?? [], policy: policy)
    }
    self.books = books
    workers = DepartmentWorkers(material.facts)
    company = evaluation.book
  }

  /// The group of a category, of spend without one (nil), in a department.
  func group(_ department: String?, _ category: String?) -> BreakdownGroup {
    guard let book = books[department] else { return .nothing }
    guard let category else {
      return BreakdownGroup(statement: book.unattributed.statement, sums: TaskSums(), ledger: book.unattributed.ledger)
    }
    guard let found = book.categories[category] else { return .nothing }
    return BreakdownGroup(statement: found.statement, sums: found.sums, ledger: found.ledger)
  }

  /// The whole department, its part of licences included.
  func total(_ department: String?) -> BreakdownGroup {
    guard let book = company.departments[department] else { return .nothing }
    return BreakdownGroup(statement: book.statement, sums: book.sums, ledger: book.ledger)
  }
}

/// One group of tasks in one period.
struct BreakdownGroup {
  var statement: Statement
  var sums: TaskSums
  var ledger: SpendLedger

  static let nothing = BreakdownGroup(statement: Statement(), sums: TaskSums(), ledger: .empty)

  /// Whether nothing at all is known of it: no task and no row.
  var isEmpty: Bool {
    statement.tasks == 0 && ledger.total.rows == 0 && ledger.earlierOrLater.rows == 0 && statement.licence == .zero
  }

  mutating func add(_ other: BreakdownGroup) {
    statement.add(other.statement)
    sums.add(other.sums)
    ledger.add(other.ledger)
  }

  var figures: GroupFigures {
    var statement = statement
    statement.setRatio(from: sums)
    return GroupFigures(spend: ledger.total.cost, statement: statement, ledger: ledger)
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
