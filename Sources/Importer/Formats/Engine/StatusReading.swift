internal import Storage

/// Reads whether a request failed.
final class StatusReading {
  private let slot: Int
  private let ok: WordList
  private let errors: WordList
  private let othersFail: Bool
  private let remedyOfOthers: String?

  init(_ rule: StatusRule, _ row: inout CellRow) {
    slot = row.slot(rule.column)
    ok = WordList(rule.ok)
    errors = WordList(rule.errors)
    othersFail = rule.othersFail
    remedyOfOthers = rule.remedyOfOthers
  }

  @inline(__always)
  func read(_ row: CellRow, _ problems: inout [CellProblem]) -> RequestStatus {
    let cell = row[slot]
    if cell.count == 0 { return .blank }
    if ok.holds(cell) { return .ok }
    if errors.holds(cell) { return .error }
    if othersFail { return .error }
    if let remedyOfOthers { problems.append(row.problem(slot, "bad-status", "is no known status", remedyOfOthers)) }
    return .blank
  }
}
