internal import Storage
internal import TriageModel

/// Writes translated rows as the cells of a canonical file.
enum CanonicalRow {
  static let usageHeader = [
    "request_id", "task_id", "parent_request_id", "timestamp", "worker_id", "department", "category", "provider",
    "model", "input_tokens", "cached_input_tokens", "cache_write_tokens", "output_tokens", "reasoning_tokens",
    "cost_usd", "requests", "status",
  ]

  /// Columns of sources that say what a price depends on beside model, time and tokens.
  static let traitHeader = ["service_tier", "cache_write_1h_tokens", "prompt_length"]

  static let outcomeHeader = [
    "task_id", "completed_at", "worker_id", "department", "category", "tool", "succeeded", "value_usd",
    "minutes_saved", "review_minutes", "rework_minutes", "pair_id",
  ]

  static let invoiceHeader = ["provider", "invoice_id", "period_start", "period_end", "model", "amount_usd", "kind"]

  static func texts(_ line: TranslatedInvoice) -> [String] {
    let row = line.record
    return [
      text(line.provider), text(line.invoice), Instant(nanosSinceEpoch: row.startNanos).text,
      Instant(nanosSinceEpoch: row.endNanos).text, text(line.model),
      Money(nanos: Int128(row.amountNanos)).decimalText, row.kind.rawValue,
    ]
  }

  /// - Parameter hasTraits: with the columns of `traitHeader`.
  static func texts(_ usage: TranslatedUsage, hasTraits: Bool) -> [String] {
    texts(usage) + (hasTraits ? texts(usage.record.traits) : [])
  }

  private static func texts(_ traits: RequestTraits) -> [String] {
    let length =
      switch traits.context {
      case .short: "short"
      case .long: "long"
      case .unknown: traits.isAggregate ? "mixed" : ""
      }
    return [
      traits.mode == .standard ? "" : traits.mode.name,
      traits.longWriteTokens == 0 ? "" : String(traits.longWriteTokens), length,
    ]
  }

  private static func texts(_ usage: TranslatedUsage) -> [String] {
    let record = usage.record
    func count(_ value: Int64, _ flag: RequestRecord.Presence) -> String {
      record.present.contains(flag) ? String(value) : ""
    }
    let status =
      switch record.status {
      case .blank: ""
      case .ok: "ok"
      case .error: "error"
      }
    return [
      text(usage.id), text(usage.task), text(usage.parent), Instant(nanosSinceEpoch: record.atNanos).text,
      text(usage.worker), text(usage.department), text(usage.category), text(usage.provider), text(usage.model),
      count(record.inputTokens, .input), count(record.cachedTokens, .cached),
      count(record.cacheWriteTokens, .cacheWrite), count(record.outputTokens, .output),
      count(record.reasoningTokens, .reasoning),
      record.present.contains(.cost) ? Money(nanos: Int128(record.reportedCostNanos)).decimalText : "",
      String(record.requests), status,
    ]
  }

  static func texts(_ outcome: TranslatedOutcome) -> [String] {
    let record = outcome.record
    func decimal(_ value: Int64, _ scale: Int, _ flag: OutcomeRecord.Presence) -> String {
      record.present.contains(flag) ? ScaledDecimal.text(Int128(value), scale: scale) : ""
    }
    return [
      text(outcome.task), Instant(nanosSinceEpoch: record.completedNanos).text, text(outcome.worker),
      text(outcome.department), text(outcome.category), text(outcome.tool),
      decimal(record.succeededMillionths, 6, .succeeded), decimal(record.valueNanos, 9, .value),
      decimal(record.savedMillis, 3, .saved), decimal(record.reviewMillis, 3, .review),
      decimal(record.reworkMillis, 3, .rework), text(outcome.pair),
    ]
  }

  private static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
