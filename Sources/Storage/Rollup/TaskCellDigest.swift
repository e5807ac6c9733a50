internal import Crypto
internal import TriageModel

/// SHA-256 over the task cells of a month, names by their text, so that the same rows give it in any database.
///
/// It is made where cells are written and kept with them: a report would spend a tenth of its time on it.
enum TaskCellDigest {
  static let bytes = 32
  private static let blockBytes = 1 << 16

  /// - Parameter cells: in their order.
  static func digest(_ cells: [TaskCellBytes.Cell], _ names: NameTexts) -> [UInt8] {
    var hash = SHA256()
    var block: [UInt8] = []
    block.reserveCapacity(blockBytes + 1024)
    // Texts end in a byte that no text holds; nothing stays apart from an empty text.
    func add(_ number: Int32) {
      if let text = names[Int64(number)] { block.append(contentsOf: text.utf8) } else { block.append(0xFE) }
      block.append(0xFF)
    }
    func add(_ number: Int128) { withUnsafeBytes(of: number.littleEndian) { block.append(contentsOf: $0) } }
    for place in cells.indices {
      let key = cells[place].key
      add(key.department)
      add(key.category)
      add(key.tool)
      block += [
        key.complexity, UInt8(truncatingIfNeeded: key.costState.rawValue),
        UInt8(truncatingIfNeeded: key.basis.rawValue), UInt8(truncatingIfNeeded: key.succeeded.rawValue),
      ]
      add(Int128(cells[place].moments.count))
      let sums = cells[place].moments.sums
      for sum in [sums.v, sums.k, sums.r, sums.w, sums.p] { add(sum) }
      cells[place].moments.products.forEach(add)
      guard block.count >= blockBytes else { continue }
      hash.update(data: block)
      block.removeAll(keepingCapacity: true)
    }
    hash.update(data: block)
    return Array(hash.finalize())
  }
}
