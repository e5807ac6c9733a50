import Analysis
import TriageModel

/// The spend ledger, the way from categories to totals, and the data checks in JSON.
struct JSONReconciliation {
  let report: Report

  init(_ report: Report) { self.report = report }

  var value: JSONValue {
    let review = report.review
    let total = review.ledger.total
    var members: [JSONValue.Member] = [
      .init("ledger", .object(JSONStatement.ledger(review.ledger))),
      .init(
        "categories_to_total",
        .object([
          .init("categories_spend", .money(review.categories.map(\.spend).total())),
          .init("unattributed_spend", .money(report.unattributedSpend)), .init("spend", .money(review.totals.spend)),
          .init("categories_net_value", .money(review.categories.map(\.statement.netAfterEverything).total())),
          .init("unattributed_net_value", .money(report.unattributedNetValue)),
          .init("unused_licences", .money(-report.unusedLicenceCost)),
          .init("net_value", .money(review.totals.statement.netAfterEverything)),
        ])),
      .init(
        "unpriced",
        .object([
          .init("rows", .integer(total.unpricedRows)), .init("tokens", .integer(total.unpricedTokens)),
          .init("models", .array(review.unpricedModels.map(model))),
        ])),
    ]
    if let range = review.costRange { members.append(.init("cost_range", JSONReconciliation.range(range))) }
    if let use = review.untieredUse {
      members.append(
        .init("untiered_use", .object([.init("rows", .integer(use.rows)), .init("cost", .money(use.cost))])))
    }
    if let test = review.unattributedTest { members.append(.init("unattributed_test", unattributed(test))) }
    let invoice = JSONInvoice(report)
    return .object(
      members + [
        .init("invoice", invoice?.value ?? .null),
        .init("invoice_reason", invoice == nil ? "no invoice was given" : .null),
      ])
  }

  private static func range(_ range: CostRange) -> JSONValue {
    .object([.init("rows", .integer(range.rows)), .init("low", .money(range.low)), .init("high", .money(range.high))])
  }

  private func unattributed(_ test: UnattributedTest) -> JSONValue {
    let changed = Set(test.changed)
    let keys = zip(report.review.categories, report.categoryKeys).filter { changed.contains($0.0.name) }.map(\.1)
    return .object([
      .init("amount", .money(test.amount)), .init("categories_tested", .integer(test.tested)),
      .init("verdicts_changed", .array(keys.map { .string($0) })),
    ])
  }

  private func model(_ model: UnpricedModel) -> JSONValue {
    let suggestion = report.context.priceSuggestions.first {
      $0.model == model.model && $0.provider == model.provider
    }
    var members: [JSONValue.Member] = [
      .init("provider", .optional(model.provider)), .init("model", .string(model.model)),
      .init("rows", .integer(model.rows)), .init("tokens", .integer(model.tokens)),
    ]
    if let suggestion { members.append(.init("suggestion", .string(suggestion.nearest))) }
    return .object(members)
  }

  static func check(_ check: QualityCheck) -> JSONValue {
    .object([
      .init("key", .string(check.key)), .init("status", .string(check.status.rawValue)),
      .init("result", .string(check.result)), .init("effect", .string(check.effect)),
    ])
  }
}

/// Rows, versions and the command in JSON.
struct JSONProvenance {
  let report: Report

  init(_ report: Report) { self.report = report }

  var value: JSONValue {
    let context = report.context
    return .object([
      .init("company", .optional(context.companyTitle)), .init("command", .optional(context.commandLine)),
      .init("rows_left_out", .integer(context.rowsLeftOut)),
      .init("cost_left_out", .money(context.costLeftOut)),
      .init("rows_left_out_without_cost", .integer(context.rowsLeftOutWithoutCost)),
      .init(
        "rows",
        .array(
          context.rowSets.map { rowSet in
            .object([
              .init("kind", .string(rowSet.kind)), .init("rows", .integer(rowSet.rows)),
              .init("sha256", .string(rowSet.digest)),
            ])
          })),
    ])
  }
}
