import Analysis
public import TriageModel

/// Hidden cost as JSON: money as exact strings of whole dollars, keys in a fixed order.
public enum HiddenCostJSON {
  public static let format = 2

  /// Renders all views and the agent trees; the text ends in a line break.
  public static func render(_ report: Report, _ trees: AgentTrees) -> String {
    let insights = JSONInsights(report).members
    return JSONValue.object(
      [
        .init("format", .integer(format)), .init("kind", "hidden-cost"), .init("period", JSONAnswer(report).period),
        .init("currency", "USD"),
      ] + insights + [.init("agent_trees", JSONInsights.trees(trees))]
    ).text + "\n"
  }
}
