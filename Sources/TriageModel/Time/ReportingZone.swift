internal import Foundation

/// The time zone in which a company counts days, months and quarters (policy `timezone`).
///
/// Its rules are those of the Unicode tables that are part of the program; the machine's own zone files are not
/// asked. A month begins at the first midnight that the zone's clocks show on its first day, or, where they leave that
/// midnight out, at the moment in which they pass it.
public struct ReportingZone: Hashable, Sendable {
  /// `UTC`, or a name of the time zone database.
  public let name: String
  /// nil = UTC.
  private let rules: TimeZone?

  public static let utc = ReportingZone()

  private init() {
    name = "UTC"
    rules = nil
  }

  /// Reads `UTC` or a name of the time zone database such as `Europe/Vienna`; nil for anything else.
  public init?(_ name: String) {
    if name == "UTC" {
      self = .utc
      return
    }
    guard name.contains("/"), let rules = TimeZone(identifier: name) else { return nil }
    self.name = name
    self.rules = rules
  }

  /// The names under which the program lists its zones, in order; older and newer names of some are known beside them.
  static var names: [String] {
    TimeZone.knownTimeZoneIdentifiers.filter { $0.contains("/") }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The name that a misspelt one, or a city alone, stands for; nil where none is near.
  public static func nearest(to text: String) -> String? {
    let city = text.lowercased().replacing(" ", with: "_")
    let names = names
    return names.first { $0.lowercased().hasSuffix("/" + city) } ?? NearestName.find(text, among: names)
  }

  /// Nanoseconds by which the zone's clocks are ahead of UTC at a moment.
  func shiftNanos(at nanos: Int64) -> Int64 {
    guard let rules else { return 0 }
    var seconds = nanos / Instant.nanosPerSecond
    if nanos % Instant.nanosPerSecond < 0 { seconds -= 1 }
    return Int64(rules.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))) * Instant.nanosPerSecond
  }

  /// The first moment of a month.
  public func start(of month: Month) -> Instant {
    let local = month.start.nanosSinceEpoch
    guard rules != nil else { return month.start }
    // A change of the clock near the midnight lies between these two.
    let before = shiftNanos(at: local - 36 * 3600 * Instant.nanosPerSecond)
    let after = shiftNanos(at: local + 36 * 3600 * Instant.nanosPerSecond)
    let (early, late) = (local - max(before, after), local - min(before, after))
    if shiftNanos(at: local - before) == before { return Instant(nanosSinceEpoch: local - before) }
    if shiftNanos(at: local - after) == after { return Instant(nanosSinceEpoch: local - after) }
    return Instant(nanosSinceEpoch: change(after: early, upTo: late))
  }

  /// The day that the zone's clocks show at a moment, in days since 1970.
  public func day(of instant: Instant) -> Int {
    let shown = instant.nanosSinceEpoch.addingReportingOverflow(shiftNanos(at: instant.nanosSinceEpoch))
    return Instant(nanosSinceEpoch: shown.overflow ? instant.nanosSinceEpoch : shown.partialValue).daysSinceEpoch
  }

  /// The months of a period in nanoseconds since 1970, [start, end).
  public func times(of period: Period) -> Range<Int64> {
    start(of: period.first).nanosSinceEpoch..<start(of: period.end).nanosSinceEpoch
  }

  /// The second in which the clock changes; there is one change between the two moments.
  private func change(after start: Int64, upTo end: Int64) -> Int64 {
    var (low, high) = (start / Instant.nanosPerSecond, end / Instant.nanosPerSecond)
    let shift = shiftNanos(at: start)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if shiftNanos(at: middle * Instant.nanosPerSecond) == shift { low = middle } else { high = middle }
    }
    return high * Instant.nanosPerSecond
  }

  /// The month that holds a moment.
  public func month(containing instant: Instant) -> Month {
    guard rules != nil else { return Month(containing: instant) }
    let (local, overflow) = instant.nanosSinceEpoch.addingReportingOverflow(shiftNanos(at: instant.nanosSinceEpoch))
    let month = Month(containing: overflow ? instant : Instant(nanosSinceEpoch: local))
    // Where the clock goes back over the midnight, the month has begun with the first of the two.
    let next = month.advanced(by: 1)
    return start(of: next) <= instant ? next : month
  }
}
