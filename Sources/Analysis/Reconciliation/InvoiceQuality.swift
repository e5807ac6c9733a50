import TriageModel

/// Checks of the bills against usage.
struct InvoiceQuality {
  let reconciliation: Reconciliation
  /// In which months are counted.
  var timezone = "UTC"
  /// Providers of which the policy says that none is another one's name.
  var separateProviders: Set<String> = []

  /// In a fixed order.
  var checks: [QualityCheck] { [agreement, names, coverage] + apart + days + crossing + zones }

  private var agreement: QualityCheck {
    let apart = reconciliation.lines.filter { $0.outcome == .mismatch }
    let compared = reconciliation.compared.count
    let gross = apart.map { Money(nanos: Int128($0.residual.nanos.magnitude)) }.total()
    guard !apart.isEmpty else {
      let isRounded = reconciliation.count(.rounding) > 0 ? ", rounding of cents apart" : ""
      return QualityCheck(
        key: "invoice-agreement", status: .pass,
        result: "Every invoice line that usage can be compared with agrees to \(percent)\(isRounded).", effect: "None.")
    }
    // A twentieth of the bill that nobody can explain makes the statement itself doubtful.
    let isLarge = gross.nanos * 20 > reconciliation.invoiced.nanos
    return QualityCheck(
      key: "invoice-agreement", status: isLarge ? .fail : .note,
      result: "\(apart.count) of \(counted(compared, "line")) differ from usage by more than \(percent), "
        + "\(dollars(gross)) together.",
      effect: "The invoice counts; the difference is in no category." + beyond(apart))
  }

  /// What to do where a bill leaves out use that is charged elsewhere: the bill is the spend, so that it would be lost.
  private func beyond(_ lines: [Reconciliation.Line]) -> String {
    let amount = lines.map(\.residual).filter { $0 < .zero }.total()
    // Less than a dollar is no bill of its own.
    guard amount.nanos <= -1_000_000_000 else { return "" }
    return
      " \(dollars(Money(nanos: -amount.nanos))) of usage are beyond it: if part of that is on another bill, such as use "
      + "beyond the seats of a team, import that part again with --set provider=NAME of its own (where rows name their "
      + "provider, with a --mapping that says provider: {constant: NAME})."
  }

  private var percent: String {
    let tenths = Int128((reconciliation.tolerance * 1e4).rounded())
    return "\(ScaledDecimal.text(tenths, scale: 2, minimumDecimals: 2))%"
  }

  /// Models on one side alone are often one model under two names.
  private var names: QualityCheck {
    let billed = reconciliation.lines.filter { $0.outcome == .providerOnly && $0.model != nil }
    let used = reconciliation.lines.filter { $0.outcome == .localOnly && $0.billed != nil }
    guard !billed.isEmpty || !used.isEmpty else {
      return QualityCheck(
        key: "invoice-models", status: .pass, result: "Every model is both billed and used.", effect: "None.")
    }
    let parts = [
      billed.isEmpty ? nil : "billed, no usage with a cost: \(listed(billed))",
      used.isEmpty ? nil : "used, not billed: \(listed(used))",
    ]
    return QualityCheck(
      key: "invoice-models", status: .note, result: "Models \(parts.compactMap { $0 }.joined(separator: "; ")).",
      effect: billed.isEmpty || used.isEmpty
        ? "The invoice counts; the difference is in no category."
        : "If two names are one model, model_aliases in the policy joins them; the totals stay.")
  }

  private func listed(_ lines: [Reconciliation.Line]) -> String {
    var names: [String] = []
    for line in lines {
      let name = PrintableText.cut(line.model ?? "without a name", limit: 40)
      if !names.contains(name) { names.append(name) }
    }
    let more = names.count > 5 ? " and \(names.count - 5) more" : ""
    return names.prefix(5).joined(separator: ", ") + more
  }

  private var coverage: QualityCheck {
    let open = reconciliation.lines.filter { $0.billed == nil }
    guard !open.isEmpty else {
      return QualityCheck(
        key: "invoice-coverage", status: .pass, result: "Every provider and month with usage has an invoice.",
        effect: "None.")
    }
    var places: [String] = []
    for line in open {
      let provider = PrintableText.cut(line.provider ?? "no provider named", limit: 40)
      let place = "\(provider) \(line.months.text)"
      if !places.contains(place) { places.append(place) }
    }
    let more = places.count > 5 ? " and \(places.count - 5) more" : ""
    return QualityCheck(
      key: "invoice-coverage", status: .note,
      result: "No invoice for \(dollars(reconciliation.uncovered)) of usage: "
        + "\(places.prefix(5).joined(separator: ", "))\(more).",
      effect: "That usage counts as reported and priced.")
  }

