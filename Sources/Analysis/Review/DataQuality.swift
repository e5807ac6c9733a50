import TriageModel

/// Checks of the data behind a review, each with what it means for the figures.
struct DataQuality {
  let book: CompanyBook
  let models: [ModelCell]
  /// Whether bills cover all usage, so that the cost of unpriced requests is in the total.
  var isInvoiced = false

  /// In a fixed order.
  func checks() -> [QualityCheck] {
    [
      unpricedRequests, unmatchedSpend, spendWithoutTask, tasksWithoutUsage, unclassifiedTools, blankOutcomes,
      unvaluedTasks, outcomeUsageDisagreement, reportedVersusListCost,
    ] + [unknownTiers, untieredModes].compactMap { $0 }
  }

  private var statement: Statement { book.statement }

  private var unpricedRequests: QualityCheck {
    let usage = book.ledger.total
    let tokens = usage.unpricedTokens
    return check(
      "unpriced-requests", isClean: usage.unpricedRows == 0,
      clean: "Every usage row has a cost.",
      found: "\(usage.unpricedRows) of \(counted(usage.rows, "usage row")) with \(counted(tokens, "token")) "
        + "\(usage.unpricedRows == 1 ? "has" : "have") neither a reported cost nor a price.",
      effect: "\(counted(Int128(statement.unpricedTasks), "task")) with such requests left out of means; "
        + (isInvoiced ? "the invoice holds their cost." : "true spend is higher than shown."),
      // Spend that nobody can price makes the total itself unknown.
      status: usage.unpricedRows * 20 > usage.rows ? .fail : .note)
  }

  private var unmatchedSpend: QualityCheck {
    let cost = book.ledger.noOutcome.cost
    return check(
      "unmatched-spend", isClean: book.ledger.noOutcome.rows == 0,
      clean: "Every request with a task has an outcome.",
      found: "\(dollars(cost))\(share(cost)) went to tasks without an outcome.",
      effect: "Deducted from net value; in no comparison.")
  }

  private var spendWithoutTask: QualityCheck {
    let cost = book.ledger.noTask.cost
    return check(
      "spend-without-task", isClean: book.ledger.noTask.rows == 0,
      clean: "Every request names a task.",
      found: "\(dollars(cost))\(share(cost)) names no task.",
      effect: "Deducted from net value; in no comparison.")
  }

  private var tasksWithoutUsage: QualityCheck {
    check(
      "tasks-without-usage", isClean: statement.uncostedTasks == 0,
      clean: book.tasksWithoutUsage == 0
        ? "Every task has usage rows."
        : "\(counted(Int128(book.tasksWithoutUsage), "task")) without usage rows, none by an AI tool.",
      found: "\(counted(Int128(statement.uncostedTasks), "task")) by AI tools without a usage row.",
      effect: "Their cost is unknown, not zero; left out of means.")
  }

  private var unclassifiedTools: QualityCheck {
    let names = book.unclassifiedTools.inNameOrder().map { PrintableText.cut($0.key) }
    let shown = names.prefix(5).joined(separator: ", ")
    let more = names.count > 5 ? " and \(names.count - 5) more" : ""
    return check(
      "unclassified-tools", isClean: names.isEmpty,
      clean: "The policy knows every tool.",
      found: "The policy does not have: \(shown)\(more).",
      effect: "\(counted(Int128(statement.unclassifiedTasks), "task")) left out of means until the policy gives "
        + "the tier.")
  }

  private var blankOutcomes: QualityCheck {
    check(
      "blank-outcomes", isClean: statement.blankOutcomes == 0,
      clean: "Every task says whether it succeeded.",
      found: "\(statement.blankOutcomes) of \(counted(Int128(statement.tasks), "task")) "
        + "\(statement.blankOutcomes == 1 ? "does" : "do") not say whether they succeeded.",
      effect: "Left out of means; their cost is deducted.")
  }

  private var unvaluedTasks: QualityCheck {
    check(
      "unvalued-tasks", isClean: statement.unvaluedTasks == 0,
      clean: "Every task with a known outcome and cost has a value.",
      found: "\(counted(Int128(statement.unvaluedTasks), "task")) without a known value.",
      effect: "Left out of means; a value per success in the policy can value those that succeeded.")
  }

