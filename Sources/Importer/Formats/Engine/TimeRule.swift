/// Where the time of a row comes from.
struct TimeRule: Sendable {
  enum Source: Sendable {
    /// The first of these columns that is not blank.
    case columns([SourceColumn])
    /// The file has no dates: the start of the period that the user names.
    case period
  }

  enum Shape: String, Sendable {
    /// `2026-07-01`, `2026-07-01 10:00`, `2026-07-01T10:00:00.5+02:00`.
    case iso
    case epochSeconds
    case epochMillis
    case epochNanos
    /// `7/31/26 16:05`, `07/31/2026 4:05 PM`; ISO is read, too.
    case monthFirst
    /// `31/Jul/26 4:05 PM`, `31/07/2026 16:05`; ISO is read, too.
    case dayFirst

    /// What numbers count.
    var unit: String {
      switch self {
      case .epochSeconds: "seconds"
      case .epochMillis: "milliseconds"
      case .epochNanos: "nanoseconds"
      case .iso, .monthFirst, .dayFirst: "days"
      }
    }

    /// A time in words.
    var example: String {
      switch self {
      case .iso: "as 2026-07-31 or 2026-07-31T16:05:00Z"
      case .epochSeconds, .epochMillis, .epochNanos: "a number of \(unit) since 1970"
      case .monthFirst: "as 7/31/2026 or 2026-07-31"
      case .dayFirst: "as 31/07/2026 or 2026-07-31"
      }
    }
  }

  var source: Source
  var shape = Shape.iso

  var isPeriod: Bool {
    if case .period = source { true } else { false }
  }

  static func iso(_ columns: SourceColumn...) -> TimeRule { TimeRule(source: .columns(columns)) }
  static func shaped(_ shape: Shape, _ columns: SourceColumn...) -> TimeRule {
    TimeRule(source: .columns(columns), shape: shape)
  }
  static let period = TimeRule(source: .period)
}
