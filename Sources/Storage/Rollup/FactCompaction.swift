internal import GRDB
internal import Queries

/// Brings small runs of facts together, so that a report finds few long ones however many imports there were.
///
/// A run has the keys of its facts once: of many small runs they would be most of the bytes. A run that is long enough
/// stays as it is, so that no fact is written more than a few times.
struct FactCompaction {
  let writer: RollupWriter
  /// Facts of a run that is long enough.
  var enough = 65_536
  /// So many short runs of a category are brought together.
  static let least = 4

  /// - Throws: `StorageError.damaged` where a run is not as it was written.
  func run() throws {
    for (category, runs) in try shortRuns() where runs.count >= Self.least { try bringTogether(runs, category) }
  }

  private typealias Run = (id: Int64, checksum: Int64)

  /// By category, each in the order in which they were written.
  private func shortRuns() throws -> [(category: Int32, runs: [Run])] {
    let read = try SQLStatement(writer.db, Query.readShortFactRuns.sql)
    read.bind(Int64(enough), at: 1)
    var found: [(category: Int32, runs: [Run])] = []
    while try read.step() {
      let category = Int32(truncatingIfNeeded: read.int(1))
      if found.last?.category != category { found.append((category, [])) }
      found[found.count - 1].runs.append((read.int(0), read.int(2)))
    }
    return found
  }

  private func bringTogether(_ runs: [Run], _ category: Int32) throws {
    var facts: [StoredFact] = []
    for run in runs {
      let bytes = try SQLBlob.array(writer.db, table: "fact_runs", column: "bytes", row: run.id)
      guard bytes.withUnsafeBytes(BlockHash.checksum) == run.checksum else {
        throw StorageError.damaged(path: "", detail: "a checksum does not match the task facts")
      }
      facts += try bytes.withUnsafeBytes { bytes in try StoredFactRun.facts(bytes, category: category) }
      // Its pages are free for what is written next.
      try writer.db.execute(sql: "DELETE FROM fact_runs WHERE id = ?", arguments: [run.id])
      guard facts.count >= enough else { continue }
      try writer.add(facts: facts, category: category)
      facts.removeAll(keepingCapacity: true)
    }
    try writer.add(facts: facts, category: category)
  }
}
