import TriageModel

/// Moments of cells that are valued by the same line, until all of them are there.
///
/// Sums under a line are linear in moments: adding these up first gives the same integers with much less work.
struct MomentsByPlace {
  private var moments: [Moments] = []
  /// Whether something was added at a place, and the places where it was.
  private var isUsed: [Bool] = []
  private var used: [Int] = []

  /// - Returns: false where a sum would leave 128 bits: nothing was added.
  mutating func add(_ cell: Moments, at place: Int) -> Bool {
    while moments.count <= place {
      moments.append(Moments())
      isUsed.append(false)
    }
    guard !isUsed[place] else { return moments[place].addIfFitting(cell) }
    moments[place] = cell
    isUsed[place] = true
    used.append(place)
    return true
  }

  /// Gives what was added to `body`, by place in the order of first use, and forgets it.
  mutating func drain(_ body: (Int, Moments) -> Void) {
    for place in used {
      body(place, moments[place])
      isUsed[place] = false
    }
    used.removeAll(keepingCapacity: true)
  }
}
