/// The order of the assumptions section.
enum AssumptionOrder {
  /// Nearest flip first: |ln λ*|, rows without a factor last; ties by category, tool and parameter.
  static func sorted(_ rows: [AssumptionRow]) -> [AssumptionRow] {
    rows.map { (row: $0, distance: distance($0)) }
      .sorted { left, right in
        if left.distance != right.distance { return left.distance < right.distance }
        let (a, b) = (left.row, right.row)
        if a.category != b.category { return NameOrder.precedes(a.category, b.category) }
        if a.tool != b.tool { return NameOrder.precedes(a.tool, b.tool) }
        return NameOrder.precedes(a.breakEven.parameter.rawValue, b.breakEven.parameter.rawValue)
      }
      .map(\.row)
  }

  private static func distance(_ row: AssumptionRow) -> Double {
    row.breakEven.factor.map { abs(Elementary.logarithm($0)) } ?? .infinity
  }
}
