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
    public var pair: Int64
    /// v in nano-dollars or credited milli-minutes, k in nano-dollars, r and w in milli-minutes, p in millionths.
    public var figures: Figures<Int64>

    @inlinable
    public init(keyIndex: Int32, sign: Int32, worker: Int32, pair: Int64, figures: Figures<Int64>) {
      self.keyIndex = keyIndex
      self.sign = sign
      self.worker = worker
      self.pair = pair
      self.figures = figures
    }
  }

  /// Distinct keys.
  public private(set) var keys: [TaskCellKey]
  public private(set) var runs: [FactRun]

  public init(keys: [TaskCellKey] = [], runs: [FactRun] = []) {
    self.keys = keys
    self.runs = runs
  }

  /// Packs facts into one run; a fact without a key is left out.
  public init(keys: [TaskCellKey], facts: [Fact]) {
    let known = facts.filter { $0.keyIndex >= 0 && Int($0.keyIndex) < keys.count }
    self.init(keys: keys, runs: [FactRun(known)].compactMap(\.self))
  }

  /// Every fact by itself.
  public var facts: [Fact] { runs.flatMap(\.facts) }

  /// Adds the facts of another spelling of the category.
  public mutating func append(_ other: TaskFacts) {
    let offset = keys.count
    keys += other.keys
    for var run in other.runs {
      for place in run.keys.indices { run.keys[place].key += offset }
      runs.append(run)
    }
  }
}
