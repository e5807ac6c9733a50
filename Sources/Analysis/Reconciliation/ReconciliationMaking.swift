import TriageModel

/// Compares bill lines with usage by provider, model and months.
struct ReconciliationMaking {
  /// Months of one provider that its bill lines join.
  private struct Span {
    var months: Period
    /// Whether a line names a model, so that models can be compared.
    var namesModels = false
    /// The bill lines of usage, by the policy's name of the model.
    var models: Set<String?> = []
    /// Days since 1970 that its lines cover, from the first to the last.
    var days: ClosedRange<Int>

    init(months: Period, days: ClosedRange<Int>) {
      self.months = months
      self.days = days
    }

    /// Whether days of its months come before the first line or after the last.
    var isCut: Bool {
      days.lowerBound > months.first.start.daysSinceEpoch || days.upperBound < months.end.start.daysSinceEpoch - 1
    }
  }

  private struct Key: Hashable {
    var provider: String
    var first: Month
    var model: String?
  }

  private struct Bill {
    var rows: Int128 = 0
    var amount: Int128 = 0
    var rounding: Int128 = 0
    var listed: Int128? = 0

    mutating func add(_ cell: InvoiceCell) {
      rows += cell.rows
      amount += cell.amountNanos
      rounding += cell.roundingNanos
      listed = listed.flatMap { sum in cell.listNanos.map { sum + $0 } }
    }
  }

  private let period: Period
  private let policy: Policy
  private let invoices: [InvoiceCell]
  private let models: [ModelCell]
  /// nil = not known: then all usage that a cut bill does not hold counts as beyond it.
  private let usageDays: [UsageDay]?
  /// By the provider's name in lower case; within the period only.
  private var spans: [String: [Span]] = [:]
  private var crossing: [Reconciliation.Charge] = []
  private var names: [String: String] = [:]

  init(
    period: Period, policy: Policy, invoices: [InvoiceCell], models: [ModelCell], usageDays: [UsageDay]? = nil
  ) {
    self.period = period
    self.policy = policy
    self.invoices = invoices
    self.models = models
    self.usageDays = usageDays
    joinMonths()
  }

  /// Nil where no bill line touches the period.
  func reconciliation() -> Reconciliation? {
    let charges = charges
    guard !spans.isEmpty || !charges.isEmpty || !crossing.isEmpty else { return nil }
    let lines = lines
    var made = Reconciliation(
      tolerance: policy.invoiceTolerance, lines: lines, charges: charges, crossing: crossing,
      providers: providers(lines, charges))
    made.cutBills = cutBills(lines)
    return made
  }

  // MARK: Months

  /// Lines of usage whose months overlap are one span; a span has to lie inside of the period.
  private mutating func joinMonths() {
    var byProvider: [String: [InvoiceCell]] = [:]
    for cell in invoices {
      let key = cell.provider.lowercased()
      names[key] = names[key].map { NameOrder.precedes(cell.provider, $0) ? cell.provider : $0 } ?? cell.provider
      if cell.kind == .usage { byProvider[key, default: []].append(cell) }
    }
    crossing = invoices.filter { $0.kind != .usage && touches($0) && !isInside($0) }.map(charge)
    for (provider, cells) in byProvider.sorted(by: { NameOrder.precedes($0.key, $1.key) }) {
      let ordered = cells.sorted { ($0.firstMonth, $0.lastMonth) < ($1.firstMonth, $1.lastMonth) }
      var joined: [[InvoiceCell]] = []
      var last: Month?
      for cell in ordered {
        if let end = last, cell.firstMonth <= end {
          joined[joined.count - 1].append(cell)
          last = max(end, cell.lastMonth)
        } else {
          joined.append([cell])
          last = cell.lastMonth
        }
      }
      for group in joined { add(group, of: provider) }
    }
  }

  private mutating func add(_ group: [InvoiceCell], of provider: String) {
    guard let first = group.map(\.firstMonth).min(), let last = group.map(\.lastMonth).max() else { return }
    let months = Period(first: first, end: last.advanced(by: 1))
    guard months.first < period.end, months.end > period.first else { return }
    guard months.first >= period.first, months.end <= period.end else {
      crossing += group.map(charge)
      return
    }
    var span = Span(months: months, days: days(of: group))
    span.namesModels = group.contains { $0.model != nil }
    span.models = Set(group.map { canonical($0.model) })
    spans[provider, default: []].append(span)
  }

  private func days(of group: [InvoiceCell]) -> ClosedRange<Int> {
    let first = group.map { ($0.start ?? $0.firstMonth.start).daysSinceEpoch }.min() ?? 0
    let ends = group.map { cell in
      let end = cell.end ?? cell.lastMonth.advanced(by: 1).start
      return Instant(nanosSinceEpoch: end.nanosSinceEpoch - 1).daysSinceEpoch
    }
    return first...max(first, ends.max() ?? first)
  }

