import Foundation
import Importer
import Storage
import Testing
import TriageModel

@Suite("The same export in another grouping is noticed, whatever its days hold beside")
struct RegroupedExportTests {
  private static let usage =
    "start_time,end_time,start_time_iso,project_id,user_id,api_key_id,model,num_model_requests,input_tokens,output_tokens\n"

  /// A day of July of one key: thousands of input tokens, and 20 of output.
  private func day(_ day: Int, _ key: String, _ thousands: Int, model: String = "gpt-5-mini") -> String {
    let start = 1_782_864_000 + (day - 1) * 86_400
    return "\(start),\(start + 86_400),2026-07-0\(day)T00:00:00,\(key),\(model),2,\(thousands)000,20\n"
  }

  /// Refusals, or the warnings of the last file.
  private func load(
    _ texts: String..., separate: Bool = false, period: Period? = nil
  ) throws -> (errors: [Diagnostic], warnings: [Diagnostic]) {
    let workspace = try Workspace()
    let database = try workspace.database()
    var options = ImportOptions()
    options.source.isSeparateSpend = separate
    options.source.period = period
    var notes: [Diagnostic] = []
    do {
      for (index, text) in texts.enumerated() {
        let file = ImportFile(path: try workspace.write("f\(index).csv", text))
        notes = try Importer(toolVersion: "test", options: options).run([file], into: database)[0].notes
      }
    } catch let error as ImportError {
      return (error.diagnostics, [])
    }
    return ([], notes.filter { $0.code == "counted-twice" || $0.code == "billed-twice" })
  }

