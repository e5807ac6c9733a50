internal import GRDB
internal import Queries
internal import TriageModel

/// Rows of a model whose reported cost is far beyond what the price book asks for their tokens.
public struct ReportedBeyondList: Hashable, Sendable {
  public var model: String
  public var rows: Int64
  public var reportedNanos: Int128
  public var listNanos: Int128
}

extension ImportTransaction {
  /// Models of which all stored rows with a cost and a price cost more than some times their list price; to be called once
  /// all rows are stored.
  ///
  /// - Parameters:
  ///   - feeNanos: allowed for each request beside the list price.
  ///   - leastNanos: what a model has to cost for anything to be told by it.
  /// - Returns: in the order of names.
  public func reportedBeyondList(times: Int128, feeNanos: Int128, leastNanos: Int128) throws -> [ReportedBeyondList] {
    let cells = try Row.fetchAll(db, sql: Query.readReportedByModel.sql)
    var models: [(found: ReportedBeyondList, requests: Int128)] = []
    for cell in cells {
      let model = try cell.value("model") as String
      if models.last?.found.model != model {
        models.append((ReportedBeyondList(model: model, rows: 0, reportedNanos: 0, listNanos: 0), 0))
      }
      let last = models.count - 1
      models[last].found.rows += try cell.value("comparable_rows") as Int64
      models[last].found.reportedNanos += Int128(try cell.value("comparable_reported_nanos") as Int64)
      models[last].found.listNanos += Int128(try cell.value("comparable_list_nanos") as Int64)
      models[last].requests += Int128(try cell.value("requests") as Int64)
    }
    return models.filter { model in
      let (reported, list) = (model.found.reportedNanos, model.found.listNanos)
      return list > 0 && reported >= leastNanos && reported > list * times + feeNanos * model.requests
    }.map(\.found)
  }
}
