import Foundation
import Importer
import Storage
import Testing
import TriageModel

@Suite("The rollup counts months in the company's zone")
struct ReportingZoneImportTests {
  /// Two requests around midnight of 1 July in Berlin, two around it in UTC; one task completed between the two.
  private static let usage = """
    request_id,task_id,timestamp,model,cost_usd
    r1,t1,2026-06-30T21:59:59Z,big,1
    r2,t1,2026-06-30T22:00:00Z,big,2
    r3,,2026-06-30T23:59:59Z,big,4
    r4,,2026-07-01T00:00:00Z,big,8

    """
  private static let outcomes = """
    task_id,completed_at,category,tool
    t1,2026-06-30T23:00:00Z,work,big

    """

  private func options(_ zone: String?) throws -> ImportOptions {
    var options = ImportOptions()
    options.zone = try zone.map { try #require(ReportingZone($0)) }
    return options
  }

  private func spend(_ database: TriageDatabase) throws -> [String: Int128] {
    var sums: [String: Int128] = [:]
    for cell in try DatabaseRollupSource(database).spendCells() {
      sums[cell.month.text, default: 0] += cell.usage.costNanos / 1_000_000_000
    }
    return sums
  }

  private func load(_ workspace: Workspace, _ database: TriageDatabase, zone: String?) throws {
    let files = [
      ImportFile(path: try workspace.write("u.csv", Self.usage)),
      ImportFile(path: try workspace.write("o.csv", Self.outcomes)),
    ]
    _ = try Importer(toolVersion: "test", options: try options(zone)).run(files, into: database)
  }

  @Test("Spend lies in the month of its local day: Berlin is two hours ahead in summer")
  func months() throws {
    let workspace = try Workspace()
    let utc = try workspace.database("utc.db")
    try load(workspace, utc, zone: nil)
    #expect(try spend(utc) == ["2026-06": 7, "2026-07": 8])
    #expect(try utc.reportingZone() == .utc)
    let berlin = try workspace.database("berlin.db")
    try load(workspace, berlin, zone: "Europe/Berlin")
    #expect(try spend(berlin) == ["2026-06": 1, "2026-07": 14])
    let tasks = try DatabaseRollupSource(berlin).taskCells(in: .everything)
    #expect(tasks.map(\.key.month.text) == ["2026-07"])
    let newYork = try workspace.database("newyork.db")
    try load(workspace, newYork, zone: "America/New_York")
    #expect(try spend(newYork) == ["2026-06": 15])
  }

  @Test("A later zone makes the rollup anew: it is the one that an import in that zone makes")
  func rebuilt() throws {
    let workspace = try Workspace()
    let database = try workspace.database("a.db")
    try load(workspace, database, zone: nil)
    let berlin = try #require(ReportingZone("Europe/Berlin"))
    try database.useAliases([:], zone: berlin)
    try database.runChecks()
    #expect(try database.reportingZone() == berlin)
    let direct = try workspace.database("b.db")
    try load(workspace, direct, zone: "Europe/Berlin")
    #expect(
      try DatabaseRollupSource(database).spendCells() == DatabaseRollupSource(direct).spendCells())
    #expect(
      try DatabaseRollupSource(database).taskCells(in: .everything)
        == DatabaseRollupSource(direct).taskCells(in: .everything))
    // Rows that come later, without a word about the zone, are counted in it.
    let late = ImportFile(
      path: try workspace.write(
        "late.csv", "request_id,timestamp,model,cost_usd\nr9,2026-07-31T22:00:00Z,big,16\n"))
    _ = try Importer(toolVersion: "test", options: try options(nil)).run([late], into: database)
    #expect(try spend(database)["2026-08"] == 16)
  }

  @Test("Units of a period, which caps are counted by, have the same months")
  func units() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    try load(workspace, database, zone: "Europe/Berlin")
    let july = Month(year: 2026, month: 7)
    let units = try database.units(in: Period(first: july, end: july.advanced(by: 1)))
    #expect(units.units.map(\.costNanos).reduce(0, +) == 14_000_000_000)
    #expect(Set(units.units.map(\.month)) == [Int32(july.index)])
  }

  @Test(
    "An export without dates lies in its own month, whatever the zone",
    arguments: ["UTC", "Europe/Berlin", "America/New_York"])
  func withoutDates(zone: String) throws {
    let workspace = try Workspace()
    let fixture = FormatFixture(name: "claude-spend")
    var options = fixture.options
    options.zone = ReportingZone(zone)
    let database = try workspace.database()
    _ = try Importer(toolVersion: "test", options: options).run([ImportFile(path: fixture.export)], into: database)
    #expect(Set(try DatabaseRollupSource(database).spendCells().map(\.month.text)) == ["2026-07"])
    // A report in another zone leaves it there.
    for other in ["America/New_York", "Pacific/Auckland", "UTC"] {
      let reported = try #require(ReportingZone(other))
      try database.useAliases([:], zone: reported)
      #expect(Set(try DatabaseRollupSource(database).spendCells().map(\.month.text)) == ["2026-07"])
    }
  }

  @Test(
    "A day of an export lies in the month of its date, whatever the zone of the report and of the export",
    arguments: ["UTC", "America/Los_Angeles", "Pacific/Honolulu", "Asia/Kolkata", "Pacific/Auckland", "Pacific/Apia"])
  func days(zone: String) throws {
    let workspace = try Workspace()
    let reported = try #require(ReportingZone(zone))
    let start = "start_time,end_time,start_time_iso,model,num_model_requests,input_tokens,output_tokens\n"
    let utc = start + "1782777600,1782864000,2026-06-30,m,1,1,0\n1782864000,1782950400,2026-07-01,m,1,1,0\n"
    let beijing = """
      user_id,start_time_iso,end_time_iso,model,api_key,type,amount
      u,2026-06-30T00:00:00+08:00,2026-07-01T00:00:00+08:00,m,k,output_tokens,1
      u,2026-07-01T00:00:00+08:00,2026-07-02T00:00:00+08:00,m,k,output_tokens,1

      """
    for (name, text) in [("utc", utc), ("beijing", beijing)] {
      let database = try workspace.database("\(name).db")
      _ = try Importer(toolVersion: "test", options: try options(zone)).run(
        [ImportFile(path: try workspace.write("\(name).csv", text))], into: database)
      let rows = try DatabaseRollupSource(database).spendCells().map { "\($0.month.text) \($0.usage.rows)" }.sorted()
      #expect(rows == ["2026-06 1", "2026-07 1"], "\(name) in \(reported.name)")
    }
  }

  @Test("A bucket of an hour lies in the month of its moment")
  func hours() throws {
    let workspace = try Workspace()
    let text =
      "start_time,end_time,start_time_iso,model,num_model_requests,input_tokens,output_tokens\n"
      + "1782864000,1782867600,2026-07-01T00:00:00,m,1,1,0\n"
    let database = try workspace.database()
    _ = try Importer(toolVersion: "test", options: try options("America/New_York")).run(
      [ImportFile(path: try workspace.write("hour.csv", text))], into: database)
    #expect(try DatabaseRollupSource(database).spendCells().map(\.month.text) == ["2026-06"])
  }
}
