internal import Storage

/// Reads whether a request failed.
struct StatusReading {
  private let slot: Int
  private let ok: [[UInt8]]
  private let errors: [[UInt8]]
  private let othersFail: Bool

  init(_ rule: StatusRule, _ row: inout CellRow) {
    slot = row.slot(rule.column)
    ok = rule.ok.map { Array($0.utf8) }
    errors = rule.errors.map { Array($0.utf8) }
    othersFail = rule.othersFail
  }

  @inline(__always)
  func read(_ row: CellRow) -> RequestStatus {
    let cell = row[slot]
    if cell.count == 0 { return .blank }
    for word in ok where CellRow.holds(cell, word) { return .ok }
    for word in errors where CellRow.holds(cell, word) { return .error }
    return othersFail ? .error : .blank
  }
}