  private var outcomeUsageDisagreement: QualityCheck {
    let rows = book.ledger.total.disagreeingRows + book.ledger.earlierOrLater.disagreeingRows
    return check(
      "outcome-usage-disagreement", isClean: rows == 0,
      clean: "Usage rows and outcomes agree on department and category.",
      found: "\(counted(rows, "usage row")) with another department or category than the outcome.",
      effect: "The outcome decides.")
  }

  /// Nil where every price is certain.
  private var unknownTiers: QualityCheck? {
    guard let range = CostRange(models, spend: book.ledger.total.cost) else { return nil }
    return check(
      "unknown-price-tier", isClean: false, clean: "",
      found:
        "\(counted(range.rows, "usage row")) of several requests each may have long prompts, which cost more: AI spend "
        + "is between \(dollars(range.low)) and \(dollars(range.high)).",
      effect: "They are priced by their mean prompt, or as short prompts where the number of requests is not known.")
  }

  /// Nil where every mode in use has a price for the prompts that it was used with.
  private var untieredModes: QualityCheck? {
    guard let use = UntieredUse(models) else { return nil }
    return check(
      "mode-without-price-tier", isClean: false, clean: "",
      found:
        "\(counted(use.rows, "usage row")) with long prompts in a mode that has no price for them; they cost "
        + "\(dollars(use.cost)) as short prompts.",
      effect: "True cost may be higher; a price row with tier_above_tokens and the mode gives them theirs.")
  }

  private var reportedVersusListCost: QualityCheck {
    let off = DataQuality.modelsOffList(models)
    let shown = off.prefix(5).map { PrintableText.cut($0) }.joined(separator: ", ")
    let more = off.count > 5 ? " and \(off.count - 5) more" : ""
    let comparable = models.contains { $0.comparableRows > 0 }
    return check(
      "reported-vs-list-cost", isClean: off.isEmpty,
      clean: comparable
        ? "Reported cost agrees with the price book to 1% for every model."
        : "No usage row has both a reported cost and a price.",
      found: "Reported cost differs from the price book by more than 1%: \(shown)\(more).",
      effect: "The reported cost is used.")
  }
}

extension DataQuality {
  private func check(
    _ key: String, isClean: Bool, clean: String, found: String, effect: String, status: QualityCheck.Status = .note
  ) -> QualityCheck {
    QualityCheck(
      key: key, status: isClean ? .pass : status, result: isClean ? clean : found, effect: isClean ? "None." : effect)
  }

  /// Models whose reported and list totals differ by more than 1 % of the list total (method 1.1), by name.
  static func modelsOffList(_ models: [ModelCell]) -> [String] {
    var totals: [String: (reported: Int128, list: Int128)] = [:]
    for cell in models where cell.comparableRows > 0 {
      totals[cell.model, default: (0, 0)].reported += cell.comparableReportedNanos
      totals[cell.model, default: (0, 0)].list += cell.comparableListNanos
    }
    return totals.inNameOrder().filter { entry in
      let (reported, list) = entry.value
      return (reported - list).magnitude * 100 > list.magnitude
    }.map(\.key)
  }

  /// By provider, then model.
  static func unpricedModels(_ models: [ModelCell]) -> [UnpricedModel] {
    var found: [String?: [String: UnpricedModel]] = [:]
    for cell in models where cell.usage.unpricedRows > 0 {
      var entry =
        found[cell.provider]?[cell.model]
        ?? UnpricedModel(provider: cell.provider, model: cell.model, rows: 0, tokens: 0)
      entry.rows += cell.usage.unpricedRows
      entry.tokens += cell.usage.unpricedTokens
      found[cell.provider, default: [:]][cell.model] = entry
    }
    return found.inNameOrder().flatMap { $0.value.inNameOrder().map(\.value) }
  }

  private func counted(_ number: Int128, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  /// Whole cents.
  private func dollars(_ amount: Money) -> String {
    let cents = Rounding.divideHalfAwayFromZero(amount.nanos, by: 10_000_000)
    return "\(ScaledDecimal.text(cents, scale: 2, minimumDecimals: 2)) USD"
  }

  /// ` (6.1% of spend)`.
  private func share(_ amount: Money) -> String {
    let total = book.ledger.total.costNanos
    guard total > 0, amount.nanos >= 0, amount.nanos < CheckedAmount.limit else { return "" }
    let permille = Rounding.divideHalfAwayFromZero(amount.nanos * 1000, by: total)
    return " (\(ScaledDecimal.text(permille, scale: 1, minimumDecimals: 1))% of spend)"
  }
}