  /// One provider under two names counts twice; nothing where no bill stands beside usage of another provider.
  private var apart: [QualityCheck] {
    let all = ProvidersApart(reconciliation.lines, separate: separateProviders).pairs
    let open = all.filter { !$0.isSeparate }
    // Without a sign that both are one, two providers are two: most companies have bills without usage and the reverse.
    let likely = open.filter(\.fits)
    let pairs = likely.isEmpty ? open : likely
    guard let first = pairs.first else { return separate(all) }
    let places = pairs.prefix(3).map { pair in
      let billed = "\(PrintableText.cut(pair.billed, limit: 40)) is billed \(dollars(pair.billedAmount))"
      let used = "\(PrintableText.cut(pair.used, limit: 40)) has \(dollars(pair.usedAmount)) of usage"
      return "\(billed) for \(pair.months.text) and has no usage, \(used) and no bill"
    }
    let more = pairs.count > 3 ? "; and \(pairs.count - 3) more" : ""
    let name = PrintableText.cut(first.used, limit: 40)
    let names = "separate_providers: [\(PrintableText.cut(first.billed, limit: 40)), \(name)]"
    let effect =
      likely.isEmpty
      ? "None if these are different providers: leave all as it is; `\(names)` in the policy says so. If two names are "
        + "one provider, take the import of the bill back and import it with --set provider=NAME."
      : "If two names are one provider, \(dollars(first.twice)) count twice: import the bill again with "
        + "--set provider=\(name) --on-conflict replace. If they are different ones, leave the bill as it is and say so "
        + "in the policy: `\(names)`."
    return [
      QualityCheck(
        key: "invoice-providers", status: likely.isEmpty ? .note : .fail,
        result: "\(places.joined(separator: "; "))\(more).", effect: effect)
    ]
  }

  private func separate(_ pairs: [ProvidersApart.Pair]) -> [QualityCheck] {
    guard !pairs.isEmpty else { return [] }
    let places = pairs.prefix(3).map { pair in
      "\(PrintableText.cut(pair.billed, limit: 40)) and \(PrintableText.cut(pair.used, limit: 40))"
    }
    let more = pairs.count > 3 ? "; and \(pairs.count - 3) more" : ""
    return [
      QualityCheck(
        key: "invoice-providers", status: .pass,
        result: "Different providers by the policy's separate_providers: \(places.joined(separator: "; "))\(more).",
        effect: "None.")
    ]
  }

  /// Bills that leave out days of their months; none where every bill covers its months or agrees.
  private var days: [QualityCheck] {
    let cut = reconciliation.cutBills
    guard !cut.isEmpty else { return [] }
    let places = cut.prefix(5).map { bill in
      let provider = PrintableText.cut(bill.provider, limit: 40)
      return "\(provider) \(bill.months.text) is billed from \(date(bill.firstDay)) to \(date(bill.lastDay)) alone, "
        + "\(dollars(bill.beyond)) of usage beyond it"
    }
    let more = cut.count > 5 ? "; and \(cut.count - 5) more" : ""
    let isLarge = cut.map(\.beyond).total().nanos * 20 > reconciliation.invoiced.nanos
    return [
      QualityCheck(
        key: "invoice-days", status: isLarge ? .fail : .note, result: "\(places.joined(separator: "; "))\(more).",
        effect: "The invoice counts, so that spend may be too low: import the rest of the bill.")
    ]
  }

  private func date(_ day: Int) -> String {
    Instant(nanosSinceEpoch: Int64(day) * Instant.nanosPerDay).dateText
  }

  private var crossing: [QualityCheck] {
    let lines = reconciliation.crossing
    guard !lines.isEmpty else { return [] }
    let rows = lines.reduce(Int128(0)) { $0 + $1.rows }
    return [
      QualityCheck(
        key: "invoice-periods", status: .note,
        result: "\(counted(Int(clamping: rows), "invoice line")), \(dollars(lines.map(\.amount).total())), "
          + "\(rows == 1 ? "reaches" : "reach") over months beyond the period.",
        effect: "Left out: a line is never divided by days. Report a period that holds its months.")
    ]
  }

  /// Nothing where months are those of UTC: then bills are cut where months are.
  private var zones: [QualityCheck] {
    guard timezone != "UTC", reconciliation.isInvoiced else { return [] }
    let differs = reconciliation.count(.mismatch) > 0
    return [
      QualityCheck(
        key: "invoice-months", status: differs ? .note : .pass,
        result: "Months are those of \(PrintableText.cut(timezone, limit: 40)); a bill cut at midnights of UTC has the "
          + "months of UTC, one cut by the hour those of its hours.",
        effect: differs
          ? "At each end of a month such a bill and usage by the request can differ by the hours between the zones."
          : "None.")
    ]
  }

  /// Two periods of which only one stands on bills are not of one kind; nothing where they are.
  static func comparison(_ current: PeriodEvaluation, with previous: PeriodEvaluation) -> [QualityCheck] {
    let (now, before) = (isInvoiced(current), isInvoiced(previous))
    guard now != before else { return [] }
    let open = now ? previous.period : current.period
    return [
      QualityCheck(
        key: "invoice-comparison", status: .note,
        result: "\(open.text) has no invoice: its spend is as reported and priced, the other one's as invoiced.",
        effect: "The change of spend and net value holds what invoices have beyond usage.")
    ]
  }

  private static func isInvoiced(_ evaluation: PeriodEvaluation) -> Bool {
    evaluation.reconciliation?.isInvoiced ?? false
  }

  private func counted(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  /// Whole cents.
  private func dollars(_ amount: Money) -> String {
    let cents = Rounding.divideHalfAwayFromZero(amount.nanos, by: 10_000_000)
    return "\(ScaledDecimal.text(cents, scale: 2, minimumDecimals: 2)) USD"
  }
}
