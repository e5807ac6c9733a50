/// Whether lines of categories and lines of departments may stand beside one another (method 5).
///
/// A department less the categories that are its alone is what it has of the others: lines that are each large enough
/// can give a small group away together. What follows from the lines is always the parts of categories in departments
/// that lead out of a closed set of lines; it can be small only where all these parts are small.
struct CrossedGroups {
  /// A department's part of a category.
  struct Part: Sendable {
    var department: String?
    var category: String?
    /// Distinct workers, ascending.
    var workers: [Int32]
    /// Those whose work a figure is about, where these are fewer: the ones that a cap blocks.
    var touched: [Int32] = []
    /// Whether nobody can be seen in it.
    var isExempt = false
  }

  let parts: [Part]

  /// - Parameters:
  ///   - categories: those that are one line.
  ///   - departments: those that are one line.
  func areSafe(categories: SmallGroups, departments: SmallGroups) -> Bool {
    let (nodes, joined) = lines(categories, departments)
    var next = [[Int]](repeating: [], count: nodes)
    var back = next
    for part in joined {
      // A set that holds a category's line holds the department's line of each of its parts.
      next[part.category].append(part.department)
      back[part.department].append(part.category)
      guard !part.isSmall else { continue }
      next[part.department].append(part.category)
      back[part.category].append(part.department)
    }
    let both = zip(next, back).map { $0 + $1 }
    var isSeen = [Bool](repeating: false, count: nodes)
    for node in 0..<nodes where !isSeen[node] {
      let component = CrossedGroups.reached(from: node, both)
      for index in component { isSeen[index] = true }
      guard CrossedGroups.reached(from: node, next).count == component.count,
        CrossedGroups.reached(from: node, back).count == component.count
      else { return false }
    }
    return true
  }

  private struct Joined {
    var department: Int
    var category: Int
    var workers: [[Int32]] = []
    var touched: [[Int32]] = []
    var isExempt = true

    var isSmall: Bool {
      let fewest = Suppression.fewestWorkers
      let isTouchedByFew = (1..<fewest).contains(DepartmentWorkers.union(touched).count)
      return isTouchedByFew || (!isExempt && DepartmentWorkers.union(workers).count < fewest)
    }
  }

  /// Lines as numbers, and the parts between them.
  private func lines(_ categories: SmallGroups, _ departments: SmallGroups) -> (nodes: Int, joined: [Joined]) {
    enum Line: Hashable {
      case category(String?)
      case department(String?)
      case hiddenCategories
      case hiddenDepartments
    }
    struct Pair: Hashable {
      var department: Int
      var category: Int
    }
    var numbers: [Line: Int] = [:]
    func number(_ line: Line) -> Int {
      let known = numbers[line] ?? numbers.count
      numbers[line] = known
      return known
    }
    var places: [Pair: Int] = [:]
    var joined: [Joined] = []
    for part in parts {
      let department =
        departments.isHidden(part.department) ? number(.hiddenDepartments) : number(.department(part.department))
      let category = categories.isHidden(part.category) ? number(.hiddenCategories) : number(.category(part.category))
      let pair = Pair(department: department, category: category)
      let place = places[pair] ?? joined.count
      if place == joined.count { joined.append(Joined(department: department, category: category)) }
      places[pair] = place
      joined[place].workers.append(part.workers)
      joined[place].touched.append(part.touched)
      joined[place].isExempt = joined[place].isExempt && part.isExempt
    }
    return (numbers.count, joined)
  }

  private static func reached(from start: Int, _ next: [[Int]]) -> Set<Int> {
    var reached: Set<Int> = [start]
    var open = [start]
    while let node = open.popLast() {
      for target in next[node] where reached.insert(target).inserted { open.append(target) }
    }
    return reached
  }
}
