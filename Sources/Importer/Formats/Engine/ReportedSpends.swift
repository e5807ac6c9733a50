internal import TriageModel

/// Reported cost beside the tokens that it is for, by model, to tell wrong units by.
struct ReportedSpends {
  struct Spend {
    var model: Int32
    var name: [UInt8]
    var rows: Int128 = 0
    var nanos: Int128 = 0
    var input: Int128 = 0
    var output: Int128 = 0

    /// What nothing but wrong units goes beyond, at these prices in nano-dollars per token.
    ///
    /// Two cents a row are for fees of requests and amounts that are rounded to a cent.
    func limitNanos(input inputNanos: Int128, output outputNanos: Int128) -> Int128 {
      input * inputNanos + output * outputNanos + rows * 20_000_000
    }
  }

  private(set) var spends: [Spend] = []
  private var last = 0

  mutating func add(_ model: Int32, _ name: UnsafeBufferPointer<UInt8>, nanos: Int64, input: Int64, output: Int64) {
    if last >= spends.count || spends[last].model != model {
      if let known = spends.firstIndex(where: { $0.model == model }) {
        last = known
      } else {
        last = spends.count
        spends.append(Spend(model: model, name: Array(name)))
      }
    }
    spends[last].rows += 1
    spends[last].nanos += Int128(nanos)
    spends[last].input += Int128(input)
    spends[last].output += Int128(output)
  }

  /// Of all models.
  var total: Spend {
    var total = Spend(model: 0, name: [])
    for spend in spends {
      total.rows += spend.rows
      total.nanos += spend.nanos
      total.input += spend.input
      total.output += spend.output
    }
    return total
  }

  /// Above the dearest prices that providers ask in 2026, in nano-dollars per token.
  private static let dearest = (input: Int128(80_000), output: Int128(300_000))
  /// How many times its list price a model's tokens may cost.
  private static let listTimes: Int128 = 20

  private static let leastNanos: Int128 = 500_000_000

  /// What is wrong with the amounts; nil where they may be right.
  ///
  /// Without a price the dearest model is the measure, so that cheap models in cents pass; a price book tells them.
  func problem(prices: [PriceRow]) -> String? {
    let total = total
    // A few requests for little money tell nothing: a search or an image has a fee of its own.
    guard total.nanos >= Self.leastNanos else { return nil }
    let tokens = total.input + total.output
    if tokens > 0, total.nanos > total.limitNanos(input: Self.dearest.input, output: Self.dearest.output) {
      let perMillion = Rounding.divideHalfAwayFromZero(total.nanos, by: tokens * 1000)
      return "the rows cost \(perMillion) USD per million tokens, far more than any model"
    }
    for spend in spends {
      let name = String(decoding: spend.name, as: UTF8.self)
      let rows = prices.filter { $0.model == name }
      guard let input = rows.map(\.inputPicos).max(), let output = rows.map(\.outputPicos).max(), input + output > 0
      else { continue }
      let times = Self.listTimes
      if spend.nanos
        > spend.limitNanos(input: Int128(input) * times / 1000, output: Int128(output) * times / 1000)
      {
        return "the rows of \(PrintableText.cut(name, limit: 40)) cost more than \(times) times its price in the "
          + "price book"
      }
    }
    return nil
  }
}
