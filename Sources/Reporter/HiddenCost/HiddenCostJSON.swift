public import Analysis
import TriageModel

/// Hidden cost as JSON: money as exact strings of whole dollars, keys in a fixed order.
public enum HiddenCostJSON {
  public static let format = 1

  /// Renders all views; the text ends in a line break.
  public static func render(_ report: Report, _ cost: HiddenCost) -> String {
    let shapes = cost.shapes.map { shape in
      JSONValue.object([
        .init("depth", .integer(shape.depth)), .init("fan_out", .integer(shape.fanOut)),
        .init("tasks", .integer(shape.tasks)), .init("spend", .money(shape.spend)),
      ])
    }
    return JSONValue.object([
      .init("format", .integer(format)), .init("kind", "hidden-cost"), .init("period", JSONAnswer(report).period),
      .init("currency", "USD"), .init("overlapping_views", .bool(true)), .init("company", line(cost.company)),
      .init("categories", .array(cost.categories.map(line))),
      .init("departments", .array(cost.departments.map(line))),
      .init("tree_shape_limit", .integer(HiddenCostCells.Shape.limit)), .init("tree_shapes", .array(shapes)),
      .init("orphan_requests", .integer(cost.orphans)), .init("cyclic_requests", .integer(cost.cyclic)),
    ]).text + "\n"
  }

  private static func optional(_ amount: Money?) -> JSONValue { amount.map(JSONValue.money) ?? .null }

  private static func line(_ line: HiddenCost.Line) -> JSONValue {
    let sums = line.sums
    return .object([
      .init("name", .optional(line.name)), .init("requests", .integer(sums.rows)), .init("spend", .money(sums.spend)),
      .init("failed_tasks", .integer(line.failedTasks)), .init("failed_task_cost", .money(line.failedTaskCost)),
      .init("abandoned_spend", .money(sums.abandonedSpend)),
      .init("superseded_spend_upper_bound", .money(sums.supersededSpend)),
      .init("failed_request_spend", optional(line.failedRequestSpend)),
      .init("sub_agent_requests", .integer(sums.subAgentRows)), .init("sub_agent_spend", .money(sums.subAgentSpend)),
      .init("sub_agent_share", .optional(line.subAgentShare)),
      .init("reasoning_tokens", .integer(sums.reasoningTokens)),
      .init("reasoning_share", .optional(line.reasoningShare)),
      .init("reasoning_list_cost", optional(line.reasoningCost)),
      .init("cache_write_tokens", .integer(sums.cacheWriteTokens)),
      .init("cache_write_share", .optional(line.cacheWriteShare)),
      .init("cache_write_list_cost", optional(line.cacheWriteCost)),
      .init("requests_without_price", .integer(sums.rowsWithoutPrice)),
    ])
  }
}
