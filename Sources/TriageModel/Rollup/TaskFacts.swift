/// The tasks of one category, one fact each, as signed additions (R3 of the method at the grain of the task).
///
/// Everything derived from facts is additive in their sign: a fact of sign -1 takes an earlier fact away, and a group
/// whose tasks add up to none is absent. The order of facts and the numbers of workers and pairs carry no meaning.
public struct TaskFacts: Hashable, Sendable {
  public struct Fact: Hashable, Sendable {
    /// Position of the task's key in `keys`; the source sees to it that there is one.
    public var keyIndex: Int32
    /// +1 adds the task; -1 takes back an earlier fact that is equal in all else.
    public var sign: Int32
    /// Number of the worker; 0 = blank.
    public var worker: Int32
    /// Number of the piece of work that several tools did; 0 = blank.
    public var pair: Int32
    /// v in nano-dollars or credited milli-minutes, k in nano-dollars, r and w in milli-minutes, p in millionths.
    public var figures: Figures<Int64>

    @inlinable
    public init(keyIndex: Int32, sign: Int32, worker: Int32, pair: Int32, figures: Figures<Int64>) {
      self.keyIndex = keyIndex
      self.sign = sign
      self.worker = worker
      self.pair = pair
      self.figures = figures
    }
  }

  /// Distinct keys.
  public var keys: [TaskCellKey]
  public var facts: [Fact]

  public init(keys: [TaskCellKey] = [], facts: [Fact] = []) {
    self.keys = keys
    self.facts = facts
  }

  /// Adds the facts of another spelling of the category.
  public mutating func append(_ other: TaskFacts) {
    let offset = Int32(keys.count)
    keys += other.keys
    facts.reserveCapacity(facts.count + other.facts.count)
    for var fact in other.facts {
      fact.keyIndex += offset
      facts.append(fact)
    }
  }
}
