internal import Foundation
internal import TriageModel

/// The time zone of a source whose times have none: UTC, a fixed offset, or a name of the IANA database.
///
/// An hour that a clock shows twice is taken as the first of the two.
public struct SourceZone: Sendable {
  private let offsetSeconds: Int
  private let named: TimeZone?

  public static let utc = SourceZone(offsetSeconds: 0)

  /// Whether the zone's clocks show UTC.
  var isUTC: Bool { named == nil && offsetSeconds == 0 }

  private init(offsetSeconds: Int, named: TimeZone? = nil) {
    self.offsetSeconds = offsetSeconds
    self.named = named
  }

  /// Reads `UTC`, `Z`, `+02:00`, `-0500` or `Europe/Berlin`; nil for anything else.
  public init?(_ text: String) {
    if ["utc", "z", "gmt"].contains(text.lowercased()) {
      self = .utc
    } else if let first = text.first, first == "+" || first == "-" {
      let digits = text.dropFirst().filter { $0 != ":" }
      guard digits.count == 2 || digits.count == 4, digits.allSatisfy(\.isNumber), let hours = Int(digits.prefix(2)),
        let minutes = digits.count == 4 ? Int(digits.suffix(2)) : 0, hours <= 18, minutes < 60
      else { return nil }
      self.init(offsetSeconds: (hours * 60 + minutes) * (first == "-" ? -60 : 60))
    } else {
      guard text.contains("/"), let zone = TimeZone(identifier: text) else { return nil }
      self.init(offsetSeconds: 0, named: zone)
    }
  }

  /// How often the zone's clocks show a time.
  enum Clock { case once, twice, skipped }

  /// Nanoseconds since 1970 of what a clock in the zone shows, given as if it were UTC.
  ///
  /// A time that the clocks leave out is counted by the clock before the change.
  func nanos(local: Int64) -> (nanos: Int64, clock: Clock) {
    guard let named else { return (local - Int64(offsetSeconds) * Instant.nanosPerSecond, .once) }
    let seconds = Double(local / Instant.nanosPerSecond)
    func shift(at moment: Double) -> Int { named.secondsFromGMT(for: Date(timeIntervalSince1970: moment)) }
    // The offset a day earlier comes first: at a change of the clock it is the one before the change.
    let before = shift(at: seconds - 86_400)
    let after = shift(at: seconds + 86_400)
    let isBefore = shift(at: seconds - Double(before)) == before
    let isAfter = shift(at: seconds - Double(after)) == after
    let clock: Clock = before == after || isBefore != isAfter ? .once : isBefore ? .twice : .skipped
    return (local - Int64(isBefore || !isAfter ? before : after) * Instant.nanosPerSecond, clock)
  }

  /// The day of a local time if the clock does not change near it: its start by the clock, and how far it is from UTC.
  func evenDay(local: Int64) -> (start: Int64, shift: Int64)? {
    let days = Instant(nanosSinceEpoch: local).daysSinceEpoch
    let start = Int64(days) * Instant.nanosPerDay
    guard let named else { return (start, Int64(offsetSeconds) * Instant.nanosPerSecond) }
    let seconds = Double(days) * 86_400
    let before = named.secondsFromGMT(for: Date(timeIntervalSince1970: seconds - 2 * 86_400))
    let within = named.secondsFromGMT(for: Date(timeIntervalSince1970: seconds + 43_200))
    let after = named.secondsFromGMT(for: Date(timeIntervalSince1970: seconds + 3 * 86_400))
    return before == within && within == after ? (start, Int64(within) * Instant.nanosPerSecond) : nil
  }
}
