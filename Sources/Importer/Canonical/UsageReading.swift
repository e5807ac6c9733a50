internal import CSVCodec
internal import TriageModel

/// Reads one record of a canonical usage file.
enum UsageReading {
  private static let tokenRange: ClosedRange<Int64> = 0...1_000_000_000_000_000
  private static let tokenRangeText = "a whole number from 0 to 1,000,000,000,000,000"

  /// The row; nil where the reader holds problems.
  static func read(_ record: borrowing CSVReader, _ fields: inout FieldReader) -> RequestRow? {
    let id = fields.requiredText("request_id", record)
    let at = fields.requiredInstant("timestamp", record)
    let model = fields.requiredText("model", record)
    let input = tokens("input_tokens", record, &fields)
    let cached = tokens("cached_input_tokens", record, &fields)
    let write = tokens("cache_write_tokens", record, &fields)
    let output = tokens("output_tokens", record, &fields)
    let reasoning = tokens("reasoning_tokens", record, &fields)
    if let input, (cached ?? 0) + (write ?? 0) > input {
      fields.report(
        "input_tokens", record, "tokens-disagree",
        "is less than cached_input_tokens and cache_write_tokens together, which it includes",
        "Where a source counts the three apart, add them up for input_tokens.")
    }
    if let output, let reasoning, reasoning > output {
      fields.report(
        "output_tokens", record, "tokens-disagree", "is less than reasoning_tokens, which it includes",
        "Where a source counts the two apart, add them up for output_tokens.")
    }
    let cost = fields.decimal("cost_usd", scale: 9, record)
    let requests = fields.whole(
      "requests", range: 1...1_000_000_000_000, rangeText: "a whole number from 1 to 1,000,000,000,000", record)
    let status = fields.text("status", record)
    if let status, status != "ok", status != "error" {
      fields.report("status", record, "bad-status", "must be ok, error or blank", nil)
    }
    let traits = traits(write: write, record, &fields)
    guard fields.problems.isEmpty, let id, let at, let model else { return nil }
    var row = RequestRow(requestID: id, at: at, model: model)
    row.taskID = fields.text("task_id", record)
    row.parentRequestID = fields.text("parent_request_id", record)
    row.worker = fields.text("worker_id", record)
    row.department = fields.text("department", record)
    row.category = fields.text("category", record)
    row.provider = fields.text("provider", record)
    row.inputTokens = input
    row.cachedTokens = cached
    row.cacheWriteTokens = write
    row.outputTokens = output
    row.reasoningTokens = reasoning
    row.costNanos = cost
    row.requests = requests ?? 1
    row.status = status
    row.traits = traits
    return row
  }

  private static func traits(
    write: Int64?, _ record: borrowing CSVReader, _ fields: inout FieldReader
  ) -> RequestTraits {
    var traits = RequestTraits.none
    if let mode = PriceMode(fields.text("service_tier", record) ?? "") {
      traits.mode = mode
    } else {
      let known = PriceMode.allCases.map(\.name).joined(separator: ", ")
      fields.report("service_tier", record, "bad-mode", "must be one of \(known), or blank", nil)
    }
    let long = tokens("cache_write_1h_tokens", record, &fields) ?? 0
    if long > write ?? 0 {
      fields.report(
        "cache_write_1h_tokens", record, "tokens-disagree", "is more than cache_write_tokens, which it is part of",
        "Where a source counts writes for five minutes and for an hour apart, add them up for cache_write_tokens.")
    } else {
      traits.longWriteTokens = long
    }
    switch fields.text("prompt_length", record) {
    case nil: break
    case "short": traits.context = .short
    case "long": traits.context = .long
    case "mixed": break
    default: fields.report("prompt_length", record, "bad-length", "must be short, long, mixed or blank", nil)
    }
    traits.isAggregate = fields.text("prompt_length", record) != nil
    return traits
  }

  private static func tokens(_ name: String, _ record: borrowing CSVReader, _ fields: inout FieldReader) -> Int64? {
    let count = fields.whole(name, range: tokenRange, rangeText: tokenRangeText, record)
    if count != nil { fields.noteDots(name, record) }
    return count
  }
}
