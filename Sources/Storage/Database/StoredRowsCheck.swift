internal import GRDB
internal import Queries

/// Reads everything that rows were packed into and compares it with its checksums.
struct StoredRowsCheck {
  let db: Database
  let path: String

  func run() throws {
    try checkSegments()
    try KeyStore(db: db).checkAll()
    let bills = InvoiceStore(db: db, path: path)
    for entry in try bills.directory() { _ = try bills.lines(entry.id) }
    try AbsentParentStore(db: db, path: path).forEach { _, _ in }
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

  private func checkFacts() throws {
    let read = try SQLStatement(db, Query.readAllFactRuns.sql)
    while try read.step() {
      let bytes = read.bytes(0)
      guard BlockHash.checksum(bytes) == read.int(1) else {
        throw StorageError.damaged(path: path, detail: "a checksum does not match the task facts")
      }
      let tasks = try StoredFactRun.tasks(bytes)
      guard tasks == read.int(2) else {
        throw StorageError.damaged(path: path, detail: "a run of facts has \(tasks) tasks instead of \(read.int(2))")
      }
    }
    try checkTaskCells()
  }

  private func checkTaskCells() throws {
    let names = try NameTexts(db)
    for month in try TaskCellStore(db: db, path: path).months() {
      let (digest, cells) = try month.withCells { cells in
        (cells.digest, try (0..<cells.count).map { (try cells.key($0), cells.moments($0)) })
      }
      guard digest == TaskCellDigest.digest(cells, names) else { throw TaskCellStore.damaged(path: path) }
    }
  }
}
