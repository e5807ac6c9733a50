internal import GRDB
public import TriageModel

extension DatabaseRollupSource {
  private struct Key: Hashable {
    var provider: Int32
    var day: Int64
  }

  /// Cost of usage by provider and day, from all rows: cells hold months.
  public func usageDays(in period: Period) throws -> [UsageDay]? {
    let names = try names()
    let first = Int64(period.first.start.daysSinceEpoch)
    let end = Int64(period.end.start.daysSinceEpoch)
    return try database.read { db in
      var pricing = try Pricing(db: db)
      var sums: [Key: Int128] = [:]
      let segments = try SegmentStore(db: db)
      try segments.forEachRequest { record in
        let day = record.atNanos / Instant.nanosPerDay
        guard day >= first, day < end else { return }
        let reported = record.present.contains(.cost) ? Int128(record.reportedCostNanos) : nil
        guard let cost = reported ?? pricing.listCost(record), cost != 0 else { return }
        sums[Key(provider: record.provider, day: day), default: 0] += cost
      }
      return sums.sorted { ($0.key.day, $0.key.provider) < ($1.key.day, $1.key.provider) }
        .map { UsageDay(provider: names[Int64($0.key.provider)], day: Int($0.key.day), costNanos: $0.value) }
    }
  }
}
