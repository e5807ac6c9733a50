public import TriageModel

/// Why token spend changed from one period to another, in effects that add up to the change exactly (method 7.2).
///
/// Swapping the periods flips every sign and changes nothing else.
public struct SpendBridge: Hashable, Sendable {
  /// The effects in the order of every report.
  public enum Effect: String, Hashable, Sendable, CaseIterable {
    case volume
    case mix
    case tokensPerTask = "tokens_per_task"
    case price
    case notAttributed = "not_attributed"

    /// The plain name on paper.
    public var words: String {
      switch self {
      case .volume: "volume"
      case .mix: "mix"
      case .tokensPerTask: "tokens per task"
      case .price: "price"
      case .notAttributed: "not attributed"
      }
    }
  }

  /// Spend of the period that is compared with.
  public var previous: Money
  public var current: Money
  /// ΔQ·P̄: more or fewer tasks.
  public var volume: Money
  /// Q̄·Σ p̄·Δm: dearer or cheaper kinds of work.
  public var mix: Money
  /// Q̄·Σ m̄·b̄·Δa: more or fewer tokens for a task.
  public var tokensPerTask: Money
  /// Q̄·Σ m̄·ā·Δb: dearer or cheaper tokens.
  public var price: Money
  /// Change of the spend that no task and no category explains.
  public var notAttributed: Money
  /// The part of `price` from work whose tokens are not known in one of the periods: its change of cost per task
  /// cannot be told apart from its tokens.
  public var priceWithoutTokens: Money

  public init(
    previous: Money, current: Money, volume: Money, mix: Money, tokensPerTask: Money, price: Money,
    notAttributed: Money, priceWithoutTokens: Money
  ) {
    self.previous = previous
    self.current = current
    self.volume = volume
    self.mix = mix
    self.tokensPerTask = tokensPerTask
    self.price = price
    self.notAttributed = notAttributed
    self.priceWithoutTokens = priceWithoutTokens
  }

  public func amount(_ effect: Effect) -> Money {
    switch effect {
    case .volume: volume
    case .mix: mix
    case .tokensPerTask: tokensPerTask
    case .price: price
    case .notAttributed: notAttributed
    }
  }

  public var change: Money { current - previous }
}
