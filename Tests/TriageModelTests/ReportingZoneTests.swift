import Testing
import TriageModel

@Suite("Months are counted in the company's zone")
struct ReportingZoneTests {
  private func instant(_ text: String) throws -> Instant { try Instant.parse(text) }

  @Test(
    "A month begins at midnight by the zone's clocks",
    arguments: [
      ("UTC", 2026, 7, "2026-07-01T00:00:00Z"),
      // Summer time, two hours ahead; winter time, one.
      ("Europe/Berlin", 2026, 7, "2026-06-30T22:00:00Z"), ("Europe/Berlin", 2026, 1, "2025-12-31T23:00:00Z"),
      // The clocks change on 29 March and 25 October: April and November begin by the new time.
      ("Europe/Berlin", 2026, 4, "2026-03-31T22:00:00Z"), ("Europe/Berlin", 2026, 3, "2026-02-28T23:00:00Z"),
      ("Europe/Berlin", 2026, 11, "2026-10-31T23:00:00Z"),
      // 1 November 2026 begins four hours behind and ends five hours behind.
      ("America/New_York", 2026, 11, "2026-11-01T04:00:00Z"), ("America/New_York", 2026, 12, "2026-12-01T05:00:00Z"),
      ("Asia/Kolkata", 2026, 7, "2026-06-30T18:30:00Z"), ("Pacific/Auckland", 2026, 10, "2026-09-30T11:00:00Z"),
      // Clocks in Paraguay went from midnight to one on 1 October 2017: the day began with the change.
      ("America/Asuncion", 2017, 10, "2017-10-01T04:00:00Z"),
    ])
  func start(zone: String, year: Int, month: Int, expected: String) throws {
    let zone = try #require(ReportingZone(zone))
    let month = Month(year: year, month: month)
    #expect(zone.start(of: month).text == expected)
    let start = zone.start(of: month).nanosSinceEpoch
    #expect(zone.month(containing: Instant(nanosSinceEpoch: start)) == month)
    #expect(zone.month(containing: Instant(nanosSinceEpoch: start - 1)) == month.advanced(by: -1))
  }

  @Test("Every moment lies in exactly the month between two starts, whatever the clocks do")
  func partition() throws {
    for name in ["Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu"] {
      let zone = try #require(ReportingZone(name))
      for index in Month(year: 2005, month: 1).index..<Month(year: 2030, month: 1).index {
        let month = Month(index: index)
        let (start, end) = (zone.start(of: month), zone.start(of: month.advanced(by: 1)))
        #expect(start < end)
        for nanos in [
          start.nanosSinceEpoch, (start.nanosSinceEpoch + end.nanosSinceEpoch) / 2, end.nanosSinceEpoch - 1,
        ] {
          #expect(zone.month(containing: Instant(nanosSinceEpoch: nanos)) == month, "\(name) \(month.text)")
        }
      }
    }
  }

  @Test("What is no zone is refused, and the nearest name is told")
  func unknown() {
    for name in ["Berlin", "CET", "Europe/Nowhere", "+02:00", ""] { #expect(ReportingZone(name) == nil) }
    #expect(ReportingZone.nearest(to: "Vienna") == "Europe/Vienna")
    #expect(ReportingZone.nearest(to: "New York") == "America/New_York")
    #expect(ReportingZone.nearest(to: "Europe/Berlni") == "Europe/Berlin")
  }
}

@Suite("Fiscal years and quarters")
struct ReportingCalendarTests {
  private func calendar(_ start: Int) -> ReportingCalendar {
    var calendar = ReportingCalendar()
    calendar.fiscalYearStart = start
    return calendar
  }

  @Test(
    "A fiscal year has the name of the calendar year in which it ends",
    arguments: [
      (4, 2026, 7, 2027, 2), (4, 2026, 3, 2026, 4), (4, 2026, 4, 2027, 1), (10, 2025, 10, 2026, 1),
      (10, 2026, 9, 2026, 4), (2, 2026, 1, 2026, 4), (2, 2026, 2, 2027, 1), (1, 2026, 12, 2026, 4),
      (12, 2026, 12, 2027, 1), (12, 2026, 11, 2026, 4),
    ])
  func year(start: Int, year: Int, month: Int, fiscalYear: Int, quarter: Int) {
    let calendar = calendar(start)
    let month = Month(year: year, month: month)
    #expect(calendar.fiscalYear(of: month) == fiscalYear)
    #expect(calendar.fiscalQuarter(of: month) == quarter)
    #expect(calendar.quarter(containing: month).contains(month))
  }

  @Test("Quarters of a year that begins in February begin in February, May, August and November")
  func offset() {
    let quarter = calendar(2).quarter(containing: Month(year: 2026, month: 7))
    #expect(quarter.first == Month(year: 2026, month: 5) && quarter.end == Month(year: 2026, month: 8))
    #expect(quarter.text == "2027-FQ2")
  }

  @Test(
    "Fiscal periods are read and written",
    arguments: [
      (4, "2027-FQ2", "2026-07", "2026-10", "2027-FQ2"), (4, "2027fq2", "2026-07", "2026-10", "2027-FQ2"),
      (4, "2027-FY", "2026-04", "2027-04", "2027-FY"), (4, "2026Q3", "2026-07", "2026-10", "2027-FQ2"),
      (4, "2026", "2026-01", "2027-01", "2026"), (1, "2026-FQ3", "2026-07", "2026-10", "2026Q3"),
      (1, "2026-FY", "2026-01", "2027-01", "2026"), (4, "2026-07", "2026-07", "2026-08", "2026-07"),
    ])
  func text(start: Int, text: String, first: String, end: String, written: String) throws {
    let period = try #require(Period(text, calendar: calendar(start)))
    #expect(period.first.text == first && period.end.text == end)
    #expect(period.text == written)
    #expect(Period(period.text, calendar: calendar(start)) == period)
  }

  @Test(
    "What is no fiscal period is refused", arguments: ["FQ2", "2026-FQ5", "2026-FQ", "26-FY", "2026-F", "2026-FH1"])
  func none(text: String) { #expect(Period(text, calendar: calendar(4)) == nil) }
}
