/// Which figures of a table of departments and categories stay hidden (method 5).
///
/// First every group of fewer than `fewestWorkers` distinct workers; then as many others as it takes that no hidden
/// figure follows from the printed ones, in either period: the totals of all categories, of the company, and of the
/// departments that are shown are taken as known to everybody.
///
/// Whatever the reports of one period alone hide, a comparison hides, too: reports of both kinds together tell no
/// more than those of the single periods.
struct Suppression {
  static let fewestWorkers = 5

  /// One figure of the table: a department's part of a category, or a department's total.
  struct Group: Hashable, Sendable {
    var row: Int
    /// Position of the category; nil = the department's total.
    var column: Int?
    /// Distinct workers, ascending, by period.
    var workers: [[Int32]]
    /// Whether there is nothing of it, by period.
    var isEmpty: [Bool]
    /// Tasks by period.
    var tasks: [Int64]
    /// Whether its workers are those of the whole department, because its rows name none.
    var isExempt = false
  }

  let groups: [Group]
  private let rows: Int
  private let graph: SuppressionGraph
  private let periods: Range<Int>
  private(set) var isHidden: [Bool]
  /// Figures that follow from the company's own totals even if all others are hidden, by period: nothing in the
  /// department reports can protect them.
  private(set) var isOpen: [[Bool]]

  /// - Parameters:
  ///   - groups: one total per row, and one group per row and column that has anything, in an order that does not
  ///     depend on the period.
  init(rows: Int, columns: Int, periods: Int, groups: [Group]) {
    self.groups = groups
    self.rows = rows
    self.periods = 0..<periods
    graph = SuppressionGraph(
      nodes: rows + columns + 1,
      edges: groups.map { SuppressionGraph.Edge(left: $0.row, right: rows + ($0.column ?? columns)) })
    let nothing = [Bool](repeating: false, count: groups.count)
    isHidden = nothing
    isOpen = [[Bool]](repeating: nothing, count: periods)
    var hidden = nothing
    for period in self.periods {
      isHidden = nothing
      hideSmallGroups(period)
      settle([period])
      for index in groups.indices where isHidden[index] { hidden[index] = true }
    }
    isHidden = hidden
    isOpen = [[Bool]](repeating: nothing, count: periods)
    settle(Array(self.periods))
  }

  private mutating func settle(_ considered: [Int]) {
    let costs = groups.map { group in
      // A total is hidden only where nothing else helps.
      considered.reduce(group.column == nil ? 1 << 50 : 1) { $0 + group.tasks[$1] }
    }
    var isSettled = false
    while !isSettled {
      isSettled = true
      for period in considered {
        if protectFromSums(period, costs) { isSettled = false }
        if poolSmallRemainders(period, costs) { isSettled = false }
      }
    }
  }

  private mutating func hideSmallGroups(_ period: Int) {
    var smallRows: Set<Int> = []
    for (index, group) in groups.enumerated() where !group.isExempt && !group.isEmpty[period] {
      guard group.workers[period].count < Suppression.fewestWorkers else { continue }
      isHidden[index] = true
      if group.column == nil { smallRows.insert(group.row) }
    }
    for (index, group) in groups.enumerated() where smallRows.contains(group.row) { isHidden[index] = true }
  }

  /// Hides what it takes that no hidden figure is a bridge.
  private mutating func protectFromSums(_ period: Int, _ costs: [Int64]) -> Bool {
    var hasChanged = false
    while let bridge = graph.bridges(unknown(period)).first {
      hasChanged = true
      let isUsable = groups.indices.map { !groups[$0].isEmpty[period] && !isOpen[period][$0] }
      if let path = graph.detour(
        bridge, costs: groups.indices.map { isHidden[$0] ? 0 : costs[$0] }, isUsable: isUsable)
      {
        for edge in path { isHidden[edge] = true }
      } else {
        isOpen[period][bridge] = true
      }
    }
    return hasChanged
  }

  /// What a reader does not know of a period.
  func unknown(_ period: Int) -> [Bool] {
    groups.indices.map { isHidden[$0] && !groups[$0].isEmpty[period] && !isOpen[period][$0] }
  }

  /// What is left of a printed sum is a group, too: it gets the next smallest figure until it has enough workers.
  private mutating func poolSmallRemainders(_ period: Int, _ costs: [Int64]) -> Bool {
    var hasChanged = false
    for node in 0..<graph.nodes {
      while let smallest = missing(at: node, period, costs) {
        isHidden[smallest] = true
        hasChanged = true
      }
    }
    return hasChanged
  }

  /// The next figure to hide at a sum whose hidden part has too few workers; nil where it has enough or none is left.
  private func missing(at node: Int, _ period: Int, _ costs: [Int64]) -> Int? {
    let edges = graph.edges(at: node)
    let isUnknown = unknown(period)
    let hidden = edges.filter { isUnknown[$0] }
    guard !hidden.isEmpty else { return nil }
    let hasNoSum = node < rows && hidden.contains { groups[$0].column == nil }
    let workers = DepartmentWorkers.union(hidden.map { groups[$0].workers[period] })
    guard !hasNoSum, workers.count < Suppression.fewestWorkers else { return nil }
    let left = edges.filter { !isHidden[$0] && !groups[$0].isEmpty[period] }
    return left.min { (costs[$0], $0) < (costs[$1], $1) }
  }

  /// Whether a department as a whole has too few workers; `row` is the position of its total.
  func isSmall(row index: Int?) -> Bool {
    guard let index else { return true }
    return periods.contains {
      !groups[index].isEmpty[$0] && groups[index].workers[$0].count < Suppression.fewestWorkers
    }
  }

  /// Whether a figure follows from the company's totals in every period that has it.
  func isPublic(_ index: Int) -> Bool {
    periods.allSatisfy { groups[index].isEmpty[$0] || isOpen[$0][index] }
  }
}
