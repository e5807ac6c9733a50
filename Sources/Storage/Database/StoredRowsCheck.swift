internal import GRDB
internal import Queries
internal import TriageModel

/// Reads everything that rows were packed into and compares it with its checksums.
struct StoredRowsCheck {
  let db: Database
  let path: String

  func run() throws {
    try checkSegments()
    try KeyStore(db: db).checkAll()
    try checkFacts()
  }

  private func checkSegments() throws {
    let store = try SegmentStore(db: db)
    for entry in store.directory {
      let bytes = try store.bytes(entry.id)
      let rows = try ControlColumns(bytes.blobs.control, of: entry.kind).count
      guard rows == entry.rows else {
        throw StorageError.damaged(path: path, detail: "a segment has \(rows) rows instead of \(entry.rows)")
      }
    }
  }

  /// Facts and cells hold the same tasks.
  private func checkFacts() throws {
    var (facts, tasks): (Int64, Int64) = (0, 0)
    let read = try SQLStatement(db, Query.readAllFactRuns.sql)
    while try read.step() {
      let bytes = read.bytes(0)
      guard BlockHash.checksum(bytes) == read.int(1) else {
        throw StorageError.damaged(path: path, detail: "a checksum does not match the task facts")
      }
      facts += try StoredFactRun.tasks(bytes)
    }
    try TaskCellStore(db: db, path: path).forEach { tasks += $1.count }
    guard facts == tasks else {
      throw StorageError.controlTotal(
        path: path, check: "of tasks", detail: "expected \(tasks) as in the cells, found \(facts) facts")
    }
  }
}