  /// Whether a bill leaves out days of its months.
  var hasCutBills: Bool { spans.values.contains { $0.contains(where: \.isCut) } }

  /// Bills that are shorter than their months and less than the usage of them: a bill that ends early because nothing
  /// more was used agrees.
  private func cutBills(_ lines: [Reconciliation.Line]) -> [Reconciliation.CutBill] {
    spans.sorted { NameOrder.precedes($0.key, $1.key) }.flatMap { provider, spans in
      spans.filter(\.isCut).compactMap { span -> Reconciliation.CutBill? in
        let name = names[provider] ?? provider
        let apart = lines.filter { line in
          line.provider == name && line.months == span.months && line.difference < .zero
            && (line.outcome == .mismatch || line.outcome == .localOnly)
        }
        guard !apart.isEmpty else { return nil }
        let billed = lines.filter { $0.provider == name && $0.months == span.months }.compactMap(\.billed).total()
        let beyond = usage(of: provider, beyond: span) ?? Money.zero - apart.map(\.difference).total()
        guard beyond.nanos * 1_000_000 > toleranceMillionths * Int128(billed.nanos.magnitude) else { return nil }
        return Reconciliation.CutBill(
          provider: name, months: span.months, firstDay: span.days.lowerBound, lastDay: span.days.upperBound,
          beyond: beyond)
      }
    }
  }

  /// Usage on those days of a span's months that its bill leaves out; nil where days are not known. Usage without a
  /// provider is that of the only one that bills.
  private func usage(of provider: String, beyond span: Span) -> Money? {
    guard let usageDays else { return nil }
    let months = span.months.first.start.daysSinceEpoch..<span.months.end.start.daysSinceEpoch
    let nanos = usageDays.reduce(Int128(0)) { sum, used in
      let isOwn = used.provider.map { $0.lowercased() == provider } ?? (spans.count == 1)
      return isOwn && months.contains(used.day) && !span.days.contains(used.day) ? sum + used.costNanos : sum
    }
    return Money(nanos: nanos)
  }

  private var toleranceMillionths: Int128 { Int128((policy.invoiceTolerance * 1e6).rounded()) }

  private func charge(_ cell: InvoiceCell) -> Reconciliation.Charge {
    Reconciliation.Charge(
      provider: names[cell.provider.lowercased()] ?? cell.provider, model: cell.model, kind: cell.kind,
      months: Period(first: cell.firstMonth, end: cell.lastMonth.advanced(by: 1)), rows: cell.rows,
      amount: Money(nanos: cell.amountNanos))
  }

  /// Charges beside usage, in the period.
  private var charges: [Reconciliation.Charge] {
    invoices.filter { $0.kind != .usage && isInside($0) }.map(charge)
  }

  private func isInside(_ cell: InvoiceCell) -> Bool {
    cell.firstMonth >= period.first && cell.lastMonth < period.end
  }

  private func touches(_ cell: InvoiceCell) -> Bool {
    cell.firstMonth < period.end && cell.lastMonth >= period.first
  }

  private func canonical(_ model: String?) -> String? { model.map(policy.canonicalName) }

  private func span(_ provider: String, _ month: Month) -> Span? {
    spans[provider]?.first { $0.months.contains(month) }
  }

  // MARK: Lines

  private var lines: [Reconciliation.Line] {
    var bills: [Key: Bill] = [:]
    for cell in invoices where cell.kind == .usage {
      let provider = cell.provider.lowercased()
      guard let span = span(provider, cell.firstMonth) else { continue }
      bills[Key(provider: provider, first: span.months.first, model: canonical(cell.model)), default: Bill()].add(cell)
    }
    var usage: [Key: UsageCost] = [:]
    var uncovered: [Key: UsageCost] = [:]
    var labels: [String: String] = [:]
    for cell in models where cell.usage.rows > 0 {
      let provider = provider(of: cell)
      if let written = cell.provider, names[provider] == nil {
        labels[provider] = labels[provider].map { NameOrder.precedes(written, $0) ? written : $0 } ?? written
      }
      let model = canonical(cell.model)
      if let span = span(provider, cell.month) {
        let key = Key(provider: provider, first: span.months.first, model: span.namesModels ? model : nil)
        usage[key, default: UsageCost()].add(UsageCost(cell))
      } else if provider.isEmpty, isBilled(cell.month) {
        usage[Key(provider: "", first: cell.month, model: model), default: UsageCost()].add(UsageCost(cell))
      } else {
        uncovered[Key(provider: provider, first: cell.month, model: model), default: UsageCost()].add(UsageCost(cell))
      }
    }
    let name = { (provider: String) in names[provider] ?? labels[provider] }
    var lines = Set(bills.keys).union(usage.keys).map { line($0, name($0.provider), usage[$0], bills[$0]) }
    lines += uncovered.map { key, cost in
      Reconciliation.Line(
        provider: name(key.provider), model: key.model,
        months: Period(first: key.first, end: key.first.advanced(by: 1)),
        outcome: .localOnly, usage: cost, billed: nil, billedRows: 0, listed: nil, rounding: .zero, discount: .zero)
    }
    return lines.sorted(by: Self.precedes)
  }

