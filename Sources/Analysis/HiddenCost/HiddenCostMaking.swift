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
    for run in material.runs {
      var valuations = RunValuations(policy: policy)
      var line = HiddenCost.Line(name: nil)
      for place in run where material.tasks[place].key.succeeded == .no {
        guard try valuations.valuation(of: material.tasks[place].key).status == .ok else { continue }
        line.failedTaskCost += Money(nanos: material.tasks[place].moments.sums.k)
        line.failedTasks += material.tasks[place].moments.count
      }
      let key = material.tasks[run.lowerBound].key
      if line.failedTasks != 0 || line.failedTaskCost != .zero { add(line, key.category, key.department) }
    }
  }

  private mutating func add(_ line: HiddenCost.Line, _ category: String?, _ department: String?) {
    company.add(line)
    byCategory[category, default: HiddenCost.Line(name: category)].add(line)
    byDepartment[department, default: HiddenCost.Line(name: department)].add(line)
  }

  /// - Parameters:
  ///   - small: categories that are one line.
  ///   - departments: departments that are one line. A small department whose spend is public, because nobody else has
  ///     its categories, is among them: what it hides is not public.
  func cost(small: SmallGroups, departments: SmallGroups) -> HiddenCost {
    HiddenCost(
      company: telling(company), categories: lines(byCategory, small), departments: lines(byDepartment, departments))
  }

  private func lines(_ groups: [String?: HiddenCost.Line], _ small: SmallGroups) -> [HiddenCost.Line] {
    let ordered = groups.inNameOrder()
    let shown = ordered.filter { !small.isHidden($0.key) }.map(\.value)
    let hidden = ordered.filter { small.isHidden($0.key) }.map(\.value)
    guard !hidden.isEmpty else { return shown.map(telling) }
    let together = hidden.reduce(into: HiddenCost.Line(name: nil, isSuppressed: true)) { $0.add($1) }
    return (shown + [together]).map(telling)
  }

  private func telling(_ line: HiddenCost.Line) -> HiddenCost.Line {
    var line = line
    line.namesParents = company.sums.subAgentRows > 0
    return line
  }
}
