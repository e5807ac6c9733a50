import Analysis
import Testing
@testable import Reporter
import Foundation
@Test func dump() throws {
  let clock = ContinuousClock()
  let d = clock.measure {
    for _ in 0..<10 { _ = MarkdownReport.render(SampleReviews.rich); _ = JSONReport.render(SampleReviews.rich) }
  }
  let many = SampleReviews.report(
    (0..<1000).map {
      var c = SampleReviews.richCategories[$0 % 6]; c.name = "C \($0)"; return c
    })
  print(
    "TIME", d, "MANY md", clock.measure { _ = MarkdownReport.render(many) }, "json",
    clock.measure { _ = JSONReport.render(many) })
  try MarkdownReport.render(SampleReviews.rich).write(toFile: "/tmp/h-reporter/r.md", atomically: true, encoding: .utf8)
  try JSONReport.render(SampleReviews.rich).write(toFile: "/tmp/h-reporter/r.json", atomically: true, encoding: .utf8)
  try AnswerText.render(SampleReviews.rich).write(toFile: "/tmp/h-reporter/r.txt", atomically: true, encoding: .utf8)
  try MarkdownReport.render(MarkdownReportTests.hostile, limit: .max).write(
    toFile: "/tmp/h-reporter/h.md", atomically: true, encoding: .utf8)
}
