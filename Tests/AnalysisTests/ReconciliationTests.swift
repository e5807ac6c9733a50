import Testing
import TriageModel

@testable import Analysis

@Suite("Bills are compared with usage line by line")
struct ReconciliationTests {
  private let july = Month(year: 2026, month: 7)
  private let quarter = Period.quarter(containing: Month(year: 2026, month: 7))

  private func usage(
    _ provider: String?, _ model: String, _ month: Month, _ dollars: Double, reported: Bool = true, unpriced: Int128 = 0
  ) -> ModelCell {
    var sums = UsageSums()
    sums.rows = 1 + unpriced
    sums.costNanos = Int128((dollars * 1e9).rounded())
    sums.unpricedRows = unpriced
    if reported {
      sums.reportedRows = 1
      sums.reportedNanos = sums.costNanos
    }
    return ModelCell(
      month: month, provider: provider, model: model, usage: sums, comparableRows: 0, comparableReportedNanos: 0,
      comparableListNanos: 0)
  }

  private func bill(
    _ provider: String, _ model: String?, _ months: ClosedRange<Int>, _ dollars: Double, rows: Int128 = 1,
    kind: InvoiceRow.Kind = .usage, list: Double? = nil
  ) -> InvoiceCell {
    let nanos = Int128((dollars * 1e9).rounded())
    return InvoiceCell(
      provider: provider, model: model, kind: kind, firstMonth: Month(year: 2026, month: months.lowerBound),
      lastMonth: Month(year: 2026, month: months.upperBound), rows: rows, amountNanos: nanos,
      roundingNanos: rows * 5_000_000, listNanos: list.map { Int128(($0 * 1e9).rounded()) })
  }

  private func make(
    _ invoices: [InvoiceCell], _ models: [ModelCell], policy: Policy = Policy(), days: [UsageDay]? = nil
  ) -> Reconciliation? {
    ReconciliationMaking(period: quarter, policy: policy, invoices: invoices, models: models, usageDays: days)
      .reconciliation()
  }

  /// Sums and parts of every reconciliation.
  private func expectToFoot(_ found: Reconciliation) {
    let charges = InvoiceRow.Kind.allCases.map(found.amount).total()
    let parts =
      found.usage.cost - found.uncovered + found.discount + charges + found.billedWithoutUsage + found.usedNotBilled
      + found.roundingDifference + found.unexplained
    #expect(parts == found.invoiced)
    #expect(found.spend == found.usage.cost + found.billedBeyondUsage)
  }

  @Test("Without a bill there is nothing to compare")
  func none() { #expect(make([], [usage("a", "m", july, 1)]) == nil) }

  @Test(
    "Where months are not those of UTC, a check says what bills and usage can differ by; it is a note beside a mismatch"
  )
  func zones() throws {
    func check(_ billed: Double, _ timezone: String) throws -> QualityCheck? {
      let found = try #require(make([bill("a", "m", 7...7, billed)], [usage("a", "m", july, 1)]))
      return InvoiceQuality(reconciliation: found, timezone: timezone).checks.first { $0.key == "invoice-months" }
    }
    #expect(try check(2, "UTC") == nil)
    #expect(try check(1, "Europe/Berlin")?.status == .pass)
    let differing = try #require(try check(2, "Europe/Berlin"))
    #expect(differing.status == .note && differing.result.hasPrefix("Months are those of Europe/Berlin"))
  }

  @Test("Half a cent a line is rounding, the tolerance is matched, more is a mismatch")
  func classes() throws {
    let found = try #require(
      make(
        [
          bill("a", "even", 7...7, 2), bill("a", "rounded", 7...7, 0.03, rows: 3), bill("a", "near", 7...7, 100.49),
          bill("a", "apart", 7...7, 1.1), bill("a", "billed", 7...7, 4), bill("a", "unknown", 7...7, 5),
        ],
        [
          usage("a", "even", july, 2), usage("a", "rounded", july, 0.0445), usage("a", "near", july, 100),
          usage("a", "apart", july, 1), usage("a", "used", july, 3),
          usage("a", "unknown", july, 0, reported: false, unpriced: 0),
        ]))
    let classes = Dictionary(uniqueKeysWithValues: found.lines.map { ($0.model ?? "", $0.outcome) })
    #expect(classes["even"] == .matched && classes["rounded"] == .rounding && classes["near"] == .matched)
    #expect(classes["apart"] == .mismatch && classes["billed"] == .providerOnly && classes["used"] == .localOnly)
    #expect(found.roundingDifference == Money(nanos: -14_500_000))
    #expect(found.unexplained == Money(nanos: 490_000_000 + 100_000_000 + 5_000_000_000))
    #expect(found.usedNotBilled == Money(nanos: -3_000_000_000) && found.isComplete)
    expectToFoot(found)
  }