  @Test("A day that one file holds in part does not hide that the other days are equal")
  func partialDay() throws {
    // Three days equal, and the fourth taken at noon: three of four are fewer than nine in ten.
    let taken = Self.usage + (1...3).map { day($0, "p,u,k", 4) }.joined() + day(4, "p,u,k", 2)
    let later = Self.usage + (1...3).map { day($0, "p,u,", 4) }.joined() + day(4, "p,u,", 5) + day(5, "p,u,", 6)
    #expect(try load(taken, later).errors.map(\.code) == ["counted-twice"])
    #expect(try load(taken, later, separate: true).errors.isEmpty)
    // In the middle it is a difference: three of four are warned of.
    let inner = Self.usage + day(1, "p,u,", 4) + day(2, "p,u,", 5) + day(3, "p,u,", 4) + day(4, "p,u,", 2)
    let found = try load(taken, inner)
    #expect(found.errors.isEmpty && found.warnings.count == 1)
    #expect(
      found.warnings.first?.message.hasPrefix("3 of 4 sums of a day of openai from 2026-07-01 to 2026-07-04") == true)
  }

  @Test("Restated days do not hide the others where five different sums are equal; one sum every night may be chance")
  func restatedDays() throws {
    let first = Self.usage + (1...9).map { day($0, "p,u,k", 10 + $0) }.joined()
    let restated = Self.usage + (1...9).map { day($0, "p,u,", 10 + $0 + ($0 > 3 && $0 < 8 ? 1 : 0)) }.joined()
    #expect(try load(first, restated).errors.map(\.code) == ["counted-twice"])
    // Days 1 to 5 of a nightly job are equal, days 6 to 9 are not.
    let job = Self.usage + (1...9).map { day($0, "p,u,k", 24) }.joined()
    let other = Self.usage + (1...9).map { day($0, "q,v,l", $0 < 6 ? 24 : 30) }.joined()
    let found = try load(job, other)
    #expect(found.errors.isEmpty && found.warnings.count == 1)
  }

  @Test("Rows without tokens are compared by what they cost")
  func premiumRequests() throws {
    func report(_ organisation: String, _ centre: String, cents: [Int] = [212, 404, 156]) -> String {
      "date,username,product,sku,model,quantity,unit_type,gross_amount,discount_amount,net_amount,organization,"
        + "cost_center_name\n"
        + cents.enumerated().map { index, cents in
          let usd = "\(cents / 100).\(cents % 100 / 10)\(cents % 10)"
          return "2026-07-0\(index + 1),ann,copilot,copilot_premium_request,m,10,requests,\(usd),0,\(usd),"
            + "\(organisation),\(centre)\n"
        }.joined()
    }
    let found = try load(report("acme", ""), report("acme", "CC1")).errors
    #expect(found.map(\.code) == ["counted-twice"])
    #expect(found.first?.message.contains("very same amounts from 2026-07-01 to 2026-07-03") == true)
    #expect(found.first?.message.contains("as 4.04 USD from 2026-07-02 and 2 more") == true)
    #expect(try load(report("acme", ""), report("acme inc", "")).errors.count == 1)
    #expect(try load(report("acme", ""), report("other", "", cents: [216, 408, 160])).errors.isEmpty)
    // Whole dollars prove nothing.
    #expect(
      try load(report("acme", "", cents: [200, 400, 100]), report("b", "", cents: [200, 400, 100])).errors.isEmpty)
  }

  @Test("Sums whose parts lie in several other files are refused in any order; other spend and one sum a night are not")
  func partsInSeveralFiles() throws {
    func file(_ key: String, _ thousands: (Int) -> Int) -> String {
      Self.usage + (1...4).map { day($0, key, thousands($0)) }.joined()
    }
    // 11 + 22 = 33, 12 + 24 = 36, 13 + 26 = 39 and 14 + 28 = 42 thousand tokens.
    let (first, second) = (file("p,u,k") { 10 + $0 }, file("q,u,l") { 20 + 2 * $0 })
    let total = file(",,") { 30 + 3 * $0 }.replacing(",20\n", with: ",40\n")
    let last = try load(first, second, total).errors
    #expect(last.count == 1)
    #expect(
      last.first?.message
        == "the tokens of this file are the very sums of those of import 1 and import 2, as 33000 input and 40 output "
        + "tokens of gpt-5-mini on 2026-07-01 and 3 more: sums beside their parts")
    #expect(last.first?.remedy?.contains("leave this file out, or undo import 1 and undo import 2.") == true)
    let part = try load(total, first, second).errors
    #expect(
      part.count == 1 && part.first?.message.hasPrefix("the tokens of import 1 are the very sums of those of") == true)
    #expect(part.first?.remedy?.contains("undo import 1, or undo import 2 and leave this file out.") == true)
    #expect(try load(first, second, total, separate: true).errors.isEmpty)
    #expect(try load(first, second, file("r,,m") { 31 + 3 * $0 }).errors.isEmpty)
    let jobs = try load(
      file("p,u,k") { _ in 24 }, file("q,u,l") { _ in 30 }, file("r,u,m") { _ in 54 }.replacing(",20\n", with: ",40\n"))
    #expect(jobs.errors.isEmpty)
  }

  @Test("Where each file has days of its own, the days to remove are named")
  func daysOfBoth() throws {
    let july = Self.usage + (1...6).map { day($0, "p,u,k", 10 + $0) }.joined()
    let renamed = Self.usage + (4...8).map { day($0, "p,u,new", 10 + $0) }.joined()
    let remedy = try load(july, renamed).errors.first?.remedy
    #expect(remedy?.contains("remove the rows from 2026-07-04 to 2026-07-06 from this file") == true)
    let rest = Self.usage + (7...8).map { day($0, "p,u,new", 10 + $0) }.joined()
    let found = try load(july, rest)
    #expect(found.errors.isEmpty && found.warnings.isEmpty)
  }

  @Test("Rows that are there under their own keys are no other grouping of another project's equal ones")
  func ownKeys() throws {
    let production = Self.usage + (1...4).map { day($0, "p,,k", 24) + day($0, "p,,k", 100 + $0, model: "m") }.joined()
    let staging = Self.usage + (1...4).map { day($0, "q,,l", 24) + day($0, "q,,l", 200 + $0, model: "m") }.joined()
    // Production again, by itself and for more days: its first four are those of the first file.
    let later = Self.usage + (1...8).map { day($0, "p,,k", 24) }.joined()
    let found = try load(production, staging, later)
    #expect(found.errors.isEmpty && found.warnings.isEmpty)
    // Under another key it is what was renamed.
    let renamed = Self.usage + (1...8).map { day($0, "p,,new", 24) }.joined()
    #expect(try load(production, staging, renamed).errors.count == 1)
  }

  @Test("Claude spend of a month whose accounts are left out, or whose product has another name, is the same spend")
  func ranges() throws {
    func spend(_ rows: String) -> String {
      "user_email,account_uuid,product,model,total_requests,total_prompt_tokens,total_completion_tokens,"
        + "total_net_spend_usd\n" + rows
    }
    let month = spend("ann@x,u1,Code,opus,120,5000000,200000,30.00\nbob@x,u2,Chat,haiku,12,5000,200,0.02\n")
    let july = Period("2026-07")
    #expect(try load(month, month, period: july).errors.isEmpty)
    for change in [(",u1,", ",,"), ("Code", "Code CLI")] {
      let changed = month.replacingOccurrences(of: change.0, with: change.1)
      let found = try load(month, changed, period: july).errors
      #expect(found.map(\.code) == ["counted-twice"])
      #expect(found.first?.message.contains("as 5000000 input and 200000 output tokens of opus in 2026-07") == true)
    }
    // A user who came later, and another company's month.
    let more = spend("ann@x,u1,Code,opus,120,5000000,200000,30.00\ncy@x,u3,Chat,haiku,9,4000,100,0.01\n")
    #expect(try load(month, more, period: july).errors.isEmpty)
    #expect(try load(month, spend("eve@y,u9,Code,opus,7,300000,9000,2.00\n"), period: july).errors.isEmpty)
  }

  @Test("A part of an export in coarser rows is warned of by the columns that it leaves blank")
  func partInCoarserRows() throws {
    let all = (1...5).map { day($0, "p,u,k", 10 + $0) + day($0, "p,v,l", 20 + $0) + day($0, "q,w,m", 30 + $0) }.joined()
    let part = (1...5).map { day($0, "p,,", 30 + 2 * $0) }.joined()
    let found = try load(Self.usage + all, Self.usage + part)
    #expect(found.errors.isEmpty && found.warnings.count == 1)
    #expect(
      found.warnings.first?.message
        == "from 2026-07-01 to 2026-07-05 rows of openai leave user_id, api_key_id blank, which rows of import 1 fill "
        + "on the same days, and count beside them")
    #expect(
      try load(Self.usage + part, Self.usage + all).warnings.first?.message.contains("rows of openai fill") == true)
    // A project of service accounts is no part of another project, and the same grouping leaves nothing blank.
    let service = (1...5).map { day($0, "another project,,", 30 + 2 * $0) }.joined()
    #expect(try load(Self.usage + all, Self.usage + service).warnings.isEmpty)
    let more = (1...5).map { day($0, "p,u,k2", 10) }.joined()
    #expect(try load(Self.usage + all, Self.usage + all + more).warnings.isEmpty)
    #expect(try load(Self.usage + all, Self.usage + part, separate: true).warnings.isEmpty)
  }
}
