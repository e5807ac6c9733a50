/// What stands above each row of a file that it names and does not count.
struct TraceLinks {
  /// By key: the next row above that the file has, or that it names and does not have. Those without any are left out, as
  /// nothing above them can hold the tokens of what is below.
  let above: [(key: UInt64, above: UInt64)]
  /// A longer chain is kept in parts.
  private static let stepLimit = 100

  init(_ tree: ObservationTree, _ places: ObservationTree.RowPlaces) {
    var above: [(key: UInt64, above: UInt64)] = []
    for (key, parent) in tree.links where parent != 0 {
      var end = parent
      for next in KeysAbove(from: parent, tree.links, limit: Self.stepLimit + 1) {
        end = next
        if next == 0 || places.first(next, tree.rows) != nil { break }
      }
      if end != 0 { above.append((key, end)) }
    }
    self.above = above.sorted { $0.key < $1.key }
  }
}
