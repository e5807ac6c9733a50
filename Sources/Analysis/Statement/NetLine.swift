import TriageModel

/// Net value of a task as an affine function of its five figures, under one policy and for one rollup cell.
///
/// y = a + b·v − k − c_r·r − c_w·w + e·p (method 0.1). Coefficients are integers: nano-dollars × `NetLine.scale` per
/// unit of the figure, so that every sum over cells is exact whatever the rates.
struct NetLine: Hashable, Sendable {
  /// Least common denominator of "milli-minutes × micro-dollars per hour / 60" and "millionths of a success".
  static let scale: Int128 = 60_000_000
  /// Coefficients stay below this, so that sums of squares fit `WideInteger`.
  static let limit: Int128 = 1 << 100

  /// Cost of a run, negative.
  var constant: Int128 = 0
  var v: Int128 = 0
  var r: Int128 = 0
  var w: Int128 = 0
  var p: Int128 = 0
  /// The coefficient of token cost.
  var k: Int128 { -NetLine.scale }

  var isBounded: Bool {
    [constant, v, r, w, p].allSatisfy { $0.magnitude < NetLine.limit.magnitude }
  }

  /// Σy × scale over tasks with these sums.
  func sum(count: Int64, _ sums: Figures<Int128>) -> WideInteger {
    var total = WideInteger(constant) * Int128(count)
    for (coefficient, figure) in [(v, sums.v), (k, sums.k), (r, sums.r), (w, sums.w), (p, sums.p)]
    where coefficient != 0 && figure != 0 {
      total += WideInteger(figure) * coefficient
    }
    return total
  }

  /// Σy² × scale².
  func sumOfSquares(_ moments: Moments) -> WideInteger {
    let products = moments.products
    var total = WideInteger(constant) * constant * Int128(moments.count)
    func add(_ product: Int128, _ left: Int128, _ right: Int128, twice: Bool) {
      guard product != 0, left != 0, right != 0 else { return }
      let term = WideInteger(left) * right * product
      total += twice ? term + term : term
    }
    let sums = moments.sums
    add(sums.v, constant, v, twice: true)
    add(sums.k, constant, k, twice: true)
    add(sums.r, constant, r, twice: true)
    add(sums.w, constant, w, twice: true)
    add(sums.p, constant, p, twice: true)
    add(products.vv, v, v, twice: false)
    add(products.vk, v, k, twice: true)
    add(products.vr, v, r, twice: true)
    add(products.vw, v, w, twice: true)
    add(products.vp, v, p, twice: true)
    add(products.kk, k, k, twice: false)
    add(products.kr, k, r, twice: true)
    add(products.kw, k, w, twice: true)
    add(products.kp, k, p, twice: true)
    add(products.rr, r, r, twice: false)
    add(products.rw, r, w, twice: true)
    add(products.rp, r, p, twice: true)
    add(products.ww, w, w, twice: false)
    add(products.wp, w, p, twice: true)
    add(products.pp, p, p, twice: false)
    return total
  }

  /// Σy·k × scale, k in nano-dollars.
  func sumTimesTokenCost(_ moments: Moments) -> WideInteger {
    let products = moments.products
    var total = WideInteger(constant) * moments.sums.k
    for (coefficient, product) in [
      (v, products.vk), (k, products.kk), (r, products.kr), (w, products.kw), (p, products.kp),
    ] where coefficient != 0 && product != 0 {
      total += WideInteger(product) * coefficient
    }
    return total
  }
}
