import TriageModel

/// Valuations of the cells of one category, tool and department, each made once.
struct RunValuations {
  let policy: Policy
  private var made: [Valuation] = []
  /// Place in `made` by cost state, value basis and success, as nothing else of a cell's key counts; -1 = none yet.
  private var places: [Int]

  init(policy: Policy) {
    self.policy = policy
    places = [Int](repeating: -1, count: 64)
  }

  subscript(place: Int) -> Valuation { made[place] }

  /// Where the valuation of a cell is kept.
  ///
  /// - Throws: `AnalysisError.overflow`.
  @inline(__always)
  mutating func place(of key: TaskCellKey) throws(AnalysisError) -> Int {
    let state = (key.costState.rawValue << 2 | key.valueBasis.rawValue) << 2 | key.succeeded.rawValue
    if places[state] < 0 { places[state] = try make(key) }
    return places[state]
  }

  private mutating func make(_ key: TaskCellKey) throws(AnalysisError) -> Int {
    made.append(try Valuation(of: key, under: policy))
    return made.count - 1
  }

  /// - Throws: `AnalysisError.overflow`.
  mutating func valuation(of key: TaskCellKey) throws(AnalysisError) -> Valuation { made[try place(of: key)] }

  /// Whether they hold in another department too: only its loaded rate counts.
  func hold(in department: String?) -> Bool {
    made.first.map { $0.rateKey == Valuation.rateKey(of: department, in: policy.loadedRates) } ?? true
  }
}
