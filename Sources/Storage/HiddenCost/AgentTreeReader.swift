internal import GRDB
public import TriageModel

extension TriageDatabase {
  /// The shapes of the agent trees of a period's tasks, in one walk over all stored rows (method 6).
  ///
  /// - Throws: `StorageError.damaged` where a segment does not match its checksum.
  public func agentTrees(in period: Period) throws(StorageError) -> AgentTrees {
    try read { db in try AgentTreeReader(db: db).trees(in: period) }
  }
}

/// Walks all stored rows part by part.
struct AgentTreeReader {
  let db: Database

  func trees(in period: Period) throws -> AgentTrees {
    let walk = try UnitReader.Walk(db: db)
    let times = try DatabaseSettings.zone(db, path: "").times(of: period)
    let part = AgentTreePart(pricing: try Pricing(db: db), times: times)
    var total = AgentTreePart.Output()
    try OrderedPipeline.run(
      count: walk.count, prepare: { try walk.job($0) }, work: { try part.run($0) }, consume: { total.add($0) })
    return AgentTrees(
      shapes: total.shapes.sorted { ($0.key.depth, $0.key.fanOut) < ($1.key.depth, $1.key.fanOut) }.map { shape, sum in
        AgentTrees.Shape(
          depth: shape.depth, fanOut: shape.fanOut, tasks: sum.tasks, spend: Money(nanos: sum.nanos))
      },
      orphans: total.orphans, cyclic: total.cyclic)
  }
}
