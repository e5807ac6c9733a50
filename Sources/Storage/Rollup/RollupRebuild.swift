internal import GRDB

/// Makes all rollup cells anew from the stored rows: after a price, an alias or a whole import has changed.
struct RollupRebuild {
  let db: Database
  let hash: ByteHash

  func run() throws {
    let writer = RollupWriter(db: db)
    try writer.removeAll()
    let segments = try SegmentStore(db: db)
    let deltas = DeltaPool(pricing: try Pricing(db: db), zone: try DatabaseSettings.zone(db, path: ""))
    let merge = TaskMerge(
      hash: hash, decisions: TaskMerge.Decisions(), order: try OutcomeOrder(db: db), deltas: deltas,
      spill: nil)
    let withoutTask = segments.directory.filter { $0.kind == .requests && $0.lastTask == 0 }
    let rows = segments.directory.filter { $0.kind != .replaced }.reduce(0) { $0 + $1.rows }
    let parts = RowSpill.parts(rows: rows)
    try OrderedPipeline.run(
      count: parts.count + withoutTask.count,
      prepare: { index in
        var job = TaskMerge.Job(part: 0..<0)
        job.isRebuild = true
        if index < parts.count {
          try load(parts[index], segments, into: &job)
        } else {
          job.storedRequests = [try segments.bytes(withoutTask[index - parts.count].id)]
        }
        return job
      },
      work: { try merge.run($0) },
      consume: { output in
        for (category, facts) in output.facts { try writer.add(facts: facts, category: category) }
      })
    var delta = try deltas.total()
    for (category, facts) in delta.takeFacts(all: true) { try writer.add(facts: facts, category: category) }
    try writer.add(delta)
  }

  private func load(_ part: Range<Int>, _ segments: SegmentStore, into job: inout TaskMerge.Job) throws {
    let low = PartitionedSpill.firstHash(of: part.lowerBound)
    let high = PartitionedSpill.firstHash(of: part.upperBound)
    job.hashes = low..<high
    job.storedRequests = try segments.entries(.requests, from: low, upTo: high).map { try segments.bytes($0.id) }
    job.storedOutcomes = try segments.entries(.outcomes, from: low, upTo: high).map { try segments.bytes($0.id) }
  }
}
