import TriageModel

/// Every rollup cell of the period, valued under one policy and added up by category, department and company.
struct CompanyBook: Sendable {
  let period: Period
  private(set) var categories: [String: CategoryBook] = [:]
  private(set) var departments: [String?: DepartmentBook] = [:]
  /// Each department's part of each category, nil = spend without one; licences left out.
  private(set) var groups: [String?: [String?: BreakdownGroup]] = [:]
  private(set) var statement = Statement()
  private(set) var sums = TaskSums()
  private(set) var ledger = SpendLedger.empty
  /// Spend without a category.
  private(set) var unattributed = Unattributed(statement: Statement(), ledger: .empty)
  private(set) var unusedLicences: [UnusedLicence] = []
  /// Names of tools that the policy does not have, with their tasks.
  private(set) var unclassifiedTools: [String: Int64] = [:]
  /// Tasks that no usage row names, whatever their tool's tier.
  private(set) var tasksWithoutUsage: Int64 = 0
  /// Tasks of any status by tool and department.
  private var tasksByDepartment: [String: [String?: Int64]] = [:]

  /// Tools with any task in the period.
  var usedTools: Set<String> { Set(tasksByDepartment.keys) }

  struct DepartmentBook: Sendable {
    var statement = Statement()
    var sums = TaskSums()
    var ledger = SpendLedger.empty

    /// Adds tasks, and no spend.
    mutating func add(_ tasks: BreakdownGroup) {
      statement.add(tasks.statement)
      sums.add(tasks.sums)
    }
  }

  /// - Throws: `AnalysisError.overflow`.
  init(_ material: ReviewMaterial, policy: Policy) throws(AnalysisError) {
    period = material.period
    var first = 0
    while let run = material.runs.dropFirst(first).first {
      let key = material.tasks[run.lowerBound].key
      let end = material.runs[first...].firstIndex { !CompanyBook.isSameTool(material.tasks[$0.lowerBound].key, key) }
      try add(material.runs[first..<(end ?? material.runs.count)], of: material.tasks, key, policy)
      first = end ?? material.runs.count
    }
    for cell in material.spend { add(cell) }
    try allocateLicences(policy)
    setRatios()
  }

  /// Cells by category, tool and department, months added up: the smallest spelling of a name comes first and names the
  /// group.
  static func inNameOrder(_ tasks: [TaskCell]) -> [TaskCell] {
    guard !isInNameOrder(tasks) else { return tasks }
    // Elements are asked for their keys where they lie: a cell is too large to be copied for that.
    let isSorted = tasks.indices.dropFirst().allSatisfy { !precedes(tasks[$0].key, tasks[$0 - 1].key) }
    let places = isSorted ? Array(tasks.indices) : tasks.indices.sorted { precedes(tasks[$0].key, tasks[$1].key) }
    var merged: [TaskCell] = []
    merged.reserveCapacity(tasks.count)
    // Position in `merged` of the cells of one category, tool and department, by what else they differ in; −1 = none.
    var group = [Int32](repeating: -1, count: statesOfKey)
    for place in places {
      if !merged.isEmpty, !isSameName(merged[merged.count - 1].key, tasks[place].key) {
        for state in group.indices { group[state] = -1 }
      }
      let state = states(tasks[place].key)
      if let state, group[state] >= 0 {
        let known = Int(group[state])
        var sum = merged[known].moments
        if (try? sum.add(tasks[place].moments)) != nil {
          merged[known].moments = sum
          continue
        }
      }
      if let state { group[state] = Int32(truncatingIfNeeded: merged.count) }
      merged.append(tasks[place])
      // No figure of a period depends on the month within it.
      merged[merged.count - 1].key.month = Month(index: 0)
    }
    return merged
  }

