internal import TriageModel

/// Writes times as `Instant.text` has them; remembers the last day.
struct InstantWriting {
  /// Bytes of the longest text.
  static let limit = 30

  private var day = Int64.min
  /// `2026-07-01T` of the day.
  private var date = Array("0000-00-00T".utf8)

  mutating func append(_ nanos: Int64, to arena: TextArena) {
    let instant = Instant(nanosSinceEpoch: nanos)
    let days = Int64(instant.daysSinceEpoch)
    if days != day {
      day = days
      setDate(CivilDate(daysSinceEpoch: Int(days)))
    }
    date.withUnsafeBufferPointer { arena.append($0) }
    let ofDay = nanos - days * Instant.nanosPerDay
    let seconds = ofDay / Instant.nanosPerSecond
    let colon = UInt64(UInt8(ascii: ":"))
    let clock = Self.pair(seconds / 3600) | colon << 16 | Self.pair(seconds / 60 % 60) << 24
    arena.append(word: clock | colon << 40 | Self.pair(seconds % 60) << 48)
    var fraction = ofDay % Instant.nanosPerSecond
    if fraction > 0 {
      arena.append(UInt8(ascii: "."))
      var unit = Instant.nanosPerSecond / 10
      while fraction > 0 {
        arena.append(UInt8(48 + fraction / unit))
        fraction %= unit
        unit /= 10
      }
    }
    arena.append(UInt8(ascii: "Z"))
  }

  private mutating func setDate(_ civil: CivilDate) {
    setPair(civil.year / 100, at: 0)
    setPair(civil.year % 100, at: 2)
    setPair(civil.month, at: 5)
    setPair(civil.day, at: 8)
  }

  private mutating func setPair(_ number: Int, at place: Int) {
    date[place] = UInt8(48 + number / 10)
    date[place + 1] = UInt8(48 + number % 10)
  }

  /// The two digits of a number, the first one in the lowest byte.
  private static func pair(_ number: Int64) -> UInt64 {
    UInt64(48 + number / 10) | UInt64(48 + number % 10) << 8
  }
}
