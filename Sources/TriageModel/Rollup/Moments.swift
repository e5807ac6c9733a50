/// Counts, sums and sums of products of the five task figures: exact, policy-free, and mergeable by addition.
///
/// The figures, in this order (method 0.1): `v` measured value in nano-dollars or credited milli-minutes, as the
/// value basis says; `k` token cost in nano-dollars; `r` review and `w` rework milli-minutes; `p` success in
/// millionths, 0 to 1,000,000.
public struct Moments: Hashable, Sendable {
  /// Number of tasks.
  public var count: Int64
  /// Σv, Σk, Σr, Σw, Σp.
  public var sums: Figures<Int128>
  /// Σvv, Σvk, Σvr, Σvw, Σvp, Σkk, Σkr, Σkw, Σkp, Σrr, Σrw, Σrp, Σww, Σwp, Σpp.
  public var products: Products

  public init() {
    count = 0
    sums = Figures(v: 0, k: 0, r: 0, w: 0, p: 0)
    products = Products()
  }

  /// The moments of one task.
  public init(task: Figures<Int64>) {
    count = 1
    sums = Figures(v: Int128(task.v), k: Int128(task.k), r: Int128(task.r), w: Int128(task.w), p: Int128(task.p))
    products = Products(of: sums)
  }

  @inlinable
  public init(count: Int64, sums: Figures<Int128>, products: Products) {
    self.count = count
    self.sums = sums
    self.products = products
  }

  /// Adds (`sign` 1) or takes away (`sign` -1) other moments.
  ///
  /// - Throws: `ArithmeticOverflow` if a sum leaves 128 bits.
  @inlinable
  public mutating func add(_ other: Moments, sign: Int64 = 1) throws(ArithmeticOverflow) {
    if combine(other, adds: sign > 0) { throw ArithmeticOverflow() }
  }

  /// Adds other moments if all sums fit 128 bits, and changes nothing otherwise.
  ///
  /// - Returns: whether they were added.
  @inlinable
  public mutating func addIfFitting(_ other: Moments) -> Bool {
    guard combine(other, adds: true) else { return true }
    // What wrapped wraps back.
    _ = combine(other, adds: false)
    return false
  }

  /// Adds or takes away other moments, wrapping.
  ///
  /// - Returns: whether a sum left 128 bits.
  @inlinable
  mutating func combine(_ other: Moments, adds: Bool) -> Bool {
    count += adds ? other.count : -other.count
    var overflows = false
    combineWrapping(&sums.v, other.sums.v, adds, &overflows)
    combineWrapping(&sums.k, other.sums.k, adds, &overflows)
    combineWrapping(&sums.r, other.sums.r, adds, &overflows)
    combineWrapping(&sums.w, other.sums.w, adds, &overflows)
    combineWrapping(&sums.p, other.sums.p, adds, &overflows)
    products.combine(other.products, adds: adds, &overflows)
    return overflows
  }

  /// Adds (`sign` 1) or takes away (`sign` -1) one task; the same as adding its moments, without making them.
  ///
  /// - Throws: `ArithmeticOverflow` if a sum leaves 128 bits.
  public mutating func add(task: Figures<Int64>, sign: Int64) throws(ArithmeticOverflow) {
    let adds = sign > 0
    let (v, k, r, w, p) = (Int128(task.v), Int128(task.k), Int128(task.r), Int128(task.w), Int128(task.p))
    count += sign
    sums.v = try signedSum(sums.v, v, adds)
    sums.k = try signedSum(sums.k, k, adds)
    sums.r = try signedSum(sums.r, r, adds)
    sums.w = try signedSum(sums.w, w, adds)
    sums.p = try signedSum(sums.p, p, adds)
    try products.add(task, adds: adds)
  }

  /// Adds the sums and products of other moments, their count apart.
  ///
  /// - Throws: `ArithmeticOverflow` if a sum leaves 128 bits.
  public mutating func add(sums other: Figures<Int128>, products: Products) throws(ArithmeticOverflow) {
    var rest = Moments()
    rest.sums = other
    rest.products = products
    try add(rest)
  }

  public var isZero: Bool { self == Moments() }
}

/// One value for each of the five task figures.
public struct Figures<Value: Hashable & Sendable>: Hashable, Sendable {
  public var v: Value
  public var k: Value
  public var r: Value
  public var w: Value
  public var p: Value

  public init(v: Value, k: Value, r: Value, w: Value, p: Value) {
    self.v = v
    self.k = k
    self.r = r
    self.w = w
    self.p = p
  }
}

/// A sum of task figures left its 128 bits; the sums would no longer be exact.
public struct ArithmeticOverflow: Error, Hashable, Sendable {
  public init() {}
}

@inlinable
@inline(__always)
func combineWrapping(_ sum: inout Int128, _ value: Int128, _ adds: Bool, _ overflows: inout Bool) {
  let (result, overflow) = adds ? sum.addingReportingOverflow(value) : sum.subtractingReportingOverflow(value)
  sum = result
  overflows = overflows || overflow
}

@inline(__always)
private func signedSum(_ sum: Int128, _ value: Int128, _ adds: Bool) throws(ArithmeticOverflow) -> Int128 {
  let (result, overflow) = adds ? sum.addingReportingOverflow(value) : sum.subtractingReportingOverflow(value)
  if overflow { throw ArithmeticOverflow() }
  return result
}

