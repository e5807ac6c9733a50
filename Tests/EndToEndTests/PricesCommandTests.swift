import Foundation
import Testing

@Suite("The price book on the command line")
struct PricesCommandTests {
  private static let header = "model,effective_from,input_usd_per_mtok,output_usd_per_mtok,tier_above_tokens,provider\n"

  private func loaded() throws -> FixtureCopy {
    let copy = try FixtureCopy(of: nil)
    try write(
      copy, "old.csv", Self.header + "big,2026-07-01T00:00:00Z,5,25,,p\nbig,2026-07-01T00:00:00Z,10,37.5,272000,p\n")
    try write(
      copy, "new.csv",
      Self.header + "big,2026-07-01T00:00:00Z,5,25,,p\nbig,2026-07-01T00:00:00Z,8,37.5,272000,p\n"
        + "big,2026-08-01T00:00:00Z,4,20,,p\n")
    try write(
      copy, "usage.csv",
      "request_id,timestamp,provider,model,input_tokens,output_tokens,requests\n"
        + "a,2026-07-02T00:00:00Z,p,big,1000000,0,\nb,2026-08-02T00:00:00Z,p,big,1000,0,\n"
        + "c,2026-08-02T00:00:00Z,p,big,400000,0,2\nd,2026-08-02T00:00:00Z,p,big-20260701,1000,0,\n")
    let result = try run(copy, "import", "usage.csv", "old.csv")
    try #require(result.status == 0, "\(result.messages)")
    return copy
  }

