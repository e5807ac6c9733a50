internal import CSVCodec
internal import TriageModel

/// Reads one record of a canonical outcome file.
enum OutcomeReading {
  /// A hundred million minutes: more than any task takes, and small enough for exact products.
  private static let minuteLimit: Int64 = 100_000_000_000

  /// The row; nil where the reader holds problems.
  static func read(_ record: borrowing CSVReader, _ fields: inout FieldReader) -> OutcomeRow? {
    let id = fields.requiredText("task_id", record)
    let completedAt = fields.requiredInstant("completed_at", record)
    let category = fields.requiredText("category", record)
    let tool = fields.requiredText("tool", record)
    let complexity = fields.whole("complexity", range: 1...5, rangeText: "a whole number from 1 to 5", record)
    let succeeded = fields.success("succeeded", record)
    let value = fields.decimal("value_usd", scale: 9, record)
    let saved = fields.decimal(
      "minutes_saved", scale: 3, range: -minuteLimit...minuteLimit, rangeText: "within 100,000,000 minutes", record)
    let review = minutes("review_minutes", record, &fields)
    let rework = minutes("rework_minutes", record, &fields)
    guard fields.problems.isEmpty, let id, let completedAt, let category, let tool else { return nil }
    var row = OutcomeRow(taskID: id, completedAt: completedAt, category: category, tool: tool)
    row.worker = fields.text("worker_id", record)
    row.department = fields.text("department", record)
    row.complexity = complexity
    row.succeededMillionths = succeeded
    row.valueNanos = value
    row.savedMillis = saved
    row.reviewMillis = review
    row.reworkMillis = rework
    row.pairID = fields.text("pair_id", record)
    return row
  }

  private static func minutes(_ name: String, _ record: borrowing CSVReader, _ fields: inout FieldReader) -> Int64? {
    fields.decimal(
      name, scale: 3, range: 0...minuteLimit, rangeText: "from 0 to 100,000,000 minutes", record)
  }
}
