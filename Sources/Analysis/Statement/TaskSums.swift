import TriageModel

/// Exact sums over tasks of one group under one policy, from which every mean and variance follows.
///
/// Sums of money are in nano-dollars × `NetLine.scale`; they do not depend on the order of cells.
struct TaskSums: Hashable, Sendable {
  var count: Int64 = 0
  /// Σy.
  var net = WideInteger.zero
  /// Σy², × scale².
  var netSquares = WideInteger.zero
  /// Σy·k with k in plain nano-dollars.
  var netTimesToken = WideInteger.zero
  /// Σk² in plain nano-dollars squared.
  var tokenSquares = WideInteger.zero
  /// ΣM, ΣT, ΣE.
  var measured = WideInteger.zero
  var time = WideInteger.zero
  var policy = WideInteger.zero
  /// ΣK, ΣH, ΣR: costs, counted positive.
  var token = WideInteger.zero
  var human = WideInteger.zero
  var run = WideInteger.zero
  /// The part of Σy that is proportional to the loaded hourly rate.
  var hourly = WideInteger.zero
  /// Σ succeeded in millionths.
  var success = WideInteger.zero
  /// Σ succeeded in millionths over tasks that only the policy can value.
  var policySuccess = WideInteger.zero
  /// Tasks that only the policy can value.
  var policyTasks: Int64 = 0
  /// Loaded rates in micro-dollars per hour by the policy key they come from, where the hourly part is not zero.
  var rates: [String: Int64] = [:]

  init() {}

  /// The sums of one cell.
  init(_ moments: Moments, valuation: Valuation) {
    self.init(firstSums: moments.sums, count: moments.count, valuation: valuation)
    netSquares = valuation.line.sumOfSquares(moments)
    netTimesToken = valuation.line.sumTimesTokenCost(moments)
    tokenSquares = WideInteger(moments.products.kk)
  }

  /// The sums of a cell of which only first sums are known; sums of products stay zero.
  init(firstSums sums: Figures<Int128>, count: Int64, valuation: Valuation) {
    let line = valuation.line
    self.count = count
    net = line.sum(count: count, sums)
    measured = valuation.basis == .measured ? WideInteger(sums.v) * line.v : .zero
    time = valuation.basis == .minutes ? WideInteger(sums.v) * line.v : .zero
    policy = WideInteger(sums.p) * line.p
    token = WideInteger(sums.k) * NetLine.scale
    let review = WideInteger(sums.r) * -line.r
    let rework = WideInteger(sums.w) * -line.w
    human = review + rework
    run = WideInteger(-line.constant) * Int128(count)
    success = WideInteger(sums.p)
    hourly = time
    if valuation.policyValueFollowsRate { hourly += policy }
    if valuation.reviewFollowsRate { hourly = hourly - review }
    if valuation.reworkFollowsRate { hourly = hourly - rework }
    let paidByTheHour =
      time != .zero || (valuation.policyValueFollowsRate && policy != .zero)
      || (valuation.reviewFollowsRate && review != .zero) || (valuation.reworkFollowsRate && rework != .zero)
    if paidByTheHour {
      rates = valuation.rates
    }
    if valuation.basis == .successOnly {
      policySuccess = success
      policyTasks = count
    }
  }

  mutating func add(_ other: TaskSums) {
    count &+= other.count
    net += other.net
    netSquares += other.netSquares
    netTimesToken += other.netTimesToken
    tokenSquares += other.tokenSquares
    measured += other.measured
    time += other.time
    policy += other.policy
    token += other.token
    human += other.human
    run += other.run
    hourly += other.hourly
    success += other.success
    policySuccess += other.policySuccess
    policyTasks &+= other.policyTasks
    guard !other.rates.isEmpty else { return }
    if rates.isEmpty { rates = other.rates } else { rates.merge(other.rates) { first, _ in first } }
  }
}

extension TaskSums {
  /// Dollars × scale per nano-dollar sum.
  static let dollarScale = Double(NetLine.scale) * 1e9

  /// Mean of a money sum per task, in dollars; zero for no task.
  func mean(_ sum: WideInteger) -> Double { count > 0 ? sum.double / (Double(count) * TaskSums.dollarScale) : 0 }

  /// ȳ.
  var netMean: Double { mean(net) }

  /// Mean of a sum of millionths.
  func share(_ sum: WideInteger) -> Double { count > 0 ? sum.double / (Double(count) * 1e6) : 0 }

  /// s²_y in dollars squared, from (n·Σy² − (Σy)²)/(n(n−1)) with an exact numerator; nil for fewer than two tasks.
  var netVariance: Double? {
    guard count > 1 else { return nil }
    let numerator = netSquares * Int128(count) - net * net
    return numerator.double / denominator / (TaskSums.dollarScale * TaskSums.dollarScale)
  }

  /// s²_k in dollars squared.
  var tokenVariance: Double? {
    guard count > 1 else { return nil }
    // The token sum carries the scale, its squares do not.
    let scale = NetLine.scale
    let numerator = tokenSquares * scale * scale * Int128(count) - token * token
    return numerator.double / denominator / (TaskSums.dollarScale * TaskSums.dollarScale)
  }

  /// s_yk in dollars squared.
  var netTokenCovariance: Double? {
    guard count > 1 else { return nil }
    let numerator = netTimesToken * NetLine.scale * Int128(count) - net * token
    return numerator.double / denominator / (TaskSums.dollarScale * TaskSums.dollarScale)
  }

  /// s² of V − H = y + K + R in dollars squared; a run costs the same each time.
  var valueVariance: Double? {
    guard let netVariance, let tokenVariance, let netTokenCovariance else { return nil }
    return max(0, netVariance + tokenVariance + 2 * netTokenCovariance)
  }

  private var denominator: Double { Double(count) * Double(count - 1) }

  /// r = Σy/ΣK and its standard error by the delta method (method 1.4).
  ///
  /// SE = √[(s²_y − 2r·s_yk + r²·s²_k)/n]/K̄, given only where K̄ > 3·SE(K̄).
  var netPerTokenDollar: (ratio: Double?, error: Double?) {
    guard token != .zero else { return (nil, nil) }
    let ratio = net.double / token.double
    guard let netVariance, let tokenVariance, let netTokenCovariance else { return (ratio, nil) }
    let meanToken = mean(token)
    let tokenError = (tokenVariance / Double(count)).squareRoot()
    guard meanToken > 3 * tokenError else { return (ratio, nil) }
    let spread = netVariance - 2 * ratio * netTokenCovariance + ratio * ratio * tokenVariance
    return (ratio, (max(0, spread) / Double(count)).squareRoot() / meanToken)
  }
}