  private func write(_ copy: FixtureCopy, _ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: copy.folder.appending(path: name))
  }

  private func run(_ copy: FixtureCopy, _ arguments: String...) throws -> BuiltCommand.Result {
    try BuiltCommand(folder: copy.folder).run(arguments)
  }

  @Test("An import names models without a price, and the lines of the policy that would give them one")
  func suggestions() throws {
    let copy = try loaded()
    let again = try run(copy, "import", "usage.csv")
    #expect(again.messages.contains("p big-20260701: nearest in the book: big"))
    #expect(again.messages.contains("model_aliases:\n  \"big-20260701\": \"big\""))
  }

  @Test("The list is one line to a price, and JSON on demand")
  func list() throws {
    let copy = try loaded()
    let text = try run(copy, "prices", "list").output
    #expect(text.contains("p         big    standard  2026-07-01  –         272000     10"))
    #expect(text.contains("big-20260701: nearest in the book: big"))
    #expect(try run(copy, "prices").output == text)
    let json = try run(copy, "prices", "list", "--model", "big", "--json").output
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect((object["prices"] as? [[String: Any]])?.map { $0["input_usd_per_mtok"] as? String } == ["5", "10"])
    #expect((object["models_without_price"] as? [[String: Any]])?.map { $0["suggestion"] as? String } == ["big"])
  }

  @Test("A difference shows rows with percentages, and spend by month, and changes nothing")
  func difference() throws {
    let copy = try loaded()
    let before = try copy.contents()
    let result = try run(copy, "prices", "diff", "triage.db", "new.csv", "--db", "triage.db")
    #expect(result.status == 0, "\(result.messages)")
    #expect(result.output.contains("added  p big  from 2026-08-01: input 5 → 4 (-20.0%), output 25 → 20 (-20.0%)"))
    #expect(result.output.contains("changed  p big above 272000 tokens  from 2026-07-01: input 10 → 8 (-20.0%)"))
    #expect(result.output.contains("1 added, 0 removed, 1 changed, 1 unchanged"))
    // July 10 to 8 dollars; August 0.005 + 2 to 0.004 + 1.6.
    #expect(result.output.contains("2026-07     –         all models"))
    #expect(result.output.contains("12.005"))
    #expect(result.output.contains("9.604"))
    #expect(try copy.contents() == before)
    let same = try run(copy, "prices", "diff", "old.csv", "old.csv")
    #expect(same.output == "0 added, 0 removed, 0 changed, 2 unchanged\n")
    let json = try run(copy, "prices", "diff", "old.csv", "new.csv", "--json", "--db", "triage.db").output
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let total = (object["spend"] as? [String: Any])?["total"] as? [String: Any]
    #expect(total?["now"] as? String == "12.005" && total?["then"] as? String == "9.604")
  }

  @Test("A difference takes a policy, so that its aliases find prices as they do in a report")
  func differenceUnderPolicy() throws {
    let copy = try loaded()
    try write(copy, "policy.yaml", "tools: {big: {tier: frontier}}\nmodel_aliases: {big-20260701: big}\n")
    func august(_ arguments: String...) throws -> [String: Any] {
      let command = ["prices", "diff", "old.csv", "new.csv", "--json", "--db", "triage.db"] + arguments
      let json = try BuiltCommand(folder: copy.folder).run(command).output
      let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
      let lines = (object["spend"] as? [String: Any])?["models"] as? [[String: Any]]
      return try #require(lines?.first { $0["model"] as? String == "big-20260701" })
    }
    let plain = try august()
    #expect(plain["unpriced_rows_now"] as? Int == 1 && plain["unpriced_rows_then"] as? Int == 1)
    // 1,000 tokens at 5, then 4 dollars a million.
    let named = try august("--policy", "policy.yaml")
    #expect(named["now"] as? String == "0.005" && named["then"] as? String == "0.004")
    let alone = try run(copy, "prices", "diff", "old.csv", "new.csv", "--policy", "policy.yaml")
    #expect(alone.status == 64 && alone.messages.contains("--db"))
  }

  @Test("A report says what spend can be where a tier is not known, and what has no price")
  func report() throws {
    let copy = try loaded()
    try write(
      copy, "outcomes.csv", "task_id,completed_at,category,tool\nt,2026-08-02T00:00:00Z,mail,big\n")
    try write(copy, "policy.yaml", "tools: {big: {tier: frontier}}\nperiod: 2026Q3\n")
    try #require(try run(copy, "import", "outcomes.csv").status == 0)
    let report = try run(copy, "report", "--policy", "policy.yaml", "--format", "md")
    #expect(report.status == 0, "\(report.messages)")
    #expect(report.output.contains("AI spend is between $"))
    #expect(report.output.contains("the nearest model in it is "))
    let json = try run(copy, "report", "--policy", "policy.yaml", "--format", "json").output
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let range = (object["reconciliation"] as? [String: Any])?["cost_range"] as? [String: Any]
    #expect(range?["low"] as? String == "12.005" && range?["high"] as? String == "14.005")
    #expect(range?["rows"] as? Int == 1)
  }

  @Test("A batch request beyond a tier that only the standard mode has is named by import, list and report")
  func modeWithoutTier() throws {
    let copy = try FixtureCopy(of: nil)
    try write(
      copy, "prices.csv",
      "model,effective_from,input_usd_per_mtok,output_usd_per_mtok,tier_above_tokens,mode\n"
        + "big,2026-07-01T00:00:00Z,5,25,,\nbig,2026-07-01T00:00:00Z,10,37.5,272000,\n"
        + "big,2026-07-01T00:00:00Z,2.5,12.5,,batch\n")
    try write(
      copy, "usage.csv",
      "request_id,task_id,timestamp,model,input_tokens,output_tokens,service_tier\n"
        + "a,t,2026-08-02T00:00:00Z,big,400000,0,batch\n")
    try write(copy, "outcomes.csv", "task_id,completed_at,category,tool\nt,2026-08-02T00:00:00Z,mail,big\n")
    try write(copy, "policy.yaml", "tools: {big: {tier: frontier}}\nperiod: 2026Q3\n")
    let imported = try run(copy, "import", "usage.csv", "prices.csv", "outcomes.csv")
    #expect(imported.messages.contains("  big: 1 row, 1.00 USD"))
    #expect(try run(copy, "prices", "list").output.contains("  big: 1 row, 1.00 USD"))
    let json = try run(copy, "report", "--policy", "policy.yaml", "--format", "json").output
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let use = (object["reconciliation"] as? [String: Any])?["untiered_use"] as? [String: Any]
    #expect(use?["rows"] as? Int == 1 && use?["cost"] as? String == "1.00")
    #expect(json.contains("mode-without-price-tier"))
  }

  @Test("The list of imports says what is stored of each price file, before and after one is taken back")
  func imports() throws {
    let copy = try loaded()
    // Of three rows one is new, one there already, and one takes the place of another.
    let replaced = try run(copy, "import", "new.csv", "--on-conflict", "replace")
    #expect(replaced.messages.contains("3 price rows: 1 new, 1 there already, 1 in place of others"))
    let list = try run(copy, "imports").output
    #expect(
      list.contains(
        "2  prices  old.csv\n   2 price rows: 2 new\n   stored: 2 prices, 1 of them replaced by a later import\n"))
    #expect(list.contains("1 in place of others\n   stored: 2 prices\n"))
    let refused = try run(copy, "imports", "--undo", "2")
    #expect(refused.status == 69 && refused.messages.contains("[cannot-undo]"))
    #expect(refused.messages.contains("import 3 holds 2 of its rows") && refused.messages.contains("imports --undo 3"))
    #expect(try run(copy, "imports", "--undo", "3").status == 0)
    let after = try run(copy, "imports").output
    #expect(after.contains("2  prices  old.csv\n   2 price rows: 2 new\n   stored: 2 prices\n"))
    #expect(after.contains("3  prices  new.csv  taken back\n"))
    #expect(after.components(separatedBy: "stored:").count == 3)
    #expect(try run(copy, "check").status == 0)
  }

  @Test("A catalogue is explained, and imported under --prices, from the day that is said")
  func catalogue() throws {
    let copy = try FixtureCopy(of: nil)
    let file = BuiltCommand.root.appending(path: "fixtures/catalogues/litellm/catalogue.json").path()
    let explained = try run(copy, "import", "--explain", file, "--prices-from", "2026-07-01")
    #expect(explained.output.contains("a price catalogue (litellm), 14 prices"))
    let imported = try run(copy, "import", "--prices", file, "--prices-from", "2026-07-01")
    #expect(imported.status == 0, "\(imported.messages)")
    #expect(imported.messages.contains("14 price rows: 14 new"))
    #expect(imported.messages.contains("0.40 times as much"))
    #expect(try run(copy, "prices", "list", "--provider", "azure").output.split(separator: "\n").count == 7)
  }
}
