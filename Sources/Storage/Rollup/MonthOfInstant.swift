internal import TriageModel

/// The month of a time in a zone; remembers the last month, since neighbouring rows mostly share it.
struct MonthOfInstant {
  private let zone: ReportingZone
  private var start = Int64.max
  private var end = Int64.min
  private var month: Int32 = 0

  init(zone: ReportingZone) { self.zone = zone }

  @inline(__always)
  mutating func month(_ nanos: Int64) -> Int32 {
    if nanos >= start, nanos < end { return month }
    return find(nanos)
  }

  @inline(never)
  private mutating func find(_ nanos: Int64) -> Int32 {
    let found = zone.month(containing: Instant(nanosSinceEpoch: nanos))
    month = Int32(truncatingIfNeeded: found.index)
    start = zone.start(of: found).nanosSinceEpoch
    end = zone.start(of: found.advanced(by: 1)).nanosSinceEpoch
    // The first and the last month that an instant can name overlap the ends of its range.
    if start > nanos || end <= start { (start, end) = (Int64.max, Int64.min) }
    return month
  }
}
