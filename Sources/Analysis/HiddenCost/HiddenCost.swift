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

    /// Σ reasoning tokens / Σ output tokens; nil without output, or where no request tells.
    public var reasoningShare: Double? {
      sums.rowsWithReasoning > 0 ? HiddenCost.share(sums.reasoningTokens, sums.outputTokens) : nil
    }
    /// Spend of requests with a parent / spend.
    public var subAgentShare: Double? { HiddenCost.share(sums.subAgentSpend.nanos, sums.spend.nanos) }
    /// Σ cache-write tokens / Σ input tokens; nil as above.
    public var cacheWriteShare: Double? {
      sums.rowsWithCacheWrite > 0 ? HiddenCost.share(sums.cacheWriteTokens, sums.inputTokens) : nil
    }

    /// Reasoning and cache writes at list price, and the spend of requests that failed; nil where no request tells.
    public var reasoningCost: Money? { sums.rowsWithReasoning > 0 ? sums.reasoningCost : nil }
    public var cacheWriteCost: Money? { sums.rowsWithCacheWrite > 0 ? sums.cacheWriteCost : nil }
    public var failedRequestSpend: Money? { sums.rowsWithStatus > 0 ? sums.failedRequestSpend : nil }
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