  /// Whether every cell has its place, and no two of them belong together.
  private static func isInNameOrder(_ tasks: [TaskCell]) -> Bool {
    tasks.indices.dropFirst().allSatisfy { place in
      // Looked at where it lies: a cell is too large to be copied for that.
      guard tasks[place].key.month == tasks[place - 1].key.month else { return false }
      if isSameName(tasks[place - 1].key, tasks[place].key) {
        guard let left = states(tasks[place - 1].key), let right = states(tasks[place].key) else { return false }
        return left < right
      }
      return precedes(tasks[place - 1].key, tasks[place].key)
    }
  }

  private static let statesOfKey = 16 * 64

  /// A number for everything in a key but its names and its month; nil for a complexity that no file can have.
  private static func states(_ key: TaskCellKey) -> Int? {
    guard 0...15 ~= key.complexity ?? 0 else { return nil }
    let states = (key.costState.rawValue << 2 | key.valueBasis.rawValue) << 2 | key.succeeded.rawValue
    return (key.complexity ?? 0) << 6 | states
  }

  private static func isSameName(_ left: TaskCellKey, _ right: TaskCellKey) -> Bool {
    left.category == right.category && left.tool == right.tool && left.department == right.department
  }

  private static func precedes(_ a: TaskCellKey, _ b: TaskCellKey) -> Bool {
    if a.category != b.category { return NameOrder.precedes(a.category, b.category) }
    if a.tool != b.tool { return NameOrder.precedes(a.tool, b.tool) }
    return NameOrder.precedes(a.department, b.department)
  }

  /// The places of the cells of each category, tool and department: they lie together.
  ///
  /// - Parameter tasks: in the order of `inNameOrder`.
  static func runs(of tasks: [TaskCell]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = 0
    while start < tasks.count {
      var end = start + 1
      while end < tasks.count, isSameName(tasks[start].key, tasks[end].key) { end += 1 }
      runs.append(start..<end)
      start = end
    }
    return runs
  }

  private static func isSameTool(_ left: TaskCellKey, _ right: TaskCellKey) -> Bool {
    left.category == right.category && left.tool == right.tool
  }

  /// - Parameters:
  ///   - runs: departments of one category and tool.
  ///   - first: the key of the first cell.
  private mutating func add(
    _ runs: ArraySlice<Range<Int>>, of tasks: [TaskCell], _ first: TaskCellKey, _ policy: Policy
  ) throws(AnalysisError) {
    let tool = policy.canonicalName(first.tool)
    var category = categories.removeValue(forKey: first.category) ?? CategoryBook()
    var cells = ToolCells(
      category.tools.removeValue(forKey: tool) ?? ToolBook(tool: tool, policy: policy.tools[tool]), policy: policy)
    for run in runs {
      let department = tasks[run.lowerBound].key.department
      let total = try cells.add(tasks[run])
      category.statement.add(total.group.statement)
      category.sums.add(total.group.sums)
      category.departments.insert(department)
      statement.add(total.group.statement)
      sums.add(total.group.sums)
      departments[department, default: DepartmentBook()].add(total.group)
      groups[department, default: [:]][first.category, default: .nothing].add(total.group)
      tasksByDepartment[tool, default: [:]][department, default: 0] += total.tasks
      if total.unclassified > 0 { unclassifiedTools[tool, default: 0] += total.unclassified }
      tasksWithoutUsage += total.withoutUsage
    }
    cells.settle()
    category.tools[tool] = cells.book
    categories[first.category] = category
  }

  private mutating func add(_ cell: SpendCell) {
    guard ledger.add(cell, period: period) else { return }
    var owed: Statement?
    if period.contains(cell.month), cell.line == .noOutcome || cell.line == .noTask {
      var spend = Statement()
      if cell.line == .noOutcome { spend.noOutcomeSpend = cell.usage.cost }
      if cell.line == .noTask { spend.noTaskSpend = cell.usage.cost }
      owed = spend
      statement.add(spend)
    }
    func add(_ statement: inout Statement, _ ledger: inout SpendLedger) {
      ledger.add(cell, period: period)
      if let owed { statement.add(owed) }
    }
    func add(to book: inout CategoryBook) { add(&book.statement, &book.ledger) }
    func add(to book: inout DepartmentBook) { add(&book.statement, &book.ledger) }
    func add(to group: inout BreakdownGroup) { add(&group.statement, &group.ledger) }
    if let category = cell.category {
      add(to: &categories[category, default: CategoryBook()])
    } else {
      add(&unattributed.statement, &unattributed.ledger)
    }
    add(to: &departments[cell.department, default: DepartmentBook()])
    add(to: &groups[cell.department, default: [:]][cell.category, default: .nothing])
  }

