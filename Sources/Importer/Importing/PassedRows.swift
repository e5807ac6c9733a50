internal import Storage

extension AbsentParent {
  /// Whether a row with the same id is the one that was passed over, as another file has it.
  ///
  /// Exports round costs or leave them out, and a file from before has fewer tokens. More tokens can be those of further
  /// rows below, and a higher cost one of its own.
  func isRestated(by row: ObservationTree.Row) -> Bool {
    guard row.input <= input, row.output <= output else { return false }
    // What stands above it has its cost.
    if below == 0, row.hasTokens, row.input == input, row.output == output { return true }
    // Half a unit of the fourth decimal, in nano-dollars.
    let tolerance = max(costNanos.magnitude / 100, 50_000)
    return Int128(row.costNanos) <= Int128(costNanos) + Int128(tolerance)
  }
}

extension ObservationTree {
  /// One of the file's rows that count below each row that is passed over as the sum of them.
  func countedBelow(_ found: Findings, _ places: RowPlaces) -> [UInt64: UInt64] {
    guard !found.sums.places.isEmpty else { return [:] }
    let sums = Set(found.sums.places.map { rows[$0].id })
    let passedOver = sums.union(found.absorbed.places.map { rows[$0].id })
    var below: [UInt64: UInt64] = [:]
    for place in rows.indices where rows[place].parent != 0 {
      let row = rows[place]
      var at = row
      for _ in 0..<Self.stepLimit {
        guard let above = placeAbove(at, places), passedOver.contains(rows[above].id), below[rows[above].id] == nil,
          !passedOver.contains(row.id)
        else { break }
        at = rows[above]
        if sums.contains(at.id) { below[at.id] = row.id }
      }
    }
    return below
  }
}
