/// Whether each of some rows is there twice with all that it says but its id: found by one pass, whatever their order.
struct RowPairs: Hashable, Sendable {
  /// The hashes of all rows, each taken by exclusive or: 0 where each hash came an even number of times.
  private var hashes: UInt64 = 0
  private var firstNanos = Int64.max
  private var lastNanos = Int64.min
  private var hasSeveral = false

  mutating func add(_ record: RequestRecord) {
    hashes ^= Self.hash(record)
    firstNanos = min(firstNanos, record.atNanos)
    lastNanos = max(lastNanos, record.atNanos)
    if record.requests > 1 { hasSeveral = true }
  }

  /// Rows of one request each and of one moment are often equal: calls of a job, of which only the day is known.
  var isComplete: Bool { hashes == 0 && (hasSeveral || firstNanos < lastNanos) }

  private static func hash(_ record: RequestRecord) -> UInt64 {
    var hash = record.taskHash
    func mix(_ value: Int64) {
      hash = (hash ^ UInt64(bitPattern: value)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
    }
    mix(record.atNanos)
    mix(record.inputTokens)
    mix(record.cachedTokens)
    mix(record.cacheWriteTokens)
    mix(record.outputTokens)
    mix(record.reasoningTokens)
    mix(record.reportedCostNanos)
    mix(record.requests)
    mix(Int64(record.worker))
    mix(Int64(record.department))
    mix(Int64(record.category))
    mix(Int64(record.provider))
    mix(Int64(record.model))
    return hash
  }
}
