public import Analysis
public import TriageModel

/// How a report writes its numbers: one unit for the whole report, rounded once from exact amounts.
///
/// Negative numbers carry U+2212; thousands are grouped by commas; an unknown is never a zero.
public struct NumberStyle: Hashable, Sendable {
  /// The unit of amounts in tables.
  public enum Unit: Hashable, Sendable {
    case dollars
    case thousands
    case millions

    var nanos: Int128 {
      switch self {
      case .dollars: 1_000_000_000
      case .thousands: 1_000_000_000_000
      case .millions: 1_000_000_000_000_000
      }
    }

    var suffix: String {
      switch self {
      case .dollars: ""
      case .thousands: "k"
      case .millions: "m"
      }
    }
  }

  public let unit: Unit
  /// Decimals of amounts that a ledger holds.
  public let invoicedDecimals: Int
  /// Decimals of estimates.
  public let estimateDecimals: Int
  /// Level of the intervals.
  public let level: Double

  /// - Parameters:
  ///   - largest: the largest absolute amount of any column: from 10 million dollars the unit is a million, from
  ///     ten thousand a thousand, otherwise a dollar. Estimates get decimals only where it is below 100 units.
  ///   - level: of the two-sided intervals, 0 to 1.
  public init(largest: Money, level: Double) {
    let dollars = largest.nanos / Unit.dollars.nanos
    unit = dollars >= 10_000_000 ? .millions : dollars >= 10_000 ? .thousands : .dollars
    invoicedDecimals = unit == .dollars ? 2 : 1
    estimateDecimals = largest.nanos / unit.nanos < 100 ? invoicedDecimals : 0
    self.level = level
  }

  /// What the head of a table says about its amounts.
  public var unitWords: String {
    switch unit {
    case .dollars: "US dollars"
    case .thousands: "US dollars in thousands"
    case .millions: "US dollars in millions"
    }
  }

  /// What an axis says about its amounts: `$ thousand`.
  var axisUnit: String {
    switch unit {
    case .dollars: "$"
    case .thousands: "$ thousand"
    case .millions: "$ million"
    }
  }

  /// `90%`.
  public var levelText: String {
    let text = DecimalText.fixed(level * 100, decimals: 1)
    return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + "%"
  }

  /// The smallest step of an amount that a ledger holds, in nano-dollars.
  var invoicedQuantum: Int128 { quantum(invoicedDecimals) }
  var estimateQuantum: Int128 { quantum(estimateDecimals) }

  /// Spend and other exact amounts in tables: `486.2`.
  public func invoiced(_ amount: Money) -> String {
    DecimalText.scaled(amount.nanos, unit: unit.nanos, decimals: invoicedDecimals)
  }

  /// A change of an exact amount in tables, signed: `+84.5`, `−6.0`.
  public func change(_ amount: Money) -> String {
    DecimalText.scaled(amount.nanos, unit: unit.nanos, decimals: invoicedDecimals, signed: true)
  }

  /// A change of net value: `+33 [−12 to 78], not conclusive`; without an interval where there is none.
  func change(_ change: EstimateChange) -> Phrase {
    guard let interval = change.change else {
      return "\(estimated(change.current - change.previous)), interval not measured"
    }
    let text = estimate(interval)
    return change.isConclusive ? Phrase(text) : "\(text), not conclusive"
  }

  /// Signed estimate in tables: `+61`, `−27`, `0`.
  public func estimated(_ amount: Money) -> String {
    DecimalText.scaled(amount.nanos, unit: unit.nanos, decimals: estimateDecimals, signed: true)
  }

  public func estimated(_ dollars: Double) -> String { estimated(Money(roundingDollars: dollars)) }

  /// An estimate without a plus: `61`, `−27`.
  func plainEstimate(_ dollars: Double) -> String {
    DecimalText.scaled(Money(roundingDollars: dollars).nanos, unit: unit.nanos, decimals: estimateDecimals)
  }

  /// `−14 to 2`.
  public func interval(_ lo: Double, _ hi: Double) -> String {
    let ends = [lo, hi].map {
      DecimalText.scaled(Money(roundingDollars: $0).nanos, unit: unit.nanos, decimals: estimateDecimals)
    }
    return "\(ends[0]) to \(ends[1])"
  }

  /// `+56 [47 to 62]`.
  public func estimate(_ estimate: Estimate) -> String {
    "\(estimated(estimate.value)) [\(interval(estimate.lo, estimate.hi))]"
  }

  /// An amount in a sentence: `$58.9k`, `$176k`, `minus $3.0k`. One decimal below 100 units, none above.
  ///
  /// An amount too small for the report's unit is written in the next smaller one.
  public func sentence(_ amount: Money) -> String { sentence(amount, isEstimate: false) }

  public func sentence(_ dollars: Double) -> String { sentence(Money(roundingDollars: dollars)) }

  /// An estimate in a sentence, with the decimals that the tables give it: `$56k`.
  public func estimateSentence(_ amount: Money) -> String { sentence(amount, isEstimate: true) }

