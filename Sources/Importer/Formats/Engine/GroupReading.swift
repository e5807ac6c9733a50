internal import TriageModel

/// Checks that the rows of one object of a JSON file add up to what the object says.
struct GroupReading {
  private let list: [UInt8]
  private let total: [UInt8]
  private let parts: [[UInt8]]
  private let column: SourceColumn
  /// The object that was looked at last, and whether it adds up.
  private var group: Int?
  private var isSound = true
  private let arena = TextArena()

  /// nil where the format has no such rule.
  init?(_ format: SourceFormat) {
    guard let rule = format.groupTotal, case .json(let path) = format.layout, let list = path.last else { return nil }
    self.list = Array(list.utf8)
    column = SourceColumn(String(rule.total.name.dropFirst(3)))
    total = Array(column.name.utf8)
    parts = rule.parts.map { Array($0.name.utf8) }
  }

  /// The problem of a row whose object does not add up.
  mutating func check(_ row: JSONRows.Row, _ bytes: JSONRows.Bytes) -> CellProblem? {
    guard let outer = row.outer.last else { return nil }
    if outer != group {
      group = outer
      isSound = addsUp(outer, bytes)
    }
    guard !isSound else { return nil }
    return CellProblem(
      column: column, code: "identity-fails",
      message: "is not the sum of the tokens of its models, as it is in every day of this export",
      remedy: "The file was changed after the export, or the export is wrong: get the file again.")
  }

  /// Blank or unreadable counts are no matter of the sum.
  private func addsUp(_ outer: Int, _ bytes: JSONRows.Bytes) -> Bool {
    arena.reset()
    guard let whole = count(total, of: outer, bytes), let rows = JSONScan.member(bytes, outer, list) else {
      return true
    }
    var sum: Int128 = 0
    var isReadable = true
    JSONScan.forEachElement(bytes, rows) { row in
      for part in parts {
        guard let tokens = count(part, of: row, bytes) else {
          isReadable = false
          continue
        }
        sum += Int128(tokens)
      }
    }
    return !isReadable || sum == Int128(whole)
  }

  private func count(_ key: [UInt8], of object: Int, _ bytes: JSONRows.Bytes) -> Int64? {
    guard let place = JSONScan.member(bytes, object, key),
      case .value(let count) = AmountReading.count(JSONScan.text(bytes, place, arena), isGrouped: false)
    else { return nil }
    return count
  }
}
