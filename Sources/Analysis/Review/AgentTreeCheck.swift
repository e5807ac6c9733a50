public import TriageModel

/// What the rows say of parents that are not there and of requests that are their own ancestors (method 6).
public enum AgentTreeCheck {
  /// The checks of a period whose rows were read.
  public static func checks(_ trees: AgentTrees) -> [QualityCheck] {
    [
      check(
        "orphan-requests", trees.orphans, clean: "Every parent is among the requests of its task.",
        found: "a parent that is not among the requests of the task.", effect: "Counted as the top of an agent tree."),
      check(
        "cyclic-requests", trees.cyclic, clean: "No request is its own ancestor.",
        found: "an ancestor that is the request itself, or one that is its own ancestor.",
        effect: "Without a depth in agent trees."),
    ]
  }

  private static func check(
    _ key: String, _ requests: Int64, clean: String, found: String, effect: String
  ) -> QualityCheck {
    guard requests > 0 else { return QualityCheck(key: key, status: .pass, result: clean, effect: "None.") }
    let words = requests == 1 ? "request has" : "requests have"
    return QualityCheck(key: key, status: .note, result: "\(requests) \(words) \(found)", effect: effect)
  }
}