  @Test(
    "A bill of a provider without usage beside usage of another one without a bill may be one provider under two names")
  func twoNames() throws {
    func check(
      _ invoices: [InvoiceCell], _ models: [ModelCell], separate: Set<String> = []
    ) throws -> QualityCheck? {
      let found = try #require(make(invoices, models))
      expectToFoot(found)
      return InvoiceQuality(reconciliation: found, separateProviders: separate).checks
        .first { $0.key == "invoice-providers" }
    }
    let equal = try #require(try check([bill("AWS", nil, 7...7, 30)], [usage("bedrock", "m", july, 30)]))
    #expect(equal.status == .fail)
    #expect(equal.result.contains("AWS is billed 30.00 USD for 2026-07"))
    #expect(equal.result.contains("bedrock has 30.00 USD of usage"))
    #expect(equal.effect.contains("--set provider=bedrock --on-conflict replace"))
    // Neither amounts, models nor names fit, and the smaller one is little: 1 of 101 dollars.
    let apart = try check([bill("cursor", nil, 7...7, 100)], [usage("openai", "m", july, 1)])
    #expect(apart?.status == .note)
    // 90 dollars of one company beside 700 of another are two bills, of which one is still to come.
    let mistral = try #require(try check([bill("mistral", nil, 7...7, 90)], [usage("anthropic", "m", july, 700)]))
    #expect(mistral.status == .note && !mistral.effect.contains("replace"))
    #expect(mistral.effect.contains("`separate_providers: [mistral, anthropic]`"))
    // Known names of one company, whatever the amounts; the policy knows better.
    let google = [bill("Google Cloud", nil, 7...7, 90)]
    let vertex = [usage("vertex_ai", "m", july, 30), usage("openai", "m", july, 500)]
    let alias = try #require(try check(google, vertex))
    #expect(alias.status == .fail && alias.effect.contains("30.00 USD count twice") && !alias.result.contains("openai"))
    #expect(try check(google, vertex, separate: ["google cloud", "vertex_ai", "openai"])?.status == .pass)
    #expect(try check(google, vertex, separate: ["vertex_ai", "openai"])?.status == .fail)
    // Another month, a provider that has both, and a bill alone say nothing.
    #expect(try check([bill("AWS", nil, 8...8, 30)], [usage("bedrock", "m", july, 30)]) == nil)
    #expect(try check([bill("a", nil, 7...7, 30)], [usage("a", "m", july, 30), usage("b", "m", july, 30)]) == nil)
    #expect(try check([bill("a", nil, 7...7, 30)], []) == nil)
  }

  @Test("Names of separate_providers that no bill and no usage has, and one name alone, are said with the nearest name")
  func separateNames() {
    func check(_ names: Set<String>) -> QualityCheck? {
      SeparateNames(names: names, known: ["mistral", "Anthropic", "openai"]).checks.first
    }
    let misspelt = check(["mistrl", "anthropic"])
    #expect(misspelt?.status == .note && misspelt?.key == "separate-providers")
    #expect(misspelt?.result.contains("no bill is of `mistrl`") == true)
    #expect(misspelt?.effect == "Such a name keeps nothing apart: did you mean `mistral` for `mistrl`?")
    #expect(check(["mistral"])?.result == "The policy's separate_providers names `mistral` alone.")
    #expect(check(["a-provider-of-nobody", "openai"])?.effect == "Such a name keeps nothing apart.")
    #expect(check(["mistral", "anthropic"]) == nil && check([]) == nil)
  }