  /// The provider's name in lower case. A row without one belongs to the provider that alone bills its model, or that
  /// alone bills its month; otherwise to none.
  private func provider(of cell: ModelCell) -> String {
    if let provider = cell.provider { return provider.lowercased() }
    let billing = spans.filter { entry in entry.value.contains { $0.months.contains(cell.month) } }
    let naming = billing.filter { entry in
      entry.value.contains { $0.months.contains(cell.month) && $0.models.contains(canonical(cell.model)) }
    }
    if naming.count == 1, let only = naming.keys.first { return only }
    return billing.count == 1 ? billing.keys.first ?? "" : ""
  }

  private func isBilled(_ month: Month) -> Bool {
    spans.values.contains { $0.contains { $0.months.contains(month) } }
  }

  private func line(
    _ key: Key, _ provider: String?, _ usage: UsageCost?, _ bill: Bill?
  ) -> Reconciliation.Line {
    let months =
      span(key.provider, key.first)?.months ?? Period(first: key.first, end: key.first.advanced(by: 1))
    var line = Reconciliation.Line(
      provider: provider, model: key.model, months: months, outcome: .localOnly, usage: usage ?? UsageCost(),
      billed: Money(nanos: bill?.amount ?? 0), billedRows: bill?.rows ?? 0,
      listed: bill?.listed.map { Money(nanos: $0) }, rounding: Money(nanos: Self.likely(bill?.rounding ?? 0)),
      discount: .zero)
    guard let bill else { return line }
    // Usage whose cost nobody knows is known to the provider alone, like a charge without any.
    guard let usage, usage.unpricedRows < usage.rows else {
      line.outcome = bill.amount == 0 ? .matched : .providerOnly
      return line
    }
    line.outcome = outcome(of: bill.amount - line.usage.cost.nanos, rounding: bill.rounding, amount: bill.amount)
    if line.outcome == .mismatch, let listed = bill.listed, listed != bill.amount {
      let atList = outcome(of: listed - line.usage.cost.nanos, rounding: bill.rounding, amount: listed)
      guard atList != .mismatch else { return line }
      line.outcome = atList
      line.discount = Money(nanos: bill.amount - listed)
    }
    return line
  }

  /// Matched where equal, rounding within the bound, matched within the tolerance.
  private func outcome(of difference: Int128, rounding: Int128, amount: Int128) -> Reconciliation.Outcome {
    if difference == 0 { return .matched }
    if Int128(difference.magnitude) <= Self.likely(rounding) { return .rounding }
    return Int128(difference.magnitude) * 1_000_000 <= toleranceMillionths * Int128(amount.magnitude)
      ? .matched : .mismatch
  }

  private static let halfCentNanos: Int128 = 5_000_000

  /// By how much rounding changes a sum of n lines: never by more than half a cent each, and, as lines are rounded up
  /// and down alike, hardly by more than four standard deviations, which are √(n/3) half cents.
  private static func likely(_ rounding: Int128) -> Int128 {
    guard rounding > 0 else { return 0 }
    let deviation = (Double(rounding) * Double(halfCentNanos) / 3).squareRoot()
    return min(rounding, Int128((4 * deviation).rounded(.down)))
  }

  private static func precedes(_ left: Reconciliation.Line, _ right: Reconciliation.Line) -> Bool {
    if left.provider != right.provider { return NameOrder.precedes(left.provider, right.provider) }
    if left.months.first != right.months.first { return left.months.first < right.months.first }
    return NameOrder.precedes(left.model, right.model)
  }

  private func providers(
    _ lines: [Reconciliation.Line], _ charges: [Reconciliation.Charge]
  ) -> [Reconciliation.ProviderBill] {
    var sums: [String: Money] = [:]
    for line in lines where line.billedRows > 0 { sums[line.provider ?? "", default: .zero] += line.billed ?? .zero }
    for charge in charges { sums[charge.provider, default: .zero] += charge.amount }
    let bills = sums.map { Reconciliation.ProviderBill(provider: $0.key, amount: $0.value) }
    return bills.sorted {
      $0.amount != $1.amount ? $0.amount > $1.amount : NameOrder.precedes($0.provider, $1.provider)
    }
  }
}
