internal import Storage
internal import TriageModel

/// Reported cost beside the tokens that it is for, by model, to tell wrong units by.
struct ReportedSpends {
  struct Spend {
    var model: Int32
    var name: [UInt8]
    var rows: Int128 = 0
    var nanos: Int128 = 0
    /// What fees of requests and amounts that are rounded to a cent can come to.
    var feeNanos: Int128 = 0
    /// Apart: neither read from the cache nor written to it.
    var fresh: Int128 = 0
    var cached: Int128 = 0
    var written: Int128 = 0
    var output: Int128 = 0

    @inline(__always)
    mutating func add(_ record: borrowing RequestRecord, ownFeeNanos: Int64) {
      rows += 1
      nanos += Int128(record.reportedCostNanos) - Int128(ownFeeNanos)
      feeNanos += record.requests > 1 ? Int128(record.requests) * Self.severalFeeNanos : Self.oneFeeNanos
      fresh += Int128(record.inputTokens - record.cachedTokens - record.cacheWriteTokens)
      cached += Int128(record.cachedTokens)
      written += Int128(record.cacheWriteTokens)
      output += Int128(record.outputTokens)
    }

    mutating func add(_ other: Spend) {
      rows += other.rows
      nanos += other.nanos
      feeNanos += other.feeNanos
      fresh += other.fresh
      cached += other.cached
      written += other.written
      output += other.output
    }

    /// Two cents for a request; five for each where a row stands for several, some of which can be images.
    static let oneFeeNanos: Int128 = 20_000_000
    private static let severalFeeNanos: Int128 = 50_000_000

    /// What nothing but wrong units goes beyond, at these prices.
    func limitNanos(_ price: Price) -> Int128 {
      let picos = fresh * price.input + cached * price.cached + written * price.written + output * price.output
      return picos / 1000 + feeNanos
    }
  }

  /// In pico-dollars per token.
  struct Price {
    var input: Int128
    var cached: Int128
    var written: Int128
    var output: Int128

    /// The dearest prices that providers ask in 2026: 150 USD per million input and 600 per million output tokens.
    static let dearest = Price(input: 150_000_000, cached: 75_000_000, written: 300_000_000, output: 600_000_000)

    init(input: Int128, cached: Int128, written: Int128, output: Int128) {
      self.input = input
      self.cached = cached
      self.written = written
      self.output = output
    }

    /// The dearest of a model's rows, some times; nil where they ask nothing.
    init?(_ rows: [PriceRow], times: Int128) {
      func dearest(_ value: (PriceRate) -> Int64) -> Int128 { times * Int128(rows.map { value($0.rate) }.max() ?? 0) }
      self.init(
        input: dearest { $0.input }, cached: dearest { $0.cached },
        written: dearest { max($0.cacheWrite, $0.longWrite) }, output: dearest { max($0.output, $0.reasoning) })
      guard input + output > 0 else { return nil }
    }
  }

  private(set) var spends: [Spend] = []
  private var last = 0

  /// Takes a row where it has a cost of its own and both kinds of tokens.
  ///
  /// - Parameter ownFeeNanos: what of the cost the source states as paid for something else than tokens.
  @inline(__always)
  mutating func add(_ record: borrowing RequestRecord, _ name: UnsafeBufferPointer<UInt8>, ownFeeNanos: Int64 = 0) {
    guard record.charge == .own, record.present.isSuperset(of: [.cost, .input, .output]) else { return }
    let model = record.model
    if last >= spends.count || spends[last].model != model { find(model, name) }
    spends[last].add(record, ownFeeNanos: ownFeeNanos)
  }

  @inline(never)
  private mutating func find(_ model: Int32, _ name: UnsafeBufferPointer<UInt8>) {
    for place in spends.indices where spends[place].model == model {
      last = place
      return
    }
    last = spends.count
    spends.append(Spend(model: model, name: Array(name)))
  }

  /// Of all models.
  private var total: Spend {
    var total = Spend(model: 0, name: [])
    for spend in spends { total.add(spend) }
    return total
  }

  /// How many times its list price a model's tokens may cost.
  static let listTimes: Int128 = 20

  static let leastNanos: Int128 = 500_000_000

  /// Whether there is enough money to tell anything by: a few requests for little tell nothing, as a search or an image
  /// has a fee of its own.
  var isWorthAsking: Bool { total.nanos >= Self.leastNanos }

  /// What is wrong with the amounts; nil where they may be right.
  ///
  /// The price book decides where it has the model. Without a price the dearest model is the measure, so that cheap
  /// models in cents pass.
  func problem(prices: [PriceRow]) -> String? {
    guard isWorthAsking else { return nil }
    var unpriced = Spend(model: 0, name: [])
    for spend in spends {
      let name = String(decoding: spend.name, as: UTF8.self)
      guard let price = Price(prices.filter { $0.model == name }, times: Self.listTimes) else {
        unpriced.add(spend)
        continue
      }
      guard spend.nanos > spend.limitNanos(price) else { continue }
      return "the \(spend.rows) \(spend.rows == 1 ? "row" : "rows") of \(PrintableText.cut(name, limit: 40)) "
        + "\(spend.rows == 1 ? "costs" : "cost") \(Money(nanos: spend.nanos).decimalText) USD, more than "
        + "\(Self.listTimes) times what the price book asks"
    }
    let tokens = unpriced.fresh + unpriced.cached + unpriced.written + unpriced.output
    guard tokens > 0, unpriced.nanos >= Self.leastNanos, unpriced.nanos > unpriced.limitNanos(.dearest) else {
      return nil
    }
    let perMillion = Rounding.divideHalfAwayFromZero(unpriced.nanos, by: tokens * 1000)
    return "the rows cost \(perMillion) USD per million tokens, far more than any model"
  }
}