  @Test("A bill that ends before its month, with usage beyond it, is named and is none in full")
  func cutBill() throws {
    func lines(_ dollars: Double) -> [InvoiceCell] {
      var cell = bill("a", "m", 8...8, dollars)
      cell.start = Month(year: 2026, month: 8).start
      cell.end = Instant(nanosSinceEpoch: Month(year: 2026, month: 8).start.nanosSinceEpoch + 5 * Instant.nanosPerDay)
      return [cell, bill("a", "m", 7...7, 31)]
    }
    let used = [usage("a", "m", july, 31), usage("a", "m", july.advanced(by: 1), 31)]
    let found = try #require(make(lines(5), used))
    let cut = try #require(found.cutBills.first)
    #expect(found.cutBills.count == 1 && cut.months.text == "2026-08" && cut.beyond == Money(nanos: 26_000_000_000))
    #expect(cut.lastDay - cut.firstDay == 4 && !found.isComplete)
    let check = try #require(InvoiceQuality(reconciliation: found).checks.first { $0.key == "invoice-days" })
    #expect(check.status == .fail && check.result.contains("from 2026-08-01 to 2026-08-05 alone, 26.00 USD"))
    expectToFoot(found)
    // Nothing more was used: the bill ends where use does.
    let whole = try #require(make(lines(31), used))
    #expect(whole.cutBills.isEmpty && whole.isComplete)
    // Less is billed than used, but on the days of the bill: a discount of 5 dollars. On the sixth day it is 4 of 26.
    let first = Month(year: 2026, month: 8).start.daysSinceEpoch
    func day(_ day: Int, _ dollars: Int128) -> UsageDay {
      UsageDay(provider: "A", day: first + day, costNanos: dollars * 1_000_000_000)
    }
    #expect(try #require(make(lines(26), used, days: [day(-1, 31), day(0, 31), day(31, 9)])).cutBills.isEmpty)
    let beyond = try #require(make(lines(26), used, days: [day(4, 27), day(5, 4)])).cutBills
    #expect(beyond.map(\.beyond) == [Money(nanos: 4_000_000_000)])
  }

