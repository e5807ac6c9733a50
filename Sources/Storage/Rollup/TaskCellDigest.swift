internal import TriageModel

/// SHA-256 over the task cells of a month, names by their text, so that the same rows give it in any database.
///
/// It is made where cells are written and kept with them: a report would spend a tenth of its time on it.
enum TaskCellDigest {
  static var bytes: Int { CanonicalHash.bytes }

  /// - Parameter cells: in their order.
  static func digest(_ cells: [TaskCellBytes.Cell], _ names: NameTexts) -> [UInt8] {
    var hash = CanonicalHash()
    for place in cells.indices {
      let key = cells[place].key
      for name in [key.department, key.category, key.tool] { hash.add(names[Int64(name)]) }
      hash.add(bytes: [
        key.complexity, UInt8(truncatingIfNeeded: key.costState.rawValue),
        UInt8(truncatingIfNeeded: key.basis.rawValue), UInt8(truncatingIfNeeded: key.succeeded.rawValue),
      ])
      hash.add(Int128(cells[place].moments.count))
      let sums = cells[place].moments.sums
      for sum in [sums.v, sums.k, sums.r, sums.w, sums.p] { hash.add(sum) }
      cells[place].moments.products.forEach { hash.add($0) }
    }
    return hash.finished()
  }
}
