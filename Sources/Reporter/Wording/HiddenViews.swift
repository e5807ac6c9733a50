import Analysis
import TriageModel

/// The views of hidden cost in the order of every format.
enum HiddenViews: CaseIterable {
  case failedTasks
  case abandonedTasks
  case superseded
  case failedRequests
  case subAgents
  case reasoning
  case cacheWrites
  case cacheWriteWaste
  case longContext

  var words: String {
    switch self {
    case .failedTasks: "Failed tasks, all their requests"
    case .abandonedTasks: "Abandoned: tasks without an outcome"
    case .superseded: "Superseded attempts, at most"
    case .failedRequests: "Requests that ended in an error"
    case .subAgents: "Sub-agents: requests with a parent"
    case .reasoning: "Reasoning, at list price"
    case .cacheWrites: "Cache writes, at list price"
    case .cacheWriteWaste: "Cache writes that reads did not earn back"
    case .longContext: "Long-context surcharge, at list price"
    }
  }

  /// For a chart.
  var shortWords: String {
    switch self {
    case .failedTasks: "Failed tasks"
    case .abandonedTasks: "Abandoned tasks"
    case .superseded: "Superseded, at most"
    case .failedRequests: "Failed requests"
    case .subAgents: "Sub-agents"
    case .reasoning: "Reasoning"
    case .cacheWrites: "Cache writes"
    case .cacheWriteWaste: "of it not earned back"
    case .longContext: "Long context"
    }
  }

  /// nil where the data does not tell.
  func amount(_ line: HiddenCost.Line) -> Money? {
    switch self {
    case .failedTasks: line.failedTaskCost
    case .abandonedTasks: line.abandonedSpend
    case .superseded: line.supersededSpend
    case .failedRequests: line.failedRequestSpend
    case .subAgents: line.subAgentSpend
    case .reasoning: line.reasoningCost
    case .cacheWrites: line.cacheWriteCost
    case .cacheWriteWaste: line.cacheWriteWaste
    case .longContext: line.longContextSurcharge
    }
  }

  var isUpperBound: Bool { self == .superseded }
}
