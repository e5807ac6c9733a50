internal import GRDB

/// Which of several outcome rows of one task is in force, whatever order they came in.
struct OutcomeOrder: Sendable {
  /// Texts of names by their number.
  private let names: [Int32: String]

  init(db: Database) throws {
    let rows = try Row.fetchAll(
      db, sql: "SELECT id, name FROM names WHERE kind IN ('department', 'category', 'tool')")
    names = Dictionary(try rows.map { (try $0.value("id") as Int32, try $0.value("name") as String) }) { first, _ in
      first
    }
  }

  /// The row with the latest `completed_at`; with equal times the one whose content sorts first.
  ///
  /// Where rows differ in nothing but the worker, nobody knows who did it: the worker is then blank. Worker numbers
  /// stand for keyed hashes, whose order must not show.
  func inForce(_ rows: [OutcomeRecord], _ arena: borrowing ByteBuffer) -> OutcomeRecord? {
    guard var best = rows.first else { return nil }
    if rows.count == 1 { return best }
    var bestText = text(best, arena)
    for row in rows.dropFirst() {
      if row.completedNanos != best.completedNanos {
        if row.completedNanos > best.completedNanos { (best, bestText) = (row, text(row, arena)) }
        continue
      }
      let rowText = text(row, arena)
      if rowText == bestText {
        if row.worker != best.worker { best.worker = 0 }
      } else if rowText < bestText {
        (best, bestText) = (row, rowText)
      }
    }
    return best
  }

  private func text(_ row: OutcomeRecord, _ arena: borrowing ByteBuffer) -> String {
    func number(_ value: Int64, _ flag: OutcomeRecord.Presence) -> String {
      row.present.contains(flag) ? String(value) : ""
    }
    let fields = [
      names[row.department] ?? "", names[row.category] ?? "", row.complexity == 0 ? "" : String(row.complexity),
      names[row.tool] ?? "", number(row.succeededMillionths, .succeeded), number(row.valueNanos, .value),
      number(row.savedMillis, .saved), number(row.reviewMillis, .review), number(row.reworkMillis, .rework),
      arena.string(row.pairID) ?? "",
    ]
    return fields.joined(separator: "\u{1F}")
  }
}
