import TriageModel

/// The task facts of one category, arranged once for any number of policies.
struct FactTable: Sendable {
  /// A fact that names a pair.
  struct PairFact: Sendable {
    let pair: Int64
    let key: Int
    let sign: Int64
    let worker: Int64
    let figures: Figures<Int64>
  }

  let keys: [TaskCellKey]
  let runs: [FactRun]
  let count: Int
  let workers: WorkerSlots
  /// The facts that name a pair, those of one pair together.
  let pairs: [PairFact]

  static let empty = FactTable(TaskFacts())

  init(_ source: TaskFacts) {
    keys = source.keys
    runs = source.runs
    count = source.runs.reduce(0) { $0 + $1.count }
    workers = WorkerSlots(source.runs)
    pairs = source.runs.flatMap(FactTable.pairs).sorted { $0.pair < $1.pair }
  }

  private static func pairs(_ run: FactRun) -> [PairFact] {
    guard !run.columns.pair.isConstant || run.columns.pair.base != 0 else { return [] }
    return run.withNumbers { numbers in
      run.keys.flatMap { entry in
        entry.facts.filter { numbers.pair[$0] != 0 }.map { index in
          PairFact(
            pair: numbers.pair[index], key: entry.key, sign: numbers.sign[index], worker: numbers.worker[index],
            figures: Figures(
              v: numbers.v[index], k: numbers.k[index], r: numbers.r[index], w: numbers.w[index],
              p: numbers.p[index]))
        }
      }
    }
  }

  /// A bound of the magnitude of each figure, as close as the heads of the columns tell.
  var largestPossible: Figures<UInt64> { largest { _, column in column.largestPossible } }

  /// The largest magnitude of each figure, for which all of them are read.
  var largest: Figures<UInt64> { largest { run, column in run.largest(column) } }

  private func largest(_ size: (FactRun, FactColumn) -> UInt64) -> Figures<UInt64> {
    var largest = Figures<UInt64>(v: 0, k: 0, r: 0, w: 0, p: 0)
    for run in runs {
      largest.v = max(largest.v, size(run, run.columns.figures.v))
      largest.k = max(largest.k, size(run, run.columns.figures.k))
      largest.r = max(largest.r, size(run, run.columns.figures.r))
      largest.w = max(largest.w, size(run, run.columns.figures.w))
      largest.p = max(largest.p, size(run, run.columns.figures.p))
    }
    return largest
  }
}
