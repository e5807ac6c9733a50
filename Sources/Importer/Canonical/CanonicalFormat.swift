public import Storage
internal import TriageModel

/// The canonical files and their columns (formats, part 1).
public enum CanonicalFormat: String, Hashable, Sendable, CaseIterable {
  case usage
  case outcomes
  case prices
  case invoices

  public var kind: LedgerEntry.Kind {
    switch self {
    case .usage: .usage
    case .outcomes: .outcomes
    case .prices: .prices
    case .invoices: .invoices
    }
  }

  /// The column that identifies a row.
  var key: String {
    switch self {
    case .usage: "request_id"
    case .outcomes: "task_id"
    case .prices: "model"
    case .invoices: "invoice_id"
    }
  }

  var requiredColumns: [String] {
    switch self {
    case .usage: ["request_id", "timestamp", "model"]
    case .outcomes: ["task_id", "completed_at", "category", "tool"]
    case .prices: ["model", "effective_from", "input_usd_per_mtok", "output_usd_per_mtok"]
    case .invoices: ["provider", "invoice_id", "period_start", "period_end", "amount_usd"]
    }
  }

  var optionalColumns: [String] {
    switch self {
    case .usage:
      [
        "task_id", "parent_request_id", "worker_id", "department", "category", "provider", "input_tokens",
        "cached_input_tokens", "cache_write_tokens", "output_tokens", "reasoning_tokens", "cost_usd", "requests",
        "status", "service_tier", "cache_write_1h_tokens", "prompt_length",
      ]
    case .outcomes:
      [
        "worker_id", "department", "complexity", "succeeded", "value_usd", "minutes_saved", "review_minutes",
        "rework_minutes", "pair_id",
      ]
    case .prices:
      [
        "provider", "cached_input_usd_per_mtok", "cache_write_usd_per_mtok", "cache_write_1h_usd_per_mtok",
        "reasoning_usd_per_mtok", "tier_above_tokens", "mode", "effective_to", "source", "catalogue", "checked_on",
      ]
    case .invoices: ["model", "kind", "line"]
    }
  }

  var columns: [String] { requiredColumns + optionalColumns }

  /// The format whose required columns the header has; the one with most of its columns where several fit.
  static func detect(header: [String]) -> CanonicalFormat? {
    let names = Set(header)
    let fitting = allCases.filter { names.isSuperset(of: $0.requiredColumns) }
    return fitting.max { left, right in
      names.intersection(left.columns).count < names.intersection(right.columns).count
    }
  }
}
