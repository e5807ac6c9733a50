import Analysis
import TriageModel
import Workbook

/// Versions, digests and the command that makes the report again.
struct ProvenanceSheet {
  static let name = "Provenance"

  let report: Report

  init(_ report: Report) { self.report = report }

  private var lines: [(String, Cell)] {
    let context = report.context
    let period = report.review.period
    let head: [(String, Cell)] = [
      ("Company", .text(context.companyTitle ?? "not given")), ("Tool", .text("roi-triage \(context.toolVersion)")),
      ("Report id", .text(JSONReport.reportID(report))), ("Period, first day", DateCell.make(period.first)),
      ("Period, end (excluded)", DateCell.make(period.end)),
      ("Level of the intervals", .value(report.review.level, .share)),
      ("Currency", .text("USD")), ("Policy", .text(context.policyName)),
      ("Policy, SHA-256", .text(context.policyDigest)),
      ("Command", .text(context.commandLine ?? "not made by a command")),
      ("Rows left out because of errors", .value(count: context.rowsLeftOut)),
      ("Their cost, as far as known, USD", .value(context.costLeftOut)),
    ]
    return head
      + context.rowSets.flatMap { set -> [(String, Cell)] in
        [("Rows of \(set.kind)", .value(count: set.rows)), ("Digest of \(set.kind), SHA-256", .text(set.digest))]
      }
  }

  var sheet: Sheet {
    var sheet = Sheet(name: ProvenanceSheet.name)
    sheet.begin(
      title: "Provenance", note: "The same rows, policy and version give the same workbook, byte for byte.")
    for (index, line) in lines.enumerated() {
      sheet.set(3 + index, 0, .text(line.0))
      var cell = line.1
      cell.style.alignment = .left
      sheet.set(3 + index, 1, cell)
    }
    sheet.widths = [34, 74]
    sheet.frozenRows = 2
    sheet.frozenColumns = 1
    return sheet
  }
}
