import TriageModel

/// How sentences speak of a period.
struct PeriodWords {
  let period: Period

  /// After an amount: ` a quarter`, ` a month`, ` every 2 months`.
  var each: Phrase {
    switch period.months {
    case 1: " a month"
    case 3: " a quarter"
    case 6: " a half-year"
    case 12: " a year"
    default: " every \(DecimalText.shortest(period.months), field: "period.months") months"
    }
  }

  /// `Q3 2026`, `2026`, `July 2026`, `May 2026 to July 2026`; `FQ2 FY2027 (July 2026 to September 2026)` where the
  /// fiscal year is another one than the calendar's.
  var title: String {
    let length = period.end.index - period.first.index
    let year = String(period.first.year)
    if !period.calendar.isCivil, period.isFiscalQuarter || period.isFiscalYear {
      let fiscalYear = period.calendar.fiscalYear(of: period.first)
      let name = period.isFiscalYear ? "FY" : "FQ\(period.calendar.fiscalQuarter(of: period.first)) FY"
      return "\(name)\(fiscalYear) (\(monthText(period.first)) to \(monthText(period.end.advanced(by: -1))))"
    }
    if length == 3, period.first.index % 3 == 0 { return "Q\((period.first.month + 2) / 3) \(year)" }
    if length == 12, period.first.month == 1 { return year }
    if length == 1 { return monthText(period.first) }
    return "\(monthText(period.first)) to \(monthText(period.end.advanced(by: -1)))"
  }

  /// First and last day and their zone: `1 Jul 2026 to 30 Sep 2026 UTC`.
  var days: String {
    let last = Instant(nanosSinceEpoch: period.end.start.nanosSinceEpoch - Instant.nanosPerDay)
    return "\(DateWords.text(period.first.start)) to \(DateWords.text(last)) \(period.calendar.zone)"
  }

  private func monthText(_ month: Month) -> String {
    let names = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ]
    return "\(names[month.month - 1]) \(month.year)"
  }
}

/// Small counts as words, as sentences have them.
enum CountWords {
  static let words = [
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
  ]

  /// `five`, and digits above twelve.
  static func text(_ count: Int) -> String {
    words.indices.contains(count) ? words[count] : NumberStyle.count(count)
  }

  /// `Five`, for the start of a sentence.
  static func capitalised(_ count: Int) -> String {
    let text = text(count)
    return text.prefix(1).uppercased() + text.dropFirst()
  }
}
