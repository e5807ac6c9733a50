import Testing
import TriageModel

@Suite("Time is UTC, and only what exists is accepted")
struct TimeTests {
  @Test(
    "Timestamps with any offset",
    arguments: [
      ("2026-07-01T00:00:00Z", "2026-07-01T00:00:00Z"), ("2026-07-01T02:00:00+02:00", "2026-07-01T00:00:00Z"),
      ("2026-06-30T18:30:00-0530", "2026-07-01T00:00:00Z"), ("2026-07-01 00:00Z", "2026-07-01T00:00:00Z"),
      ("2026-06-30T24:00:00Z", "2026-07-01T00:00:00Z"),
      ("2026-07-01T00:00:00.123456789Z", "2026-07-01T00:00:00.123456789Z"),
      ("2028-02-29T12:00:00,5z", "2028-02-29T12:00:00.5Z"), ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z"),
    ])
  func accepted(text: String, utc: String) throws {
    #expect(try Instant.parse(text).text == utc)
  }

  @Test(
    "Times that do not exist, or have no zone",
    arguments: [
      ("2026-02-30T10:00:00Z", .noSuchDay), ("2026-13-01T10:00:00Z", .noSuchDay), ("2027-02-29T10:00:00Z", .noSuchDay),
      ("2026-02-28T24:00:01Z", .noSuchTime), ("2026-02-28T10:60:00Z", .noSuchTime), ("2026-07-01T10:00:00", .noZone),
      ("2026-07-01", .noZone), ("2026-07-01T10:00:00+19:00", .noSuchOffset), ("", .empty),
      ("1600-01-01T00:00:00Z", .outOfRange), ("2026-07-01T10:00:00.1234567890Z", .tooPrecise),
      ("2026-7-01T10:00:00Z", .notATimestamp(offset: 6)), ("2026-07-01T10:00:00Zx", .notATimestamp(offset: 20)),
    ] as [(String, Instant.ParseFailure)])
  func refused(text: String, failure: Instant.ParseFailure) {
    #expect(throws: failure) { try Instant.parse(text) }
  }

  @Test("Every day from 1900 to 2100 goes to its number and back")
  func days() {
    var expected = CivilDate(year: 1900, month: 1, day: 1).daysSinceEpoch
    for year in 1900...2100 {
      for month in 1...12 {
        for day in 1...CivilDate.daysInMonth(year: year, month: month) {
          let date = CivilDate(year: year, month: month, day: day)
          #expect(date.daysSinceEpoch == expected)
          if day == 1 { #expect(CivilDate(daysSinceEpoch: expected) == date) }
          expected += 1
        }
      }
    }
    #expect(CivilDate(year: 1970, month: 1, day: 1).daysSinceEpoch == 0)
  }

  @Test("Periods have one name each")
  func periods() throws {
    for text in ["2026Q3", "2026", "2026-07", "2026-05..2026-07"] { #expect(Period(text)?.text == text) }
    #expect(Period("2026q3")?.first == Month(year: 2026, month: 7))
    #expect(Period("2026Q3")?.months == 3)
    for text in ["", "Q3", "2026Q5", "2026-13", "26", "2026-08..2026-08", "2026-08.."] {
      #expect(Period(text) == nil)
    }
    #expect(Month(containing: try Instant.parse("2026-09-30T23:59:59.999Z")).text == "2026-09")
  }

  @Test("The nearest name is found, a far one is not")
  func nearest() {
    #expect(NearestName.find("confidense", among: ["confidence", "period"]) == "confidence")
    #expect(NearestName.find("xyz", among: ["confidence", "period"]) == nil)
  }

  @Test("Control and bidirectional characters are shown, not sent")
  func printable() {
    #expect(PrintableText.cut("a\u{1B}[31m\u{202E}b") == "a\\u{1b}[31m\\u{202e}b")
    #expect(PrintableText.cut("abcdef", limit: 3) == "abc…")
  }
}