  @Test("Exactly the bound of rounding and exactly the tolerance are inside")
  func bounds() throws {
    var policy = Policy()
    policy.invoiceTolerance = 0.01
    let found = try #require(
      make(
        [bill("a", "r", 7...7, 1.005), bill("a", "t", 7...7, 100), bill("a", "u", 7...7, 100)],
        [usage("a", "r", july, 1), usage("a", "t", july, 99), usage("a", "u", july, 98.999999999)], policy: policy))
    #expect(found.lines.map(\.outcome) == [.rounding, .matched, .mismatch])
    expectToFoot(found)
  }

  @Test("Many rounded lines excuse no gap: a thousand of them go up and down by 0.37 dollars, not by five")
  func manyLines() throws {
    // Four deviations of 1,000 lines: 4 × √(1000/3) half cents = 0.3651 dollars.
    func outcome(_ usageDollars: Double) throws -> [Reconciliation.Outcome] {
      var policy = Policy()
      policy.invoiceTolerance = 0
      let found = try #require(
        make([bill("a", "m", 7...7, 100, rows: 1000)], [usage("a", "m", july, usageDollars)], policy: policy))
      expectToFoot(found)
      return found.lines.map(\.outcome)
    }
    #expect(try outcome(99.635) == [.rounding])
    #expect(try outcome(99.6345) == [.mismatch])
    #expect(try outcome(95) == [.mismatch])
  }

  @Test("Rows whose cost nobody knows are known to the provider alone")
  func unpriced() throws {
    var cell = usage("a", "m", july, 0, reported: false)
    cell.usage.unpricedRows = cell.usage.rows
    let found = try #require(make([bill("a", "m", 7...7, 7)], [cell]))
    #expect(found.lines.map(\.outcome) == [.providerOnly])
    #expect(found.billedWithoutUsage == Money(nanos: 7_000_000_000))
    expectToFoot(found)
  }

  @Test("A bill over several months is compared with the usage of all of them")
  func months() throws {
    let august = july.advanced(by: 1)
    let found = try #require(
      make(
        [bill("a", "m", 7...8, 3), bill("a", "m", 8...9, 2)],
        [usage("a", "m", july, 1), usage("a", "m", august, 2), usage("a", "m", july.advanced(by: 2), 2)]))
    #expect(found.lines.count == 1 && found.lines[0].outcome == .matched)
    #expect(found.lines[0].months == quarter)
    expectToFoot(found)
  }

  @Test("A span that leaves the period is in no sum, and its usage counts as it is")
  func crossing() throws {
    let found = try #require(
      make(
        [bill("a", "m", 7...7, 1), bill("a", "m", 9...10, 5), bill("a", nil, 6...7, -1, kind: .credit)],
        [usage("a", "m", july, 1), usage("a", "m", july.advanced(by: 2), 4)]))
    #expect(found.crossing.map(\.amount) == [Money(nanos: -1_000_000_000), Money(nanos: 5_000_000_000)])
    #expect(found.charges.isEmpty)
    #expect(found.invoiced == Money(nanos: 1_000_000_000) && found.uncovered == Money(nanos: 4_000_000_000))
    #expect(!found.isComplete && found.spend == Money(nanos: 5_000_000_000))
    expectToFoot(found)
  }

  @Test("A bill without models is compared with the provider as a whole; one beside models stands alone")
  func wholeProvider() throws {
    let both = [usage("a", "m", july, 1), usage("a", "n", july, 2)]
    let whole = try #require(make([bill("A", nil, 7...7, 3)], both))
    #expect(whole.lines.count == 1 && whole.lines[0].outcome == .matched && whole.lines[0].model == nil)
    let beside = try #require(
      make([bill("a", "m", 7...7, 1), bill("a", "n", 7...7, 2), bill("a", nil, 7...7, 0.5)], both))
    #expect(beside.lines.map(\.outcome) == [.matched, .matched, .providerOnly])
    expectToFoot(whole)
    expectToFoot(beside)
  }

  @Test("Names of providers differ in case, names of models by the policy's aliases")
  func names() throws {
    var policy = Policy()
    policy.modelAliases = ["Claude Sonnet 4.5": "sonnet", "claude-sonnet-4-5-20250929": "sonnet"]
    let cells = [bill("Anthropic", "Claude Sonnet 4.5", 7...7, 2)]
    let models = [usage("anthropic", "claude-sonnet-4-5-20250929", july, 2)]
    #expect(try #require(make(cells, models, policy: policy)).lines.map(\.outcome) == [.matched])
    #expect(try #require(make(cells, models)).lines.map(\.outcome) == [.providerOnly, .localOnly])
  }

  @Test("Usage without a provider belongs to the only one that bills its model or its month, otherwise to none")
  func nameless() throws {
    let two = [bill("a", "m", 7...7, 1), bill("b", "n", 7...7, 2)]
    let found = try #require(make(two, [usage(nil, "m", july, 1), usage(nil, "n", july, 2)]))
    #expect(found.lines.map(\.outcome) == [.matched, .matched])
    let other = try #require(make(two, [usage(nil, "x", july, 4)]))
    #expect(other.uncovered == .zero && other.usedNotBilled == Money(nanos: -4_000_000_000))
    let only = try #require(make([bill("a", nil, 7...7, 4)], [usage(nil, "x", july, 4)]))
    #expect(only.lines.map(\.outcome) == [.matched])
    for each in [found, other, only] { expectToFoot(each) }
  }

  @Test("Usage at list price and a discounted bill: the discount is named, the rest has its class")
  func discount() throws {
    let found = try #require(
      make([bill("a", "m", 7...7, 90, list: 100)], [usage("a", "m", july, 100.004, reported: false)]))
    #expect(found.lines.map(\.outcome) == [.rounding])
    #expect(found.discount == Money(nanos: -10_000_000_000))
    #expect(found.roundingDifference == Money(nanos: -4_000_000))
    expectToFoot(found)
  }

  @Test("Whatever is billed and used, every statement foots, and the order of cells does not show")
  func conservation() throws {
    var state: UInt64 = 42
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<200 {
      let names: [String?] = ["a", "B", "c", nil]
      let models = (0..<next(12)).map { _ in
        usage(names[next(4)], "m\(next(3))", july.advanced(by: next(3)), Double(next(2000)) / 1000)
      }
      let invoices = (0..<1 + next(12)).map { _ in
        let first = 6 + next(4)
        return bill(
          ["A", "b", "d"][next(3)], next(3) == 0 ? nil : "m\(next(3))", first...min(12, first + next(3)),
          Double(next(4000) - 500) / 1000, kind: InvoiceRow.Kind.allCases[next(8) % 5],
          list: next(2) == 0 ? nil : Double(next(4000)) / 1000)
      }
      guard let found = make(invoices, models) else { continue }
      expectToFoot(found)
      #expect(found.usage.cost == models.map(\.usage.cost).total())
      #expect(make(invoices.reversed(), models.reversed())?.lines == found.lines)
    }
  }
}
