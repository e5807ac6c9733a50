import TriageModel

/// Adds up what spend hides from rollup cells alone: spend ledger, hidden cells and task cells.
struct HiddenCostMaking {
  private var company = HiddenCost.Line(name: nil)
  private var byCategory: [String?: HiddenCost.Line] = [:]
  private var byDepartment: [String?: HiddenCost.Line] = [:]

  /// - Throws: `AnalysisError.overflow`.
  init(_ material: ReviewMaterial, policy: Policy) throws(AnalysisError) {
    for cell in material.spend where material.period.contains(cell.month) {
      var line = HiddenCost.Line(name: nil)
      line.usage = cell.usage
      if cell.line == .noOutcome { line.abandonedSpend = cell.usage.cost }
      add(line, cell.category, cell.department)
    }
    for cell in material.hidden {
      var line = HiddenCost.Line(name: nil)
      line.sums = cell.sums
      add(line, cell.category, cell.department)
    }
    for cell in material.tasks where cell.key.succeeded == .no {
      guard try Valuation(of: cell.key, under: policy).status == .ok else { continue }
      var line = HiddenCost.Line(name: nil)
      line.failedTaskCost = Money(nanos: cell.moments.sums.k)
      line.failedTasks = cell.moments.count
      add(line, cell.key.category, cell.key.department)
    }
  }

  private mutating func add(_ line: HiddenCost.Line, _ category: String?, _ department: String?) {
    company.add(line)
    byCategory[category, default: HiddenCost.Line(name: category)].add(line)
    byDepartment[department, default: HiddenCost.Line(name: department)].add(line)
  }

  /// - Parameters:
  ///   - small: categories that are one line.
  ///   - departments: the rows of the departments section; those of another period alone stay out.
  func cost(small: SmallGroups, departments: DepartmentGroups) -> HiddenCost {
    let shown = byCategory.inNameOrder().filter { !small.isHidden($0.key) }.map(\.value)
    let hidden = byCategory.inNameOrder().filter { small.isHidden($0.key) }.map(\.value)
    var categories = shown
    if !hidden.isEmpty { categories.append(HiddenCostMaking.together(hidden)) }
    let rows = departments.rows.prefix(departments.present).map { row in
      let lines = row.members.compactMap { byDepartment[$0] }
      var line = HiddenCostMaking.together(lines)
      (line.name, line.isSuppressed) = (row.name, row.isSuppressed)
      return line
    }
    let namesParents = company.sums.subAgentRows > 0
    func telling(_ line: HiddenCost.Line) -> HiddenCost.Line {
      var line = line
      line.namesParents = namesParents
      return line
    }
    return HiddenCost(
      company: telling(company), categories: categories.map(telling), departments: rows.map(telling))
  }

  private static func together(_ lines: [HiddenCost.Line]) -> HiddenCost.Line {
    lines.reduce(into: HiddenCost.Line(name: nil, isSuppressed: true)) { $0.add($1) }
  }
}