  /// Takes what the bills hold beyond usage: the company pays it, and no category carries it.
  mutating func bill(_ beyondUsage: Money) {
    statement.billedBeyondUsage += beyondUsage
    unattributed.statement.billedBeyondUsage += beyondUsage
  }

  /// Spend that no category carries and nothing explains: usage without a category, and what is on the bill alone.
  func notAttributed(_ reconciliation: Reconciliation?) -> Money {
    let billed = reconciliation.map { $0.billedWithoutUsage + $0.usedNotBilled + $0.unexplained } ?? .zero
    return unattributed.ledger.total.cost + billed
  }

  private mutating func setRatios() {
    statement.setRatio(from: sums)
    CompanyBook.forEach(&categories) { category in
      category.statement.setRatio(from: category.sums)
      CompanyBook.forEach(&category.tools) { $0.statement.setRatio(from: $0.okSums) }
    }
    CompanyBook.forEach(&departments) { $0.statement.setRatio(from: $0.sums) }
    CompanyBook.forEach(&groups) { groups in
      CompanyBook.forEach(&groups) { $0.statement.setRatio(from: $0.sums) }
    }
  }

  /// Changes books where they lie: they are too large to be copied.
  private static func forEach<Name, Book>(_ books: inout [Name: Book], _ change: (inout Book) -> Void) {
    var index = books.values.startIndex
    while index != books.values.endIndex {
      change(&books.values[index])
      books.values.formIndex(after: &index)
    }
  }
}

extension CompanyBook {
  /// Splits each licence over categories, and again over departments, by number of tasks of any status; a licence
  /// without any task is unused (method 1.4).
  private mutating func allocateLicences(_ policy: Policy) throws(AnalysisError) {
    var tasksByCategory: [String: [String: Int64]] = [:]
    for (name, book) in categories {
      for (tool, toolBook) in book.tools { tasksByCategory[tool, default: [:]][name] = toolBook.statement.tasks }
    }
    for (tool, entry) in policy.tools.inNameOrder() where entry.licencePerMonth != .zero {
      guard let total = CompanyBook.licence(entry.licencePerMonth, months: period.months) else {
        throw .overflow(category: nil)
      }
      statement.licence += total
      guard let shares = tasksByCategory[tool], !shares.isEmpty else {
        unusedLicences.append(UnusedLicence(tool: tool, cost: total))
        unattributed.statement.licence += total
        continue
      }
      for (name, part) in CompanyBook.split(total, shares.inNameOrder()) {
        categories[name]?.statement.licence += part
        categories[name]?.tools[tool]?.statement.licence += part
      }
      for (name, part) in CompanyBook.split(total, tasksByDepartment[tool, default: [:]].inNameOrder()) {
        departments[name]?.statement.licence += part
      }
    }
  }

  private static func split<Name>(_ total: Money, _ shares: [(key: Name, value: Int64)]) -> [(Name, Money)] {
    let parts = Rounding.split(total.nanos, weights: shares.map { Int128($0.value) })
    return zip(shares, parts).map { ($0.key, Money(nanos: $1)) }
  }

  /// licence_per_month × months, months counted in millionths; nil where the split could overflow.
  private static func licence(_ perMonth: Money, months: Double) -> Money? {
    let millionths = (months * 1e6).rounded(.toNearestOrAwayFromZero)
    guard millionths >= 0, millionths < 1e12,
      let nanos = CheckedAmount.nanos(perMonth.nanos, Int128(millionths), dividedBy: 1_000_000),
      nanos.magnitude < 1 << 84
    else { return nil }
    return Money(nanos: nanos)
  }
}
