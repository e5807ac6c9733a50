import TriageModel

/// Valuations of the cells of one category, tool and department, each made once.
struct RunValuations {
  let policy: Policy
  /// By cost state, value basis and success: nothing else of a cell's key counts.
  private var known: [Int: Valuation] = [:]

  init(policy: Policy) { self.policy = policy }

  /// - Throws: `AnalysisError.overflow`.
  mutating func valuation(of key: TaskCellKey) throws(AnalysisError) -> Valuation {
    let place = (key.costState.rawValue * 16 + key.valueBasis.rawValue) * 16 + key.succeeded.rawValue
    if let valuation = known[place] { return valuation }
    let valuation = try Valuation(of: key, under: policy)
    known[place] = valuation
    return valuation
  }
}
