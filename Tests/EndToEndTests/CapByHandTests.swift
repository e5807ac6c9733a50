import Foundation
import Testing

@Suite("A cap on files that one can count by eye")
struct CapByHandTests {
  /// The rows of each worker, with his number for `#`, and spend without a worker. Task `long` begins in July and goes
  /// on in August; `b` and `c` begin at the same instant.
  private static let usage = """
    request_id,task_id,timestamp,worker_id,department,category,model,input_tokens,output_tokens,cost_usd
    r1#,long#,2026-07-30T09:00:00Z,w#,Office,letters,big,,,4
    r3#,c#,2026-07-31T10:00:00Z,w#,Office,letters,big,,,3
    r2#,b#,2026-07-31T10:00:00Z,w#,Office,letters,big,,,2
    r4#,,2026-08-01T08:00:00Z,w#,Office,letters,big,,,5
    r5#,long#,2026-08-02T09:00:00Z,w#,Office,letters,big,,,3
    r6,,2026-08-03T09:00:00Z,,Office,letters,big,,,50

    """

  private static let outcomes = """
    task_id,completed_at,worker_id,department,category,complexity,tool,succeeded,value_usd,minutes_saved,review_minutes,rework_minutes
    long#,2026-08-02T10:00:00Z,w#,Office,letters,1,big,true,20,,,
    b#,2026-07-31T11:00:00Z,w#,Office,letters,1,big,true,10,,,
    c#,2026-07-31T11:00:00Z,w#,Office,letters,1,big,true,1,,,

    """

  private static func rows(_ text: String, workers: Int) -> String {
    let lines = text.split(separator: "\n").map(String.init).flatMap { line -> [String] in
      line.contains("#") ? (1...workers).map { line.replacing("#", with: "\($0)") } : [line]
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// - Parameter workers: who all do the same; what a cap does to fewer than five is not shown.
  private func loaded(workers: Int = 5) throws -> FixtureCopy {
    let copy = try FixtureCopy(of: BuiltCommand.root.appending(path: "fixtures/cases/hand"))
    for (name, text) in [("usage.csv", Self.usage), ("outcomes.csv", Self.outcomes)] {
      try Data(Self.rows(text, workers: workers).utf8).write(to: copy.folder.appending(path: name))
    }
    let result = try BuiltCommand(folder: copy.folder).run(["import", "usage.csv", "outcomes.csv"])
    try #require(result.status == 0, "\(result.messages)")
    return copy
  }

  private func cap(_ copy: FixtureCopy, _ amount: String, _ period: String) throws -> [String: Any] {
    let result = try BuiltCommand(folder: copy.folder).run(
      [
        "budget", "cap", "--usd-per-worker-month", amount, "--policy", "policy.yaml", "--period", period, "--json",
      ])
    try #require(result.status == 0, "\(result.messages)")
    return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  @Test("A unit belongs to the month of its first request, with all its cost of the period")
  func crossesMonth() throws {
    let copy = try loaded()
    // July: long 7, then b 9, then c 12. August: the request without a task, 5.
    let quarter = try cap(copy, "9", "2026Q3")
    #expect(quarter["spend_saved"] as? String == "15.00")
    // c is worth 1 for 3 dollars, five times.
    #expect(quarter["net_value_change"] as? String == "10.00")
    #expect(try cap(copy, "6.99", "2026Q3")["spend_saved"] as? String == "60.00")
    // In August alone `long` has its second request only: the single request 5, then long 8.
    let august = try cap(copy, "5", "2026-08")
    #expect(august["spend_saved"] as? String == "15.00")
  }

  @Test("Units of the same instant come in the byte order of their ids")
  func equalTimes() throws {
    let copy = try loaded()
    // If c came first, 10 and 12 would both be above the cap.
    #expect(try cap(copy, "9", "2026Q3")["spend_saved"] as? String == "15.00")
    #expect(try cap(copy, "8.99", "2026Q3")["spend_saved"] as? String == "25.00")
  }

  @Test("A cap of 0 blocks what the worker spends, one above everything nothing; no cap reaches spend without a worker")
  func ends() throws {
    let copy = try loaded()
    #expect(try cap(copy, "0", "2026Q3")["spend_saved"] as? String == "85.00")
    #expect(try cap(copy, "1000000", "2026Q3")["spend_saved"] as? String == "0.00")
    let without = try #require(try cap(copy, "0", "2026Q3")["without_worker"] as? [String: Any])
    #expect(without["spend"] as? String == "50.00" && without["single_requests"] as? Int == 1)
  }

  @Test("What a cap does to one worker is not shown")
  func few() throws {
    let answer = try cap(try loaded(workers: 1), "9", "2026Q3")
    #expect(answer["withheld"] != nil && answer["spend_saved"] == nil)
    #expect((answer["curve"] as? [Any])?.isEmpty == true)
  }

  @Test("Budgets stand in the status and the report; a misspelt department is refused")
  func budgets() throws {
    let copy = try loaded(workers: 1)
    let policy = try copy.text("policy.yaml") + "budget_usd: 100\nbudgets: {Office: {usd_per_quarter: 60}}\n"
    try Data(policy.utf8).write(to: copy.folder.appending(path: "policy.yaml"))
    let result = try BuiltCommand(folder: copy.folder).run(
      ["budget", "status", "--policy", "policy.yaml", "--json"])
    try #require(result.status == 0, "\(result.messages)")
    let status = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let uses = try #require(status["budgets"] as? [[String: Any]])
    #expect(uses.map { $0["budget"] as? String } == ["100.00", "60.00"])
    // 67 dollars in the 5 days from 30 July to 3 August: 100 are reached on the 8th of them.
    #expect(uses[0]["spend"] as? String == "67.00" && uses[0]["elapsed_days"] as? Int == 5)
    #expect(uses[0]["used_up_on"] as? String == "2026-08-06")
    // The department is the whole company, so that its spend is no secret: 60 dollars last for 5 days.
    #expect(uses[1]["spend"] as? String == "67.00" && uses[1]["used_up_on"] as? String == "2026-08-03")
    let text = try BuiltCommand(folder: copy.folder).run(["budget", "status", "--policy", "policy.yaml"])
    #expect(text.output.contains("6 Aug 2026") && text.output.contains("3 Aug 2026"))
    #expect(text.output.split(separator: "\n").allSatisfy { $0.count <= 80 })

    let wrong = policy.replacing("Office:", with: "Ofice:")
    try Data(wrong.utf8).write(to: copy.folder.appending(path: "policy.yaml"))
    let refused = try BuiltCommand(folder: copy.folder).run(["budget", "status", "--policy", "policy.yaml"])
    #expect(refused.status == 65 && refused.messages.contains("unknown-department"))
    #expect(refused.messages.contains("Did you mean Office?"))
  }
}
