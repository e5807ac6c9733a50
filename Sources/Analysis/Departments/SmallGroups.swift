/// Which groups of one list are shown as one, because too few workers are behind them (method 5).
///
/// First every group of fewer than `Suppression.fewestWorkers` distinct workers; then the next smallest, until all of
/// them together have enough: a single hidden group would follow from the total.
struct SmallGroups: Hashable, Sendable {
  private let hidden: Set<String?>

  /// - Parameters:
  ///   - groups: distinct workers of each group, in ascending order.
  ///   - others: groups that are hidden for another reason.
  ///   - touched: those of a group's workers whose work its figures are about, where these are fewer; figures about one
  ///     to four of them are hidden, too.
  init(_ groups: [String?: [Int32]], with others: Set<String?> = [], touched: [String?: [Int32]] = [:]) {
    let few = 1..<Suppression.fewestWorkers
    func isFirst(_ group: (key: String?, value: [Int32])) -> Bool {
      group.value.count < Suppression.fewestWorkers || others.contains(group.key)
        || few.contains((touched[group.key] ?? []).count)
    }
    func isTooSmall(_ groups: some Sequence<(key: String?, value: [Int32])>) -> Bool {
      DepartmentWorkers.union(groups.map(\.value)).count < Suppression.fewestWorkers
        || few.contains(DepartmentWorkers.union(groups.map { touched[$0.key] ?? [] }).count)
    }
    let ordered = groups.sorted { left, right in
      if isFirst(left) != isFirst(right) { return isFirst(left) }
      return left.value.count != right.value.count
        ? left.value.count < right.value.count : NameOrder.precedes(left.key, right.key)
    }
    var taken = ordered.prefix(while: isFirst).count
    if taken > 0 {
      while taken < ordered.count, taken < 2 || isTooSmall(ordered.prefix(taken)) { taken += 1 }
    }
    hidden = Set(ordered.prefix(taken).map(\.key))
  }

  private init(hidden: Set<String?>) { self.hidden = hidden }

  /// Nothing is hidden.
  static let none = SmallGroups(hidden: [])

  /// All of some groups as one line.
  static func all(_ names: some Sequence<String?>) -> SmallGroups { SmallGroups(hidden: Set(names)) }

  var names: Set<String?> { hidden }

  /// A name of no group is not hidden.
  func isHidden(_ name: String?) -> Bool { hidden.contains(name) }

  var count: Int { hidden.count }

  /// The categories of a period; spend without a category belongs to everybody, and nothing is hidden where no task
  /// names its worker.
  static func categories(_ names: some Sequence<String>, _ workers: DepartmentWorkers) -> SmallGroups {
    guard workers.isKnown else { return .none }
    var groups: [String?: [Int32]] = [:]
    for name in names { groups[name] = workers.byCategory[name] ?? [] }
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
