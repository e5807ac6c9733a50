public import TriageModel

/// Where money goes unseen: overlapping views of the same spend, not addends (method 6). Only abandoned tasks and
/// failed tasks may be added.
public struct HiddenCost: Hashable, Sendable {
  /// The views of one category, one department, or the company.
  public struct Line: Hashable, Sendable {
    /// nil = blank.
    public var name: String?
    public var sums: HiddenCostCells.Sums
    /// ΣK of ok tasks, completed in the period, that failed.
    public var failedTaskCost: Money
    public var failedTasks: Int64

    /// Σ reasoning tokens / Σ output tokens; nil without output.
    public var reasoningShare: Double? { HiddenCost.share(sums.reasoningTokens, sums.outputTokens) }
    /// Spend of requests with a parent / spend.
    public var subAgentShare: Double? { HiddenCost.share(sums.subAgentSpend.nanos, sums.spend.nanos) }
    /// Σ cache-write tokens / Σ input tokens.
    public var cacheWriteShare: Double? { HiddenCost.share(sums.cacheWriteTokens, sums.inputTokens) }
  }

  public var company: Line
  /// By name, blank last.
  public var categories: [Line]
  public var departments: [Line]
  /// Tree shapes, the dearest first.
  public var shapes: [HiddenCostCells.Shape]
  public var orphans: Int64
  public var cyclic: Int64

  /// - Parameter tasks: R1 of the period.
  /// - Throws: `AnalysisError.overflow`.
  public init(_ cells: HiddenCostCells, tasks: [TaskCell], policy: Policy) throws(AnalysisError) {
    var byCategory: [String?: Line] = [:]
    var byDepartment: [String?: Line] = [:]
    var company = Line(name: nil, sums: HiddenCostCells.Sums(), failedTaskCost: .zero, failedTasks: 0)
    func line(_ name: String?) -> Line {
      Line(name: name, sums: HiddenCostCells.Sums(), failedTaskCost: .zero, failedTasks: 0)
    }
    for (place, sums) in cells.places {
      company.sums.add(sums)
      byCategory[place.category, default: line(place.category)].sums.add(sums)
      byDepartment[place.department, default: line(place.department)].sums.add(sums)
    }
    for cell in tasks where cell.key.succeeded == .no {
      guard try Valuation(of: cell.key, under: policy).status == .ok else { continue }
      let (cost, count) = (Money(nanos: cell.moments.sums.k), cell.moments.count)
      company.addFailed(cost, count)
      byCategory[cell.key.category, default: line(cell.key.category)].addFailed(cost, count)
      byDepartment[cell.key.department, default: line(cell.key.department)].addFailed(cost, count)
    }
    self.company = company
    categories = byCategory.inNameOrder().map(\.value)
    departments = byDepartment.inNameOrder().map(\.value)
    shapes = cells.shapes.sorted { left, right in
      if left.spend != right.spend { return left.spend > right.spend }
      return (left.depth, left.fanOut) < (right.depth, right.fanOut)
    }
    (orphans, cyclic) = (cells.orphans, cells.cyclic)
  }

  fileprivate static func share(_ part: Int128, _ whole: Int128) -> Double? {
    whole > 0 ? Rounding.nineSignificantDigits(Double(part) / Double(whole)) : nil
  }
}

extension HiddenCost.Line {
  fileprivate mutating func addFailed(_ cost: Money, _ count: Int64) {
    failedTaskCost += cost
    failedTasks += count
  }
}
