internal import TriageModel

extension RequestRecord {
  /// The value of a column that `differences` names, as a message shows it; blank = unknown, nil = it is no plain value.
  func text(_ field: String) -> String? {
    func count(_ path: KeyPath<RequestRecord, Int64>, _ flag: Presence) -> String {
      present.contains(flag) ? String(self[keyPath: path]) : ""
    }
    return switch field {
    case "timestamp": Instant(nanosSinceEpoch: atNanos).text
    case "input_tokens": count(\.inputTokens, .input)
    case "cached_input_tokens": count(\.cachedTokens, .cached)
    case "cache_write_tokens": count(\.cacheWriteTokens, .cacheWrite)
    case "output_tokens": count(\.outputTokens, .output)
    case "reasoning_tokens": count(\.reasoningTokens, .reasoning)
    case "cost_usd": present.contains(.cost) ? Money(nanos: Int128(reportedCostNanos)).decimalText : ""
    case "cost state": charge == .own ? "billed" : charge == .allocated ? "paid by a seat" : "free"
    case "requests": String(requests)
    case "status": status == .blank ? "" : status == .ok ? "ok" : "error"
    case "service_tier": traits.mode.name
    case "cache_write_1h_tokens": String(traits.longWriteTokens)
    default: nil
    }
  }
}
