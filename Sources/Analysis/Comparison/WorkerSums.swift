import TriageModel

/// Ok tasks of one category by worker and group while they are added up.
struct WorkerSums<Net: NetNumber> {
  private typealias Share = WorkerShare<Net>

  private let groups: [ValuedFacts.Group]
  private let unit: NetUnit
  private let slots: WorkerSlots
  /// Shares of every worker, those of one group after those of another, so that facts of one group stay in the cache;
  /// empty where a table of all of them would be too large.
  private var table: [Share]
  /// Single tasks by worker and group, where there is no table.
  private var entries: [(place: Int, share: Share)] = []

  private static var largestTable: Int { 1 << 22 }

  init(_ valued: ValuedFacts, in unit: NetUnit) {
    groups = valued.groups
    self.unit = unit
    slots = valued.table.workers
    let cells = slots.count * groups.count
    let limit = min(16 * valued.table.count + 65_536, WorkerSums.largestTable)
    table = [Share](repeating: Share(), count: cells <= limit ? cells : 0)
  }

  mutating func add(_ block: NetBlock<Net>, _ numbers: FactRun.Numbers) {
    guard !table.isEmpty else { return addEntries(block, numbers) }
    let (nets, slots) = (block.nets.span, slots)
    var shares = table.mutableSpan
    var place = 0
    for piece in block.pieces {
      let row = piece.group &* slots.count
      if piece.isAdded {
        for fact in piece.facts {
          let share = row &+ slots.place(of: numbers.worker[fact])
          shares[share].count &+= 1
          shares[share].net += nets[place]
          place &+= 1
        }
      } else {
        for fact in piece.facts {
          let share = row &+ slots.place(of: numbers.worker[fact])
          shares[share].count &-= 1
          shares[share].net -= nets[place]
          place &+= 1
        }
      }
    }
  }

  private mutating func addEntries(_ block: NetBlock<Net>, _ numbers: FactRun.Numbers) {
    var place = 0
    for piece in block.pieces {
      for fact in piece.facts {
        let net = block.nets[place]
        place += 1
        entries.append(
          (
            slots.place(of: numbers.worker[fact]) * groups.count + piece.group,
            piece.isAdded ? Share(count: 1, net: net) : Share(count: -1, net: .zero - net)
          ))
      }
    }
  }

  /// The shares of all workers; tasks without a worker stay out.
  var evidence: WorkerEvidence { WorkerEvidence(groups: groups, unit: unit.size, shares: Net.evidence(shares)) }

  private var shares: WorkerShares<Net> {
    guard !table.isEmpty else { return .list(list(of: entries)) }
    let present = table.reduce(0) { $0 + ($1.count != 0 ? 1 : 0) }
    guard present * 4 < table.count else { return .table(WorkerTable(workers: slots.count, shares: table)) }
    var list = WorkerList<Net>()
    for worker in 1..<max(1, slots.count) {
      for group in groups.indices { list.add(table[group * slots.count + worker], group: group) }
      list.endWorker()
    }
    return .list(list)
  }

  private func list(of entries: [(place: Int, share: Share)]) -> WorkerList<Net> {
    var list = WorkerList<Net>()
    var worker = 0
    func add(_ place: Int, _ share: Share) {
      let slot = place / groups.count
      guard slot > 0 else { return }
      if slot != worker { list.endWorker() }
      worker = slot
      list.add(share, group: place - slot * groups.count)
    }
    var sum: (place: Int, share: Share) = (0, Share())
    for entry in entries.sorted(by: { $0.place < $1.place }) {
      if entry.place != sum.place {
        add(sum.place, sum.share)
        sum = (entry.place, Share())
      }
      sum.share.count += entry.share.count
      sum.share.net += entry.share.net
    }
    if !entries.isEmpty { add(sum.place, sum.share) }
    list.endWorker()
    return list
  }
}