  public func estimateSentence(_ dollars: Double) -> String { estimateSentence(Money(roundingDollars: dollars)) }

  private func sentence(_ amount: Money, isEstimate: Bool) -> String {
    guard amount.nanos != 0 else { return "$0" }
    let magnitude = Int128(amount.nanos.magnitude)
    var sentenceUnit = unit
    if sentenceUnit == .millions, magnitude < Unit.millions.nanos / 10 { sentenceUnit = .thousands }
    if sentenceUnit == .thousands, magnitude < Unit.thousands.nanos / 10 { sentenceUnit = .dollars }
    let isRound = isEstimate && estimateDecimals == 0 && sentenceUnit == unit && magnitude >= unit.nanos
    let isSmall = magnitude < 100 * sentenceUnit.nanos && !isRound
    let decimals = !isSmall ? 0 : sentenceUnit == .dollars ? 2 : 1
    let text = DecimalText.scaled(magnitude, unit: sentenceUnit.nanos, decimals: decimals)
    return "\(amount.isNegative ? "minus " : "")$\(text)\(sentenceUnit.suffix)"
  }

  /// Dollars per task without the symbol: `0.95`, and three significant digits below ten cents: `0.0412`.
  public static func perTask(_ dollars: Double, signed: Bool = false) -> String {
    DecimalText.fixed(dollars, decimals: perTaskDecimals(dollars.magnitude), signed: signed)
  }

  /// `+0.25 [−3.45 to 3.95]`; the three numbers have the same decimals.
  public static func perTaskEstimate(_ value: Double, _ lo: Double, _ hi: Double) -> String {
    let decimals = perTaskDecimals(max(value.magnitude, lo.magnitude, hi.magnitude))
    let ends = [lo, hi].map { DecimalText.fixed($0, decimals: decimals) }
    return "\(DecimalText.fixed(value, decimals: decimals, signed: true)) [\(ends[0]) to \(ends[1])]"
  }

  private static func perTaskDecimals(_ magnitude: Double) -> Int {
    guard magnitude < 0.1, magnitude >= 1e-9 else { return 2 }
    var decimals = 3
    var rest = magnitude * 10
    while rest < 1, decimals < 11 {
      rest *= 10
      decimals += 1
    }
    return decimals
  }

  /// `6.1%`; nil of a whole that is not above zero.
  public static func share(_ part: Money, of whole: Money) -> String? {
    fraction(part, of: whole).map(share)
  }

  /// The share as a number, nine significant digits; nil of a whole that is not above zero.
  public static func fraction(_ part: Money, of whole: Money) -> Double? {
    guard whole.nanos > 0 else { return nil }
    return Rounding.nineSignificantDigits(Double(part.nanos) / Double(whole.nanos))
  }

  public static func share(_ fraction: Double) -> String { DecimalText.fixed(fraction * 100, decimals: 1) + "%" }

  /// A signed percentage of a change: `+21.0%`; `more than tenfold` beyond that.
  public static func shareChange(_ fraction: Double) -> String {
    if fraction > 9 { return "more than tenfold" }
    return DecimalText.fixed(fraction * 100, decimals: 1, signed: true) + "%"
  }

  /// A probability, never printed as certain unless it is: `0.952`, `> 0.999`.
  public static func probability(_ value: Double) -> String {
    if value < 1, value > 0.999 { return "above 0.999" }
    if value > 0, value < 0.001 { return "below 0.001" }
    return DecimalText.fixed(value, decimals: 3)
  }

  /// An expected number of things: `0.12`, `below 0.01`.
  public static func expected(_ value: Double) -> String {
    value > 0 && value < 0.01 ? "below 0.01" : DecimalText.fixed(value, decimals: 2)
  }

  /// `96,800`.
  public static func count(_ value: Int128) -> String { DecimalText.scaled(value, unit: 1, decimals: 0) }
  public static func count(_ value: Int64) -> String { count(Int128(value)) }
  public static func count(_ value: Int) -> String { count(Int128(value)) }

  /// A factor as a change: `+35.0%`; `more than tenfold` beyond that.
  public static func change(_ factor: Double) -> String {
    if factor > 10 { return "more than tenfold" }
    return DecimalText.fixed((factor - 1) * 100, decimals: 1, signed: true) + "%"
  }

  private func quantum(_ decimals: Int) -> Int128 {
    var quantum = unit.nanos
    for _ in 0..<decimals { quantum /= 10 }
    return quantum
  }
}

extension Money {
  /// Dollars as a statistic has them, to the nearest nano-dollar; amounts beyond 10²⁰ dollars stop there.
  init(roundingDollars dollars: Double) {
    guard dollars.isFinite else {
      self = .zero
      return
    }
    let limited = min(max(dollars, -1e20), 1e20)
    self.init(nanos: Int128((limited * 1e9).rounded(.toNearestOrAwayFromZero)))
  }
}
