/// How a provider serves a request, where that has a price of its own: a mode of a model, not another model.
public enum PriceMode: UInt8, Hashable, Sendable, CaseIterable {
  case standard = 0
  case batch = 1
  case flex = 2
  case priority = 3
  case fast = 4
  /// A mode that has no name here: no price is its price, and its cost is unknown.
  case other = 7

  /// The modes that can have a price.
  public static let priced: [PriceMode] = [.standard, .batch, .flex, .priority, .fast]

  /// As files write it: `batch`.
  public var name: String {
    switch self {
    case .standard: "standard"
    case .batch: "batch"
    case .flex: "flex"
    case .priority: "priority"
    case .fast: "fast"
    case .other: "other"
    }
  }

  /// Reads what providers write; blank, `auto` and `default` are the standard mode.
  ///
  /// - Returns: nil for any other text.
  public init?(_ text: String) {
    switch text.lowercased() {
    case "", "standard", "default", "auto", "on_demand", "on-demand", "none", "normal", "false", "null":
      self = .standard
    case "batch", "batches", "true", "batch_api": self = .batch
    case "flex": self = .flex
    case "priority": self = .priority
    case "fast": self = .fast
    case "other": self = .other
    default: return nil
    }
  }
}
