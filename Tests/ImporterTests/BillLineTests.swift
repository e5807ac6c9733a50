import Foundation
import Importer
import Storage
import Testing
import TriageModel

@Suite("Bill lines are told apart by what they charge for, and known again in any order")
struct BillLineTests {
  @Test(
    "FOCUS lines that are alike: another order is nothing new, a late one is one line, another amount is a conflict")
  func equalLines() throws {
    let header = "BilledCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ProviderName\n"
    func lines(_ amounts: String..., provider: String = "AWS") -> String {
      header + amounts.map { "\($0),USD,2026-07-01T00:00:00Z,2026-07-02T00:00:00Z,Usage,\(provider)\n" }.joined()
    }
    let workspace = try Workspace()
    let database = try workspace.database()
    #expect(try workspace.loadBill(database, lines("0.75", "0.95")).newRows == 2)
    #expect(try workspace.loadBill(database, lines("0.95", "0.75")).newRows == 0)
    // The late line stands before the two that are there.
    let late = try workspace.loadBill(database, lines("0.10", "0.75", "0.95"))
    #expect(late.newRows == 1 && late.repeatedRows == 2)
    #expect(try database.billedNanos() == 1_800_000_000)
    let error = #expect(throws: ImportError.self) { try workspace.loadBill(database, lines("0.11", "0.75", "0.95")) }
    #expect(error?.diagnostics.map(\.code) == ["conflict"])
    #expect(
      error?.diagnostics.first?.remedy?.contains("a later delivery of the same bill, say --on-conflict replace") == true
    )
    // 0.11 takes the place of 0.10.
    let restated = try workspace.loadBill(database, lines("0.95", "0.11", "0.75")) { $0.onConflict = .replace }
    #expect(restated.replacedRows == 1 && restated.repeatedRows == 2)
    #expect(try database.billedNanos() == 1_810_000_000)
    // The same line of another provider is another one.
    #expect(try workspace.loadBill(database, lines("0.75", provider: "Microsoft")).newRows == 1)
    #expect(try database.billedNanos() == 2_560_000_000)
    try database.runChecks()
  }

  @Test(
    "FOCUS delivered again with other words and unit prices is the same bill; with invoices or tags filled in it is refused; other tags and invoices are other charges"
  )
  func deliveredAgain() throws {
    let header =
      "BilledCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ProviderName,SkuId,InvoiceId,"
      + "ChargeDescription,ListUnitPrice,Tags\n"
    func bill(_ rest: String, cents: [Int] = [175, 295, 381, 466], time: String = "T00:00:00Z") -> String {
      header
        + cents.enumerated().map { day, cents in
          "\(cents / 100).\(cents % 100),USD,2026-07-0\(day + 1)\(time),2026-07-0\(day + 2)\(time),Usage,AWS,in,\(rest)\n"
        }.joined()
    }
    let workspace = try Workspace()
    let database = try workspace.database()
    #expect(try workspace.loadBill(database, bill(",Tokens,0.30,{}")).newRows == 4)
    for again in [
      bill(",Tokens in,0.3,{}"), bill(",Tokens,0.30,{}", time: "T00:00:00.000Z"),
      bill(",Tokens,0.30,{}", time: "T02:00:00+02:00"),
    ] {
      #expect(try workspace.loadBill(database, again).newRows == 0)
    }
    let team = "\"{\"\"team\"\":\"\"books\"\"}\""
    for filled in [bill("INV-77,Tokens,0.30,{}"), bill(",Tokens,0.30,\(team)")] {
      let error = #expect(throws: ImportError.self) { try workspace.loadBill(database, filled) }
      #expect(error?.diagnostics.map(\.code) == ["billed-twice"])
      #expect(error?.diagnostics.first?.remedy?.contains("imports --undo 1") == true)
    }
    #expect(try database.billedNanos() == 13_170_000_000)
    // Another team's charges in a file of their own, and those of another invoice.
    #expect(try workspace.loadBill(database, bill(",Tokens,0.30,\(team)", cents: [120, 233, 349, 461])).newRows == 4)
    #expect(try workspace.loadBill(database, bill("INV-78,Tokens,0.30,{}", cents: [111, 222])).newRows == 2)
    #expect(try database.billedNanos() == 13_170_000_000 + 11_630_000_000 + 3_330_000_000)
    try database.runChecks()
  }

  @Test("A billing period is a moment, however it is written; another one is another bill")
  func billingPeriod() throws {
    func bill(_ period: String) -> String {
      "BilledCost,BillingCurrency,BillingPeriodStart,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ProviderName\n"
        + "1.75,USD,\(period),2026-07-01T00:00:00Z,2026-07-02T00:00:00Z,Usage,AWS\n"
    }
    let workspace = try Workspace()
    let database = try workspace.database()
    #expect(try workspace.loadBill(database, bill("2026-07-01T00:00:00Z")).newRows == 1)
    for same in ["2026-07-01T00:00:00.000Z", "2026-07-01", "2026-07-01T02:00:00+02:00", "7/1/2026"] {
      #expect(try workspace.loadBill(database, bill(same)).newRows == 0, "\(same)")
    }
    #expect(try workspace.loadBill(database, bill("2026-08-01T00:00:00Z")).newRows == 1)
    try database.runChecks()
  }

  @Test("A refund of the key of a charge: both count, in any order and again; two charges of one key name each other")
  func refunds() throws {
    let header = "start_time,end_time,amount_value,amount_currency,line_item\n"
    func bill(_ amounts: String...) -> String {
      header + amounts.map { "1782864000,1782950400,\($0),usd,\"m, input\"\n" }.joined()
    }
    let workspace = try Workspace()
    let database = try workspace.database()
    #expect(try workspace.loadBill(database, bill("4.00", "-2.50")).newRows == 2)
    #expect(try database.billedNanos() == 1_500_000_000)
    for again in [bill("-2.5", "4"), bill("-2.50"), bill("4.0")] {
      #expect(try workspace.loadBill(database, again).newRows == 0)
    }
    // The refund has grown since.
    let grown = try workspace.loadBill(database, bill("-3.00", "4.00")) { $0.onConflict = .replace }
    #expect(grown.replacedRows == 1 && grown.repeatedRows == 1)
    #expect(try database.billedNanos() == 1_000_000_000)
    // A charge that has become a refund is a conflict, as it always was.
    let other = try Workspace()
    let fresh = try other.database()
    #expect(try other.loadBill(fresh, bill("4.00")).newRows == 1)
    let alone = #expect(throws: ImportError.self) { try other.loadBill(fresh, bill("-1.00")) }
    let told = try #require(alone?.diagnostics.first)
    #expect(told.message.hasSuffix(": the amount is 4.00 USD in import 1, -1.00 USD here"))
    #expect(told.remedy?.contains("bring both in one file") == true)
    // So it counts beside its charge.
    let both = try workspace.database("both.db")
    #expect(try workspace.loadBill(both, bill("4.00")).newRows == 1)
    #expect(try workspace.loadBill(both, bill("4.00", "-1.00")).newRows == 1)
    #expect(try both.billedNanos() == 3_000_000_000)
    let error = #expect(throws: ImportError.self) { try other.loadBill(fresh, bill("4.00", "5.00")) }
    let problem = try #require(error?.diagnostics.first)
    #expect(problem.code == "conflict" && problem.message.hasPrefix("has the key of line 2, but another amount"))
    #expect(problem.message.hasSuffix(": the amount is 4.00 USD in import 1, 5.00 USD here"))
    try database.runChecks()
  }

  @Test("Two refunds of one key are two: in any order, again, in part, and with a third one; equal ones count once")
  func severalRefunds() throws {
    let header = "start_time,end_time,amount_value,amount_currency,line_item\n"
    func bill(_ amounts: String...) -> String {
      header + amounts.map { "1782864000,1782950400,\($0),usd,\"m, input\"\n" }.joined()
    }
    let workspace = try Workspace()
    let database = try workspace.database()
    let path = try workspace.write("b.csv", bill("4.00", "-0.50", "-0.25"))
    let outcome = try workspace.load(database, path)[0]
    #expect(outcome.entry.newRows == 3)
    let words = "2 refunds share the key of another one, -0.75 USD together; each of them counts"
    #expect(outcome.notes.contains { $0.code == "several-refunds" && $0.severity == .warning && $0.message == words })
    #expect(try database.billedNanos() == 3_250_000_000)
    for again in [bill("-0.25", "-0.50", "4.00"), bill("4.00", "-0.25"), bill("-0.50", "-0.50", "4.00")] {
      #expect(try workspace.loadBill(database, again).newRows == 0)
    }
    #expect(try workspace.loadBill(database, bill("4.00", "-0.25", "-1.00", "-0.50")).newRows == 1)
    #expect(try database.billedNanos() == 2_250_000_000)
    // A refund of another amount may be one of these three, grown: replace says that it is.
    #expect(throws: ImportError.self) { try workspace.loadBill(database, bill("4.00", "-0.30")) }
    // Without their charge they are two lines of their own.
    let other = try workspace.database("other.db")
    #expect(try workspace.loadBill(other, bill("-0.50", "-0.25")).newRows == 2)
    #expect(try workspace.loadBill(other, bill("-0.25", "-0.50")).newRows == 0)
    #expect(try other.billedNanos() == -750_000_000)
    try database.runChecks()
    try other.runChecks()
  }

  @Test("Seats, tax and credits of a provider are no charges of its cost export; its usage in another form is")
  func otherKinds() throws {
    let workspace = try Workspace()
    let database = try workspace.database()
    let cost = "usage_date_utc,model,workspace,token_type,cost_usd\n2026-07-01,Claude Opus 5,Default,input,1.00\n"
    _ = try workspace.loadBill(database, cost)
    func line(_ kind: String) -> String {
      "provider,invoice_id,period_start,period_end,amount_usd,kind\n"
        + "anthropic,T-\(kind),2026-07-01T00:00:00Z,2026-08-01T00:00:00Z,600,\(kind)\n"
    }
    for kind in ["purchase", "tax", "credit"] {
      #expect(try workspace.loadBill(database, line(kind)).newRows == 1)
    }
    for kind in ["usage", "adjustment"] {
      let error = #expect(throws: ImportError.self) { try workspace.loadBill(database, line(kind)) }
      #expect(error?.diagnostics.map(\.code) == ["billed-twice"])
    }
  }
}
