import TriageModel

/// Ok tasks of one category by worker and group while they are added up.
struct WorkerSums<Net: NetNumber> {
  /// Tasks of one worker in one group.
  private struct Share {
    var count: Int64 = 0
    var net = Net.zero
  }

  private let groups: [ValuedFacts.Group]
  private let unit: Int128
  private let slots: WorkerSlots
  /// Shares of every worker, those of one after those of another, in the order of groups; empty where a table of all
  /// of them would be too large.
  private var table: [Share]
  /// Single tasks by their place in that table, where there is none.
  private var entries: [(place: Int, share: Share)] = []

  private static var largestTable: Int { 1 << 22 }

  init(_ valued: ValuedFacts, in unit: NetUnit) {
    groups = valued.groups
    self.unit = unit.size
    slots = valued.table.workers
    let cells = slots.count * groups.count
    let limit = min(16 * valued.table.count + 65_536, WorkerSums.largestTable)
    table = [Share](repeating: Share(), count: cells <= limit ? cells : 0)
  }

  mutating func add(_ block: NetBlock<Net>, _ numbers: FactRun.Numbers) {
    guard !table.isEmpty else { return addEntries(block, numbers) }
    let (marks, nets, slots, groups) = (block.marks.span, block.nets.span, slots, groups.count)
    var table = table.mutableSpan
    for (index, fact) in block.facts.enumerated() {
      let mark = Int(marks[index])
      guard mark != 0 else { continue }
      let place = slots.place(of: numbers.worker[fact]) &* groups
      if mark > 0 {
        table[place &+ mark &- 1].count &+= 1
        table[place &+ mark &- 1].net += nets[index]
      } else {
        table[place &- mark &- 1].count &-= 1
        table[place &- mark &- 1].net -= nets[index]
      }
    }
  }

  private mutating func addEntries(_ block: NetBlock<Net>, _ numbers: FactRun.Numbers) {
    for (index, fact) in block.facts.enumerated() where block.marks[index] != 0 {
      let mark = Int(block.marks[index])
      let place = slots.place(of: numbers.worker[fact]) * groups.count + abs(mark) - 1
      let net = block.nets[index]
      entries.append((place, mark > 0 ? Share(count: 1, net: net) : Share(count: -1, net: .zero - net)))
    }
  }

  /// The shares of all workers; a share without tasks is none, and tasks without a worker stay out.
  var evidence: WorkerEvidence {
    let present = table.reduce(0) { $0 + ($1.count != 0 ? 1 : 0) }
    var making = WorkerEvidence(groups: groups, unit: unit, shares: max(present, entries.count))
    guard !groups.isEmpty else { return making }
    // The tasks of place 0 have no worker.
    for start in stride(from: groups.count, to: table.count, by: groups.count) {
      for group in groups.indices where table[start + group].count != 0 {
        table[start + group].net.add(to: &making, group: group, count: table[start + group].count)
      }
      making.endWorker()
    }
    var worker = 0
    func add(_ place: Int, _ share: Share) {
      let slot = place / groups.count
      guard slot > 0, share.count != 0 else { return }
      if slot != worker { making.endWorker() }
      worker = slot
      share.net.add(to: &making, group: place - slot * groups.count, count: share.count)
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
    add(sum.place, sum.share)
    making.endWorker()
    return making
  }
}
