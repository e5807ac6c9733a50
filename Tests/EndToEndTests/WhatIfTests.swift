import Foundation
import Testing

@Suite("What if: the same rows under another policy")
struct WhatIfTests {
  private func loaded(_ name: String) throws -> FixtureCopy {
    let copy = try FixtureCopy(of: BuiltCommand.root.appending(path: "fixtures/cases/\(name)"))
    let result = try BuiltCommand(folder: copy.folder).run(GoldenCaseTests.arguments(copy))
    try #require(result.status == 0, "\(result.messages)")
    return copy
  }

  private func run(_ copy: FixtureCopy, _ arguments: String...) throws -> BuiltCommand.Result {
    try BuiltCommand(folder: copy.folder).run(arguments + ["--policy", "policy.yaml", "--db", "triage.db"])
  }

  @Test("A change that turns verdicts names them, and one that turns none says so")
  func verdicts() throws {
    let copy = try loaded("all-verdicts")
    let dearer = try run(copy, "what-if", "--set", "tools.flow.cost_per_run_usd=2", "--set", "confidence=0.9")
    #expect(dearer.status == 0)
    #expect(dearer.output.contains("What if tools.flow.cost_per_run_usd=2, confidence=0.9"))
    #expect(dearer.output.contains("One of eight verdicts changes."))
    #expect(dearer.output.contains("data_entry"))
    let nothing = try run(copy, "what-if", "--set", "budget_usd=100")
    #expect(nothing.output.contains("No verdict changes, of eight verdicts."))
    #expect(nothing.messages.isEmpty)
    let typo = try run(copy, "what-if", "--set", "categories.draftin.value_usd_per_success=100")
    #expect(typo.status == 0)
    #expect(typo.messages.contains("no row of 2026Q3 has this name"))
    #expect(typo.messages.contains("Did you mean `drafting`?"))
  }

  @Test("The verdict then is that of a policy file with the value in it")
  func sameAsFile() throws {
    let copy = try loaded("all-verdicts")
    let answer = try run(copy, "what-if", "--set", "min_tool_n=3")
    #expect(answer.output.contains("slides"))
    let policy = try copy.text("policy.yaml").replacingOccurrences(of: "min_tool_n: 10", with: "min_tool_n: 3")
    try Data(policy.utf8).write(to: copy.folder.appending(path: "policy.yaml"))
    let report = try run(copy, "report")
    #expect(report.output.contains("| slides | Ops | Keep on frontier |"))
  }

  @Test("A sweep prints where each category flips")
  func sweep() throws {
    let copy = try loaded("all-verdicts")
    let result = try run(copy, "what-if", "--sweep", "tools.flow.cost_per_run_usd=0:2:0.5")
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n").filter { $0.hasPrefix("data_entry") }
    #expect(lines.count == 2)
    #expect(lines.first?.contains("0  Move to software: flow") == true)
    #expect(lines.last?.contains("1.5  Keep on frontier") == true)
    #expect(result.output.contains("Seven other verdicts do not change."))
    let steady = try run(copy, "what-if", "--sweep", "budget_usd=0:2:1")
    #expect(steady.output.contains("No verdict changes."))
  }

  @Test("explain --csv gives every figure as a cell, and no text is a formula")
  func cells() throws {
    let copy = try loaded("hand")
    let result = try run(copy, "explain", "letters", "--csv")
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.first == "section,option,item,measure,value,unit")
    for line in [
      "category,,,verdict,cheaper_model,", "comparison,mini,,delta,6,USD per task",
      "stratum,mini,1,mean_incumbent,10,USD per task",
      "money,mini,,annual_saving,144,USD per year",
    ] {
      #expect(lines.contains(line), "\(line)")
    }
    let hostile = try loaded("hostile-names")
    let names = try run(hostile, "explain", "=cmd()|x", "--csv")
    #expect(names.output.contains("category,,,name,'=cmd()|x,"))
    #expect(names.output.contains("option,'=1+1,"))
    #expect(!names.output.contains(",="))
  }
}
