import Foundation
import Importer
import Storage
import Testing
import TriageModel

@Suite("Real data: totals per category and tool equal an independent count")
struct RealDataTests {
  struct Totals: Equatable {
    var tasks: Int64 = 0
    var successMillionths: Int128 = 0
    var blankOutcomes: Int64 = 0
    var costNanos: Int128 = 0
    var unpricedTasks: Int64 = 0
  }

  @Test(
    "Tasks, successes, blanks and cost equal expected.csv", .enabled(if: Workspace.realData != nil),
    arguments: ["public_openhands_opus48_flash", "public_chi_sol_luna"])
  func equalsExpected(view: String) throws {
    let folder = try #require(Workspace.realData).appending(path: "views/\(view)")
    let workspace = try Workspace()
    let database = try workspace.database()
    try workspace.load(
      database, folder.appending(path: "usage.csv").path(), folder.appending(path: "outcomes.csv").path())
    try database.runChecks()

    var totals: [String: Totals] = [:]
    for cell in try DatabaseRollupSource(database).taskCells(in: everything) {
      let key = "\(cell.key.category),\(cell.key.tool)"
      totals[key, default: Totals()].tasks += cell.moments.count
      totals[key]?.successMillionths += cell.moments.sums.p
      totals[key]?.costNanos += cell.moments.sums.k
      if cell.key.succeeded == .blank { totals[key]?.blankOutcomes += cell.moments.count }
      if cell.key.costState == .unpriced { totals[key]?.unpricedTasks += cell.moments.count }
    }

    let lines = try String(contentsOf: folder.appending(path: "expected.csv"), encoding: .utf8)
      .split(whereSeparator: \.isNewline).dropFirst()
    #expect(totals.count == lines.count)
    for line in lines {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let found = try #require(totals["\(fields[0]),\(fields[1])"])
      #expect(found.tasks == Int64(fields[2]))
      #expect(found.successMillionths == Int128(try ScaledDecimal.parse(fields[3], scale: 6)))
      #expect(found.blankOutcomes == Int64(fields[4]))
      let difference = found.costNanos - Int128(try ScaledDecimal.parse(fields[5], scale: 9))
      #expect(difference.magnitude <= 1_000, "\(line): \(difference) nano-dollars apart")
      #expect(found.unpricedTasks == Int64(fields[6]))
    }
  }

  @Test("A request that two runs share is counted once", .enabled(if: Workspace.realData != nil))
  func sharedRequests() throws {
    let folder = try #require(Workspace.realData).appending(path: "chi_bench")
    let workspace = try Workspace()
    let database = try workspace.database()
    let outcomes = try workspace.load(
      database, folder.appending(path: "usage.csv").path(), folder.appending(path: "outcomes.csv").path())
    #expect(outcomes[0].entry.rows == 1050)
    #expect(outcomes[0].entry.newRows == 1000)
    #expect(outcomes[0].entry.sharedRows == 50)
    try database.runChecks()
  }
}
