/// A span of whole months, [start, end).
public struct Period: Hashable, Sendable {
  public var first: Month
  /// The month after the last one.
  public var end: Month
  /// Length in months as the policy states it, for turning figures of the period into figures of a year.
  public var months: Double
  /// What the period's days and quarters are called by.
  public var calendar: ReportingCalendar

  public init(first: Month, end: Month, months: Double? = nil, calendar: ReportingCalendar = ReportingCalendar()) {
    self.first = first
    self.end = end
    self.months = months ?? Double(end.index - first.index)
    self.calendar = calendar
  }

  /// Every month that an instant can name.
  public static let everything = Period(first: Month(year: 1678, month: 1), end: Month(year: 2262, month: 1))

  public func contains(_ month: Month) -> Bool { month >= first && month < end }

  /// The first moment, in the calendar's zone.
  public var start: Instant { (ReportingZone(calendar.zone) ?? .utc).start(of: first) }

  /// The moment after the last one, in the calendar's zone.
  public var endOfTime: Instant { (ReportingZone(calendar.zone) ?? .utc).start(of: end) }

  /// The calendar quarter that holds a month.
  public static func quarter(containing month: Month) -> Period {
    ReportingCalendar().quarter(containing: month)
  }

  /// Whether the period is a quarter of the fiscal year.
  public var isFiscalQuarter: Bool {
    end.index - first.index == 3 && (first.month - calendar.fiscalYearStart + 12) % 3 == 0
  }

  /// Whether the period is a fiscal year.
  public var isFiscalYear: Bool { end.index - first.index == 12 && first.month == calendar.fiscalYearStart }

  /// `2026Q3`, `2026`, `2026-07`, or `2026-05..2026-08` (end excluded) where no shorter name fits; `2027-FQ2` and
  /// `2027-FY` where the fiscal year is another one than the calendar's.
  public var text: String {
    let length = end.index - first.index
    if !calendar.isCivil, isFiscalQuarter || isFiscalYear {
      let year = Instant.padded(calendar.fiscalYear(of: first), 4)
      return isFiscalYear ? "\(year)-FY" : "\(year)-FQ\(calendar.fiscalQuarter(of: first))"
    }
    if length == 3, first.index % 3 == 0 { return "\(Instant.padded(first.year, 4))Q\((first.month + 2) / 3)" }
    if length == 12, first.month == 1 { return Instant.padded(first.year, 4) }
    if length == 1 { return first.text }
    return "\(first.text)..\(end.text)"
  }

  /// Reads `2026Q3`, `2026`, `2026-07`, `2026-05..2026-08` (end excluded), `2026-FQ3` or `2026-FY`; nothing if the text
  /// is none of them.
  ///
  /// - Parameter calendar: says when the fiscal year begins.
  public init?(_ text: String, calendar: ReportingCalendar = ReportingCalendar()) {
    guard let span = Period.months(text, calendar) else { return nil }
    self.init(first: span.first, end: span.end, calendar: calendar)
  }

  private static func months(_ text: String, _ calendar: ReportingCalendar) -> (first: Month, end: Month)? {
    if let separator = text.range(of: "..") {
      guard let first = Period.month(text[..<separator.lowerBound]),
        let end = Period.month(text[separator.upperBound...]), first < end
      else { return nil }
      return (first, end)
    }
    let upper = text.uppercased()
    if let mark = upper.firstIndex(of: "F") { return fiscal(upper, at: mark, calendar) }
    if let mark = upper.firstIndex(of: "Q"), let year = Period.number(upper[..<mark], digits: 4),
      let quarter = Period.number(upper[upper.index(after: mark)...], digits: 1), (1...4).contains(quarter)
    {
      let first = Month(year: year, month: quarter * 3 - 2)
      return (first, first.advanced(by: 3))
    }
    if let year = Period.number(upper[...], digits: 4) {
      let first = Month(year: year, month: 1)
      return (first, first.advanced(by: 12))
    }
    return Period.month(upper[...]).map { ($0, $0.advanced(by: 1)) }
  }

  /// `2026-FQ3`, `2026FQ3`, `2026-FY` or `2026FY`.
  private static func fiscal(
    _ text: String, at mark: String.Index, _ calendar: ReportingCalendar
  ) -> (first: Month, end: Month)? {
    var name = text[..<mark]
    if name.last == "-" { name = name.dropLast() }
    guard let year = Period.number(name, digits: 4) else { return nil }
    let start = calendar.start(ofFiscalYear: year)
    let rest = text[text.index(after: mark)...]
    if rest == "Y" { return (start, start.advanced(by: 12)) }
    guard rest.first == "Q", let quarter = Period.number(rest.dropFirst(), digits: 1), (1...4).contains(quarter) else {
      return nil
    }
    let first = start.advanced(by: quarter * 3 - 3)
    return (first, first.advanced(by: 3))
  }

  private static func month(_ text: Substring) -> Month? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let year = number(parts[0], digits: 4), let month = number(parts[1], digits: 2),
      (1...12).contains(month)
    else { return nil }
    return Month(year: year, month: month)
  }

  private static func number(_ text: Substring, digits: Int) -> Int? {
    guard text.utf8.count == digits, text.utf8.allSatisfy({ $0 &- 48 <= 9 }) else { return nil }
    return Int(text)
  }
}

extension StringProtocol {
  /// The first place of `part`, without Foundation.
  fileprivate func range(of part: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
      start = index(after: start)
    }
    return nil
  }
}
