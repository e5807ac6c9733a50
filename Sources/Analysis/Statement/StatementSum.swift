import TriageModel

extension Statement {
  /// Adds one rollup cell, rates applied once (method 0 and 1.4).
  ///
  /// - Parameter sums: of the cell's tasks, which are `count`.
  /// - Returns: false if an amount is too large: nothing was added.
  // A call would copy the whole valuation, with all its names, for some numbers of it.
  @inline(__always)
  mutating func add(_ sums: Figures<Int128>, count: Int64, succeeded: Succeeded, valuation: Valuation) -> Bool {
    guard let amounts = CellAmounts(sums, count: count, valuation: valuation) else { return false }
    acceptedMillionths += sums.p
    if succeeded == .blank { blankOutcomes += count }
    switch valuation.status {
    case .ok: okTasks += count
    case .unclassified: unclassifiedTasks += count
    case .uncosted: uncostedTasks += count
    case .unpriced: unpricedTasks += count
    case .unvalued: unvaluedTasks += count
    }
    let token = Money(nanos: sums.k)
    guard valuation.status == .ok else {
      notOkCost += token + Money(nanos: amounts.human) + Money(nanos: amounts.run)
      notOkTokenCost += token
      return true
    }
    tokenCost += token
    humanCost += Money(nanos: amounts.human)
    runCost += Money(nanos: amounts.run)
    switch valuation.basis {
    case .measured: measuredValue += Money(nanos: sums.v)
    case .minutes: timeValue += Money(nanos: amounts.time)
    case .successOnly: policyValue += Money(nanos: amounts.policy)
    case .none: break
    }
    return true
  }

  /// Adds everything but the ratio, which `setRatio` makes from the sums of the whole.
  mutating func add(_ other: Statement) {
    okTasks += other.okTasks
    unclassifiedTasks += other.unclassifiedTasks
    uncostedTasks += other.uncostedTasks
    unpricedTasks += other.unpricedTasks
    unvaluedTasks += other.unvaluedTasks
    acceptedMillionths += other.acceptedMillionths
    blankOutcomes += other.blankOutcomes
    measuredValue += other.measuredValue
    timeValue += other.timeValue
    policyValue += other.policyValue
    tokenCost += other.tokenCost
    humanCost += other.humanCost
    runCost += other.runCost
    notOkCost += other.notOkCost
    notOkTokenCost += other.notOkTokenCost
    licence += other.licence
    noOutcomeSpend += other.noOutcomeSpend
    noTaskSpend += other.noTaskSpend
    billedBeyondUsage += other.billedBeyondUsage
  }

  mutating func setRatio(from sums: TaskSums) {
    let (ratio, error) = sums.netPerTokenDollar
    netPerTokenDollar = ratio.map(Rounding.nineSignificantDigits)
    netPerTokenDollarError = error.map(Rounding.nineSignificantDigits)
  }
}

/// The money parts of one cell in nano-dollars, each rounded once.
private struct CellAmounts {
  var time: Int128 = 0
  var policy: Int128 = 0
  var human: Int128
  var run: Int128

  /// nil if an amount is too large.
  @inline(__always)
  init?(_ sums: Figures<Int128>, count: Int64, valuation: Valuation) {
    guard sums.k.magnitude < CheckedAmount.limit.magnitude,
      let review = CheckedAmount.nanos(sums.r, Int128(valuation.reviewRate.microsPerHour), dividedBy: 60),
      let rework = CheckedAmount.nanos(sums.w, Int128(valuation.reworkRate.microsPerHour), dividedBy: 60),
      let run = CheckedAmount.nanos(valuation.toolPolicy?.costPerRun.nanos ?? 0, Int128(count))
    else { return nil }
    human = review + rework
    self.run = run
    switch valuation.basis {
    case .measured:
      guard sums.v.magnitude < CheckedAmount.limit.magnitude else { return nil }
    case .minutes:
      guard let amount = CheckedAmount.nanos(sums.v, Int128(valuation.rate.microsPerHour), dividedBy: 60) else {
        return nil
      }
      time = amount
    case .successOnly:
      guard let amount = CheckedAmount.nanos(sums.p, valuation.line.p, dividedBy: NetLine.scale) else { return nil }
      policy = amount
    case .none: break
    }
  }
}
