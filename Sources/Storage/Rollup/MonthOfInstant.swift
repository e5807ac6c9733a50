internal import TriageModel

/// The month of a time; remembers the last month, since neighbouring rows mostly share it.
struct MonthOfInstant {
  private var start = Int64.max
  private var end = Int64.min
  private var month: Int32 = 0

  mutating func month(_ nanos: Int64) -> Int32 {
    if nanos >= start, nanos < end { return month }
    let found = Month(containing: Instant(nanosSinceEpoch: nanos))
    month = Int32(truncatingIfNeeded: found.index)
    start = found.start.nanosSinceEpoch
    end = found.advanced(by: 1).start.nanosSinceEpoch
    // The first and the last month that an instant can name overlap the ends of its range.
    if start > nanos || end <= start { (start, end) = (Int64.max, Int64.min) }
    return month
  }
}
