/// Facts that wait for enough others of their category to fill a run.
struct FactsByCategory {
  private var lists: [[StoredFact]] = []
  private var categories: [Int32] = []
  /// Position of a category's list by its number, −1 = none: numbers of names are small.
  private var places: [Int32] = []

  mutating func add(_ fact: StoredFact) { lists[place(fact.key.category)].append(fact) }

  /// Adds facts of one category.
  mutating func add(_ facts: [StoredFact]) {
    guard let category = facts.first?.key.category else { return }
    lists[place(category)] += facts
  }

  /// Takes out the lists with at least so many facts, in the order of their categories.
  mutating func take(atLeast count: Int) -> [(category: Int32, facts: [StoredFact])] {
    var taken: [(category: Int32, facts: [StoredFact])] = []
    for place in lists.indices where lists[place].count >= count {
      taken.append((categories[place], lists[place]))
      lists[place] = []
    }
    return taken.sorted { $0.category < $1.category }
  }

  @inline(__always)
  private mutating func place(_ category: Int32) -> Int {
    let number = Int(category)
    if number < places.count, places[number] >= 0 { return Int(places[number]) }
    return open(category)
  }

  @inline(never)
  private mutating func open(_ category: Int32) -> Int {
    let number = Int(category)
    if number >= places.count { places += [Int32](repeating: -1, count: number + 1 - places.count) }
    places[number] = Int32(truncatingIfNeeded: lists.count)
    lists.append([])
    categories.append(category)
    return lists.count - 1
  }
}
