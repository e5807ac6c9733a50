internal import TriageModel

/// Writes times as `Instant.text` has them; remembers the last one, as rows of one bucket have one time.
struct InstantWriting {
  /// Bytes of the longest text.
  static let limit = 30

  private var day = Int64.min
  private var last = Int64.min
  /// The text of the last time, and how long it is.
  private var text = Array("0000-00-00T00:00:00".utf8) + [UInt8](repeating: 0, count: limit - 19)
  private var count = 0

  @inline(__always)
  mutating func append(_ nanos: Int64, to arena: TextArena) {
    var text = arena.open
    append(nanos, to: &text)
    arena.take(text)
  }

  @inline(__always)
  mutating func append(_ nanos: Int64, to target: inout OpenText) {
    if nanos != last || count == 0 { set(nanos) }
    text.withUnsafeBufferPointer { target.append(UnsafeBufferPointer(rebasing: $0[..<count])) }
  }

  @inline(never)
  private mutating func set(_ nanos: Int64) {
    let instant = Instant(nanosSinceEpoch: nanos)
    let days = Int64(instant.daysSinceEpoch)
    if days != day {
      day = days
      setDate(CivilDate(daysSinceEpoch: Int(days)))
    }
    let ofDay = nanos - days * Instant.nanosPerDay
    let seconds = Int(ofDay / Instant.nanosPerSecond)
    setPair(seconds / 3600, at: 11)
    setPair(seconds / 60 % 60, at: 14)
    setPair(seconds % 60, at: 17)
    count = 19
    var fraction = ofDay % Instant.nanosPerSecond
    if fraction > 0 {
      text[count] = UInt8(ascii: ".")
      count += 1
      var unit = Instant.nanosPerSecond / 10
      while fraction > 0 {
        text[count] = UInt8(48 + fraction / unit)
        count += 1
        fraction %= unit
        unit /= 10
      }
    }
    text[count] = UInt8(ascii: "Z")
    count += 1
    last = nanos
  }

  private mutating func setDate(_ civil: CivilDate) {
    setPair(civil.year / 100, at: 0)
    setPair(civil.year % 100, at: 2)
    setPair(civil.month, at: 5)
    setPair(civil.day, at: 8)
  }

  private mutating func setPair(_ number: Int, at place: Int) {
    text[place] = UInt8(48 + number / 10)
    text[place + 1] = UInt8(48 + number % 10)
  }
}
