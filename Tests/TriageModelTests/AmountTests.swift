import Testing
import TriageModel

@Suite("Amounts are exact")
struct AmountTests {
  @Test(
    "Decimal text becomes nano-dollars, halves away from zero",
    arguments: [
      ("0.003835980000000000000000000000", 3_835_980), ("1", 1_000_000_000), ("-12.5", -12_500_000_000),
      ("0.0000000005", 1), ("-0.0000000005", -1), ("0.00000000049999", 0), ("4.5226120000000005", 4_522_612_000),
      ("+.5", 500_000_000), ("5.", 5_000_000_000), ("9223372036.854775807", Int64.max),
    ] as [(String, Int64)])
  func parse(text: String, nanos: Int64) throws {
    #expect(try ScaledDecimal.parse(text, scale: 9) == nanos)
  }

  @Test("What is no number says where it stops being one")
  func notANumber() {
    #expect(throws: ScaledDecimal.Failure.empty) { try ScaledDecimal.parse("", scale: 9) }
    #expect(throws: ScaledDecimal.Failure.notANumber(offset: 1)) { try ScaledDecimal.parse("1,5", scale: 9) }
    #expect(throws: ScaledDecimal.Failure.notANumber(offset: 1)) { try ScaledDecimal.parse("1e5", scale: 9) }
    #expect(throws: ScaledDecimal.Failure.notANumber(offset: 1)) { try ScaledDecimal.parse("-", scale: 9) }
    #expect(throws: ScaledDecimal.Failure.outOfRange) { try ScaledDecimal.parse("9223372036.854775808", scale: 9) }
    #expect(throws: ScaledDecimal.Failure.outOfRange) { try ScaledDecimal.parse("18446744073.7095516155", scale: 9) }
    #expect(throws: ScaledDecimal.Failure.outOfRange) { try ScaledDecimal.parse("9223372036.8547758075", scale: 9) }
    #expect(throws: ScaledDecimal.Failure.outOfRange) {
      try ScaledDecimal.parse("99999999999999999999999999999", scale: 9)
    }
  }

  @Test("An amount reads back as itself")
  func text() {
    #expect(Money(nanos: -12_500_000_000).decimalText == "-12.50")
    #expect(Money(nanos: 1).decimalText == "0.000000001")
    #expect(Money.zero.decimalText == "0.00")
  }

  @Test("Decimals at the edges: no decimals, zeros kept, thousands in groups, more than 64 bits")
  func edges() {
    #expect(ScaledDecimal.text(0, scale: 0) == "0")
    #expect(ScaledDecimal.text(-7, scale: 0) == "-7")
    #expect(ScaledDecimal.text(1_200, scale: 3) == "1.2")
    #expect(ScaledDecimal.text(1_000, scale: 3) == "1")
    #expect(ScaledDecimal.text(1_200, scale: 3, minimumDecimals: 3) == "1.200")
    #expect(ScaledDecimal.text(999, scale: 0, isGrouped: true) == "999")
    #expect(ScaledDecimal.text(123_456_789, scale: 2, minimumDecimals: 2, isGrouped: true) == "1,234,567.89")
    #expect(ScaledDecimal.text(-1_000, scale: 0, isGrouped: true) == "-1,000")
    #expect(ScaledDecimal.text(5, scale: 5, minimumDecimals: 5, isGrouped: true) == "0.00005")
    #expect(ScaledDecimal.text(.max, scale: 0) == "170141183460469231731687303715884105727")
    #expect(ScaledDecimal.text(.min, scale: 38) == "-1.70141183460469231731687303715884105728")
  }

  @Test("Minutes at a rate: 90 seconds at 45 dollars an hour are 1.125 dollars")
  func rate() {
    let rate = HourlyRate(microsPerHour: 45_000_000)
    #expect(rate.money(Minutes(millis: 1_500)) == Money(nanos: 1_125_000_000))
    #expect(HourlyRate(microsPerHour: 1).money(Minutes(millis: 30)).nanos == 1)
    #expect(HourlyRate(microsPerHour: 1).money(Minutes(millis: -30)).nanos == -1)
    #expect(HourlyRate(microsPerHour: 1).money(Minutes(millis: 29)).nanos == 0)
  }

  @Test("The parts of a split add up, the largest remainders first")
  func split() {
    #expect(Rounding.split(100, weights: [1, 1, 1]) == [34, 33, 33])
    #expect(Rounding.split(-100, weights: [1, 1, 1]) == [-34, -33, -33])
    #expect(Rounding.split(7, weights: [0, 0]) == [7, 0])
    #expect(Rounding.split(10, weights: [1, 2, 3, 4]) == [1, 2, 3, 4])
  }

  @Test("Rounded lines add up to the rounded total")
  func roundToAdd() {
    #expect(Rounding.roundToAdd([14, 14, 14], unit: 10) == [20, 10, 10])
    #expect(Rounding.roundToAdd([-14, 4, 15], unit: 10) == [-10, 0, 20])
  }

  @Test("Nine significant digits")
  func nineDigits() {
    #expect(Rounding.nineSignificantDigits(1.23456789012) == 1.23456789)
    #expect(Rounding.nineSignificantDigits(-123_456_789_012) == -123_456_789_000)
    #expect(Rounding.nineSignificantDigits(0.1 + 0.2) == 0.3)
    #expect(Rounding.nineSignificantDigits(0) == 0)
    #expect(abs(Rounding.nineSignificantDigits(1e-300) / 1e-300 - 1) < 1e-12)
    #expect(Rounding.nineSignificantDigits(.infinity) == .infinity)
  }

  @Test("Taking away what was added leaves nothing")
  func moments() throws {
    let first = Moments(task: Figures(v: .max, k: 7, r: 1, w: 2, p: 1_000_000))
    let second = Moments(task: Figures(v: -5, k: .max, r: 3, w: 4, p: 0))
    var sum = Moments()
    try sum.add(first)
    try sum.add(second)
    #expect(sum.count == 2)
    #expect(sum.products.vk == Int128(Int64.max) * 7 - 5 * Int128(Int64.max))
    try sum.add(second, sign: -1)
    #expect(sum == first)
    try sum.add(first, sign: -1)
    #expect(sum.isZero)
  }

  @Test("The price of a request: the worked formula")
  func listCost() {
    var price = PriceRow(
      model: "m", effectiveFrom: Instant(nanosSinceEpoch: 0), inputPicos: 5_000_000, outputPicos: 25_000_000)
    price.cachedPicos = 500_000
    var row = RequestRow(requestID: "r", at: Instant(nanosSinceEpoch: 0), model: "m")
    row.inputTokens = 1_000
    row.outputTokens = 10
    row.cachedTokens = 600
    row.cacheWriteTokens = 100
    // 300 × 5 + 600 × 0.5 + 100 × 5 (no write price) + 10 × 25 = 2,550 micro-dollars.
    #expect(price.listCostNanos(row) == 2_550_000)
    row.outputTokens = nil
    #expect(price.listCostNanos(row) == nil)
  }
}
