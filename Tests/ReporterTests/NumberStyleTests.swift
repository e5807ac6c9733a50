import Analysis
import Testing
import TriageModel

@testable import Reporter

@Suite("Numbers on paper")
struct NumberStyleTests {
  let thousands = NumberStyle(largest: SampleReviews.dollars(486_200), level: 0.9)
  let small = NumberStyle(largest: SampleReviews.dollars(12_300), level: 0.9)
  let dollars = NumberStyle(largest: SampleReviews.dollars(99), level: 0.9)

  @Test("The largest amount decides on the unit: dollars, thousands from 10k, millions from 10,000k")
  func unit() {
    #expect(NumberStyle(largest: Money(nanos: 9_999_999_999_999), level: 0.9).unit == .dollars)
    #expect(NumberStyle(largest: SampleReviews.dollars(10_000), level: 0.9).unit == .thousands)
    #expect(NumberStyle(largest: SampleReviews.dollars(9_999_999), level: 0.9).unit == .thousands)
    #expect(NumberStyle(largest: SampleReviews.dollars(10_000_000), level: 0.9).unit == .millions)
  }

  @Test("Ledger amounts have one decimal, estimates a sign and none above 100 units")
  func tableAmounts() {
    #expect(thousands.invoiced(SampleReviews.dollars(486_150)) == "486.2")
    #expect(thousands.invoiced(-SampleReviews.dollars(6_049)) == "\u{2212}6.0")
    #expect(thousands.invoiced(.zero) == "0.0")
    #expect(thousands.estimated(61_499.9) == "+61")
    #expect(thousands.estimated(-27_000) == "\u{2212}27")
    #expect(thousands.estimated(-400) == "0")
    #expect(small.estimated(9_849) == "+9.8")
    #expect(dollars.invoiced(SampleReviews.cents(5_890)) == "58.90")
  }

  @Test("Intervals have no leading plus; in running text they stand in square brackets")
  func intervals() {
    #expect(thousands.interval(-14_000, 2_000) == "\u{2212}14 to 2")
    #expect(thousands.estimate(Estimate(value: 56_000, lo: 47_000, hi: 62_000)) == "+56 [47 to 62]")
    #expect(NumberStyle.perTaskEstimate(0.25, -3.453, 3.953) == "+0.25 [\u{2212}3.45 to 3.95]")
    #expect(thousands.levelText == "90%")
    #expect(NumberStyle(largest: .zero, level: 0.975).levelText == "97.5%")
  }

  @Test(
    "Money in sentences has one decimal below 100 units and falls to a smaller unit where it must",
    arguments: [
      (58_900, "$58.9k"), (176_100, "$176k"), (100, "$0.1k"), (99, "$99.00"), (0, "$0"), (-3_000, "minus $3.0k"),
    ])
  func sentences(dollars: Int, text: String) {
    #expect(thousands.sentence(SampleReviews.dollars(dollars)) == text)
  }

  @Test(
    "Money per task has two decimals, and three significant digits below ten cents",
    arguments: [(0.95, "0.95"), (0.0412, "0.0412"), (0.00001234, "0.0000123"), (-0.05, "\u{2212}0.0500"), (0, "0.00")])
  func perTask(dollars: Double, text: String) {
    #expect(NumberStyle.perTask(dollars) == text)
  }

  @Test("Counts are grouped, shares have one decimal, certainty is not claimed")
  func others() {
    #expect(NumberStyle.count(96_800) == "96,800")
    #expect(NumberStyle.count(Int128(1_234_567_890)) == "1,234,567,890")
    #expect(NumberStyle.share(0.0613) == "6.1%")
    #expect(NumberStyle.share(SampleReviews.dollars(1), of: .zero) == nil)
    #expect(NumberStyle.change(1.35) == "+35.0%")
    #expect(NumberStyle.probability(0.99999) == "above 0.999")
    #expect(NumberStyle.probability(1) == "1.000")
  }

  @Test("Numbers that are no numbers do not trap", arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e300])
  func extremes(value: Double) {
    #expect(!thousands.estimated(value).isEmpty)
    #expect(!NumberStyle.perTask(value).isEmpty)
    #expect(!NumberStyle.share(value).isEmpty)
    #expect(!thousands.sentence(value).isEmpty)
  }
}

@Suite("Columns that add up")
struct AddingColumnTests {
  @Test("Three thirds of a dollar print as 33, 33 and 34 cents at one decimal less")
  func thirds() {
    let third = Money(nanos: 333_333_333)
    let column = AddingColumn([third, third, third + Money(nanos: 1)], quantum: 10_000_000)
    #expect(column.lines.map(\.nanos) == [330_000_000, 330_000_000, 340_000_000])
    #expect(column.total == SampleReviews.dollars(1))
  }

  @Test("A statistic's lost digits go to the largest line, a real difference stays visible")
  func residual() {
    let lines = [SampleReviews.dollars(10), SampleReviews.dollars(90)]
    let near = AddingColumn(
      lines, total: SampleReviews.dollars(100) + Money(nanos: 600_000_000), quantum: 1_000_000_000)
    #expect(near.lines == [SampleReviews.dollars(10), SampleReviews.dollars(91)])
    let far = AddingColumn(lines, total: SampleReviews.dollars(130), quantum: 1_000_000_000)
    #expect(far.total == SampleReviews.dollars(100))
  }

  @Test("Printed lines add up to the printed total, each within one step of its amount", arguments: 0..<200)
  func law(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let amounts = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
      Money(nanos: Int128.random(in: -9_000_000_000_000...9_000_000_000_000, using: &generator))
    }
    let quantum: Int128 = 100_000_000
    let column = AddingColumn(amounts, quantum: quantum)
    #expect(column.lines.total() == column.total)
    #expect(column.total.nanos == Rounding.divideHalfAwayFromZero(amounts.total().nanos, by: quantum) * quantum)
    for (line, amount) in zip(column.lines, amounts) { #expect((line - amount).nanos.magnitude < quantum.magnitude) }
  }
}

/// A small repeatable generator (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
