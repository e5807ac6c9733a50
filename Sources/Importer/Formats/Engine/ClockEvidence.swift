internal import TriageModel

/// Collects times of a file that its zone's clocks left out, or showed twice.
final class ClockEvidence {
  private var skipped: (rows: Int64, first: Int64) = (0, 0)
  private var twice: (rows: Int64, first: Int64) = (0, 0)

  /// - Parameter local: nanoseconds since 1970 as if the clock showed UTC.
  func add(_ clock: SourceZone.Clock, local: Int64) {
    switch clock {
    case .once: break
    case .skipped: skipped = (skipped.rows + 1, skipped.rows == 0 ? local : skipped.first)
    case .twice: twice = (twice.rows + 1, twice.rows == 0 ? local : twice.first)
    }
  }

  func notes(file: String) -> [Diagnostic] {
    var notes: [Diagnostic] = []
    if skipped.rows > 0 {
      notes.append(
        Diagnostic(
          severity: .warning, code: "skipped-hour", position: SourcePosition(file: file),
          message:
            "\(counted(skipped.rows)) in the hour that the clocks leave out in spring: \(text(skipped.first)); they "
            + "count by the clock before it",
          remedy: "No clock of the zone shows them: --timezone may name another one than the export's."))
    }
    if twice.rows > 0 {
      notes.append(
        Diagnostic(
          severity: .note, code: "repeated-hour", position: SourcePosition(file: file),
          message:
            "\(counted(twice.rows)) in the hour that the clocks show twice in autumn: \(text(twice.first)); the first "
            + "of the two counts"))
    }
    return notes
  }

  private func counted(_ rows: Int64) -> String { rows == 1 ? "1 time lies" : "\(rows) times lie" }

  private func text(_ local: Int64) -> String { String(Instant(nanosSinceEpoch: local).text.dropLast()) }
}
