/// How a company names its time: the zone of its days and months, and the month in which its year begins.
public struct ReportingCalendar: Hashable, Sendable {
  /// Name of the zone.
  public var zone = "UTC"
  /// First month of the fiscal year, 1 to 12.
  public var fiscalYearStart = 1

  public init() {}

  /// Whether fiscal years are calendar years.
  public var isCivil: Bool { fiscalYearStart == 1 }

  /// The fiscal year that holds a month: it has the name of the calendar year in which it ends.
  public func fiscalYear(of month: Month) -> Int {
    isCivil || month.month < fiscalYearStart ? month.year : month.year + 1
  }

  /// The quarter of the fiscal year that holds a month, 1 to 4.
  public func fiscalQuarter(of month: Month) -> Int { (month.month - fiscalYearStart + 12) % 12 / 3 + 1 }

  /// The first month of a fiscal year.
  public func start(ofFiscalYear year: Int) -> Month {
    Month(year: isCivil ? year : year - 1, month: fiscalYearStart)
  }

  /// The fiscal quarter that holds a month.
  public func quarter(containing month: Month) -> Period {
    let first = month.advanced(by: -((month.month - fiscalYearStart + 12) % 3))
    return Period(first: first, end: first.advanced(by: 3), calendar: self)
  }
}

extension Policy {
  /// The zone and the fiscal year of the policy.
  public var calendar: ReportingCalendar {
    var calendar = ReportingCalendar()
    calendar.zone = timezone
    calendar.fiscalYearStart = fiscalYearStart
    return calendar
  }
}