@inline(__always)
private func product(_ left: Int64, _ right: Int64) -> Int128 {
  let (high, low) = left.multipliedFullWidth(by: right)
  return Int128(high) << 64 | Int128(low)
}

extension Figures: BitwiseCopyable where Value: BitwiseCopyable {}

/// Sums of the fifteen products of two task figures.
public struct Products: Hashable, Sendable, BitwiseCopyable {
  public var vv: Int128 = 0
  public var vk: Int128 = 0
  public var vr: Int128 = 0
  public var vw: Int128 = 0
  public var vp: Int128 = 0
  public var kk: Int128 = 0
  public var kr: Int128 = 0
  public var kw: Int128 = 0
  public var kp: Int128 = 0
  public var rr: Int128 = 0
  public var rw: Int128 = 0
  public var rp: Int128 = 0
  public var ww: Int128 = 0
  public var wp: Int128 = 0
  public var pp: Int128 = 0

  public init() {}

  /// The products of one task; each fits, being a product of two 64-bit figures.
  init(of figures: Figures<Int128>) {
    let (v, k, r, w, p) = (figures.v, figures.k, figures.r, figures.w, figures.p)
    vv = v * v
    vk = v * k
    vr = v * r
    vw = v * w
    vp = v * p
    kk = k * k
    kr = k * r
    kw = k * w
    kp = k * p
    rr = r * r
    rw = r * w
    rp = r * p
    ww = w * w
    wp = w * p
    pp = p * p
  }

  /// Names of the products, in the order in which they are stored.
  public static let names = [
    "vv", "vk", "vr", "vw", "vp", "kk", "kr", "kw", "kp", "rr", "rw", "rp", "ww", "wp", "pp",
  ]

  /// The products in the order of `names`.
  public var values: [Int128] { [vv, vk, vr, vw, vp, kk, kr, kw, kp, rr, rw, rp, ww, wp, pp] }

  /// Each value in the order of `names`, without making a list of them.
  @inlinable
  public func forEach(_ body: (Int128) -> Void) {
    body(vv)
    body(vk)
    body(vr)
    body(vw)
    body(vp)
    body(kk)
    body(kr)
    body(kw)
    body(kp)
    body(rr)
    body(rw)
    body(rp)
    body(ww)
    body(wp)
    body(pp)
  }

  /// Products from values in the order of `names`; nil unless there are fifteen.
  public init?(values: [Int128]) {
    guard values.count == Products.names.count else { return nil }
    vv = values[0]
    vk = values[1]
    vr = values[2]
    vw = values[3]
    vp = values[4]
    kk = values[5]
    kr = values[6]
    kw = values[7]
    kp = values[8]
    rr = values[9]
    rw = values[10]
    rp = values[11]
    ww = values[12]
    wp = values[13]
    pp = values[14]
  }

  /// Adds or takes away the products of one task; each fits, being a product of two 64-bit figures.
  mutating func add(_ task: Figures<Int64>, adds: Bool) throws(ArithmeticOverflow) {
    let (v, k, r, w, p) = (task.v, task.k, task.r, task.w, task.p)
    vv = try signedSum(vv, product(v, v), adds)
    vk = try signedSum(vk, product(v, k), adds)
    vr = try signedSum(vr, product(v, r), adds)
    vw = try signedSum(vw, product(v, w), adds)
    vp = try signedSum(vp, product(v, p), adds)
    kk = try signedSum(kk, product(k, k), adds)
    kr = try signedSum(kr, product(k, r), adds)
    kw = try signedSum(kw, product(k, w), adds)
    kp = try signedSum(kp, product(k, p), adds)
    rr = try signedSum(rr, product(r, r), adds)
    rw = try signedSum(rw, product(r, w), adds)
    rp = try signedSum(rp, product(r, p), adds)
    ww = try signedSum(ww, product(w, w), adds)
    wp = try signedSum(wp, product(w, p), adds)
    pp = try signedSum(pp, product(p, p), adds)
  }

  @inlinable
  mutating func combine(_ other: Products, adds: Bool, _ overflows: inout Bool) {
    combineWrapping(&vv, other.vv, adds, &overflows)
    combineWrapping(&vk, other.vk, adds, &overflows)
    combineWrapping(&vr, other.vr, adds, &overflows)
    combineWrapping(&vw, other.vw, adds, &overflows)
    combineWrapping(&vp, other.vp, adds, &overflows)
    combineWrapping(&kk, other.kk, adds, &overflows)
    combineWrapping(&kr, other.kr, adds, &overflows)
    combineWrapping(&kw, other.kw, adds, &overflows)
    combineWrapping(&kp, other.kp, adds, &overflows)
    combineWrapping(&rr, other.rr, adds, &overflows)
    combineWrapping(&rw, other.rw, adds, &overflows)
    combineWrapping(&rp, other.rp, adds, &overflows)
    combineWrapping(&ww, other.ww, adds, &overflows)
    combineWrapping(&wp, other.wp, adds, &overflows)
    combineWrapping(&pp, other.pp, adds, &overflows)
  }
}
