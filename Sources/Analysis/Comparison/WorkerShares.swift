/// Tasks of one worker in one group.
struct WorkerShare<Net: NetNumber>: Sendable {
  var count: Int64 = 0
  /// Σy × `NetLine.scale` / unit.
  var net = Net.zero
}

/// What a group contributes to a contrast.
struct GroupInfluence: Sendable {
  /// ±w_s/n², from sums × n to dollars: turns n·Y_j − n_j·Y into a part of z_j.
  let factor: Double
  /// n.
  let count: Int64
  /// Y = Σy of the group × `NetLine.scale`.
  let net: WideInteger
  /// What sums of workers count, in parts of `NetLine.scale`.
  let unit: Int128
}

/// The shares of all workers that have a number; a share without tasks is none.
enum WorkerShares<Net: NetNumber>: Sendable {
  case table(WorkerTable<Net>)
  case list(WorkerList<Net>)

  /// z_j of every worker who has tasks in a group that takes part, in no order that means anything.
  ///
  /// - Parameter groups: by position; nil = takes no part.
  func influences(_ groups: [GroupInfluence?]) -> [Double] {
    switch self {
    case .table(let table): table.influences(groups)
    case .list(let list): list.influences(groups)
    }
  }

  /// Workers with tasks in any of the groups.
  ///
  /// - Parameter isWanted: by position of the group.
  func workers(isWanted: [Bool]) -> Int {
    switch self {
    case .table(let table): table.workers(isWanted: isWanted)
    case .list(let list): list.workers(isWanted: isWanted)
    }
  }
}

/// A share for every worker in every group, those of one group after those of another.
struct WorkerTable<Net: NetNumber>: Sendable {
  /// Workers, the one that nobody is included: tasks of place 0 have no worker.
  let workers: Int
  let shares: [WorkerShare<Net>]

  func influences(_ groups: [GroupInfluence?]) -> [Double] {
    var sums = [Double](repeating: 0, count: workers)
    var tasks = [Int64](repeating: 0, count: workers)
    for (position, group) in groups.enumerated() {
      guard let group else { continue }
      add(group, shares.span.extracting(position * workers..<(position + 1) * workers), to: &sums, &tasks)
    }
    return (1..<max(1, workers)).compactMap { tasks[$0] != 0 ? sums[$0] : nil }
  }

  private func add(
    _ group: GroupInfluence, _ shares: Span<WorkerShare<Net>>, to allSums: inout [Double], _ allTasks: inout [Int64]
  ) {
    let (mean, factor) = Net.mean(of: group)
    var sums = allSums.mutableSpan
    var tasks = allTasks.mutableSpan
    for worker in shares.indices {
      // n·Y_j − n_j·Y keeps the residual exact, so that equal tasks leave none at all; nor do those without tasks.
      sums[worker] += factor * Net.residual(shares[worker], from: mean)
      tasks[worker] |= shares[worker].count
    }
  }

  func workers(isWanted: [Bool]) -> Int {
    var tasks = [Int64](repeating: 0, count: workers)
    for (position, isWanted) in isWanted.enumerated() where isWanted {
      for worker in 0..<workers { tasks[worker] |= shares[position * workers + worker].count }
    }
    return tasks.dropFirst().count { $0 != 0 }
  }
}

/// The shares that have tasks, worker by worker, where a table would be mostly empty.
struct WorkerList<Net: NetNumber>: Sendable {
  /// Where the shares of each worker begin, and their end.
  private var starts: [Int] = [0]
  /// The group of each share, in the order of groups within a worker.
  private var groups: [Int32] = []
  private var shares: [WorkerShare<Net>] = []

  /// Adds a share of the worker whose shares come now.
  mutating func add(_ share: WorkerShare<Net>, group: Int) {
    guard share.count != 0 else { return }
    groups.append(Int32(truncatingIfNeeded: group))
    shares.append(share)
  }

  /// No share of the worker comes any more.
  mutating func endWorker() {
    if shares.count > starts[starts.count - 1] { starts.append(shares.count) }
  }

  private var workers: Range<Int> { 0..<starts.count - 1 }

  func influences(_ groups: [GroupInfluence?]) -> [Double] {
    let means = groups.map { $0.map(Net.mean) }
    return workers.compactMap { worker in
      var influence: Double?
      for share in starts[worker]..<starts[worker + 1] {
        guard let (mean, factor) = means[Int(self.groups[share])] else { continue }
        influence = (influence ?? 0) + factor * Net.residual(shares[share], from: mean)
      }
      return influence
    }
  }

  func workers(isWanted: [Bool]) -> Int {
    workers.count { worker in (starts[worker]..<starts[worker + 1]).contains { isWanted[Int(groups[$0])] } }
  }
}
