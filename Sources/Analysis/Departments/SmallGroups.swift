/// Which groups of one list are shown as one, because too few workers are behind them (method 5).
///
/// First every group of fewer than `Suppression.fewestWorkers` distinct workers; then the next smallest, until all of
/// them together have enough: a single hidden group would follow from the total.
struct SmallGroups: Hashable, Sendable {
  private let hidden: Set<String?>

  /// - Parameters:
  ///   - groups: distinct workers of each group, in ascending order.
  ///   - others: groups that are hidden for another reason.
  init(_ groups: [String?: [Int32]], with others: Set<String?> = []) {
    func isFirst(_ group: (key: String?, value: [Int32])) -> Bool {
      group.value.count < Suppression.fewestWorkers || others.contains(group.key)
    }
    let ordered = groups.sorted { left, right in
      if isFirst(left) != isFirst(right) { return isFirst(left) }
      return left.value.count != right.value.count
        ? left.value.count < right.value.count : NameOrder.precedes(left.key, right.key)
    }
    var taken = ordered.prefix(while: isFirst).count
    if taken > 0 {
      while taken < ordered.count,
        taken < 2 || DepartmentWorkers.union(ordered.prefix(taken).map(\.value)).count < Suppression.fewestWorkers
      {
        taken += 1
      }
    }
    hidden = Set(ordered.prefix(taken).map(\.key))
  }

  /// Nothing is hidden.
  static let none = SmallGroups([:])

  /// A name of no group is not hidden.
  func isHidden(_ name: String?) -> Bool { hidden.contains(name) }

  var count: Int { hidden.count }

  /// The categories of a period; spend without a category belongs to everybody, and nothing is hidden where no task
  /// names its worker.
  static func categories(_ names: some Sequence<String>, _ workers: DepartmentWorkers) -> SmallGroups {
    guard workers.isKnown else { return .none }
    var groups: [String?: [Int32]] = [:]
    for name in names {
      groups[name] = DepartmentWorkers.union((workers.byGroup[name] ?? [:]).values.map(\.self))
    }
    return SmallGroups(groups)
  }

  /// The departments of a period, with those that are hidden already.
  static func departments(
    _ names: some Sequence<String?>, _ workers: DepartmentWorkers, hidden: Set<String?>
  ) -> SmallGroups {
    guard workers.isKnown else { return .none }
    var groups: [String?: [Int32]] = [:]
    for name in names { groups.updateValue(workers.byDepartment[name] ?? [], forKey: name) }
    return SmallGroups(groups, with: hidden)
  }
}
