import TriageModel

/// Puts the cells of one tool in one category into its book, department by department.
///
/// Statements are made cell by cell, since each rounds its money once; sums are exact, and made when all cells that are
/// valued alike are there.
struct ToolCells {
  /// What the cells of one department come to.
  struct Total {
    var group = BreakdownGroup.nothing
    var tasks: Int64 = 0
    var unclassified: Int64 = 0
    var withoutUsage: Int64 = 0
  }

  private let policy: Policy
  private(set) var book: ToolBook
  private var valuations: RunValuations
  /// Cells by valuation, and by valuation and complexity.
  private var ofDepartment = MomentsByPlace()
  private var ofTool = MomentsByPlace()
  /// Of the last cells: those that wait in `ofTool` have its names.
  private var key: TaskCellKey?

  /// Complexities of files, blank as 0.
  private static let levels = 6

  init(_ book: ToolBook, policy: Policy) {
    self.book = book
    self.policy = policy
    valuations = RunValuations(policy: policy)
  }

  /// - Parameter run: cells of one department.
  /// - Throws: `AnalysisError.overflow`.
  mutating func add(_ run: ArraySlice<TaskCell>) throws(AnalysisError) -> Total {
    guard let key = run.first?.key else { return Total() }
    if !valuations.hold(in: key.department) {
      settle()
      valuations = RunValuations(policy: policy)
    }
    self.key = key
    var total = Total()
    // Cells are asked for their parts where they lie: they are too large to be copied for that.
    for index in run.indices {
      let place = try valuations.place(of: run[index].key)
      let count = run[index].moments.count
      guard
        total.group.statement.add(
          run[index].moments.sums, count: count, succeeded: run[index].key.succeeded, valuation: valuations[place])
      else { throw .overflow(category: key.category) }
      total.tasks += count
      if run[index].key.costState == .noUsage { total.withoutUsage += count }
      if valuations[place].status == .unclassified { total.unclassified += count }
      let isOK = valuations[place].status == .ok
      if isOK, !ofDepartment.add(run[index].moments, at: place) {
        total.group.sums.add(TaskSums(run[index].moments, valuation: valuations[place]))
      }
      guard isOK || valuations[place].lacksValueOnly else { continue }
      if let level = Self.level(run[index].key.complexity),
        ofTool.add(run[index].moments, at: place * Self.levels + level)
      {
        continue
      }
      addToBook(run[index], place)
    }
    ofDepartment.drain { total.group.sums.add(TaskSums($1, valuation: valuations[$0])) }
    // A stratum may be of one department alone.
    if policy.stratifyBy == .complexityDepartment { settle() }
    book.statement.add(total.group.statement)
    return total
  }

  /// nil for a complexity that no file can have.
  private static func level(_ complexity: Int?) -> Int? {
    guard let complexity else { return 0 }
    return 1..<levels ~= complexity ? complexity : nil
  }

  private mutating func addToBook(_ cell: TaskCell, _ place: Int) {
    book.add(
      TaskSums(cell.moments, valuation: valuations[place]), stratum: Stratum(of: cell.key, by: policy.stratifyBy),
      valuation: valuations[place])
  }

  /// Puts the sums of all cells so far into the book.
  mutating func settle() {
    guard var key else { return }
    ofTool.drain { place, moments in
      let (valuation, level) = (valuations[place / Self.levels], place % Self.levels)
      key.complexity = level == 0 ? nil : level
      book.add(
        TaskSums(moments, valuation: valuation), stratum: Stratum(of: key, by: policy.stratifyBy), valuation: valuation)
    }
  }
}
