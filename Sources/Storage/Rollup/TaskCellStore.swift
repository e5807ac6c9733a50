internal import GRDB
internal import Queries
internal import TriageModel

/// The stored task cells (R1 of the method), those of a month in one row.
struct TaskCellStore {
  let db: Database
  let path: String

  /// Gives every cell to `body`.
  ///
  /// - Parameter month: nil = all of them, in order.
  /// - Throws: `StorageError.damaged` where the bytes, or what is added up beside them, are not as they were written.
  func forEach(month: Int32? = nil, _ body: (TaskCellNumbers, Moments) -> Void) throws {
    let read = try SQLStatement(db, Query.readTaskCells.sql)
    read.bind(month.map(Int64.init), at: 1)
    while try read.step() {
      let bytes = read.bytes(4)
      guard BlockHash.checksum(bytes) == read.int(3) else { throw damaged }
      var (tasks, costNanos): (Int64, Int128) = (0, 0)
      do throws(ByteReading.Damaged) {
        try TaskCellBytes.read(bytes, month: Int32(truncatingIfNeeded: read.int(0))) { key, moments in
          tasks &+= moments.count
          costNanos += moments.sums.k
          body(key, moments)
        }
      } catch {
        throw damaged
      }
      guard tasks == read.int(1), costNanos == Int128(read.int(2)) else { throw damaged }
    }
  }

  private var damaged: StorageError { .damaged(path: path, detail: "the task cells are not as they were written") }

  /// Number of cells.
  var count: Int {
    get throws { try Int.fetchOne(db, sql: "SELECT coalesce(sum(cells), 0) FROM task_cells") ?? 0 }
  }

  /// Puts cells in place of all those of a month.
  ///
  /// - Throws: `StorageError.overflow` for a sum of more than 64 bits.
  func replace(month: Int32, _ cells: [TaskCellBytes.Cell]) throws {
    guard !cells.isEmpty else {
      return try db.execute(sql: "DELETE FROM task_cells WHERE month = ?", arguments: [month])
    }
    let bytes = try TaskCellBytes.make(cells)
    guard let costNanos = Int64(exactly: cells.reduce(Int128(0)) { $0 + $1.moments.sums.k }) else {
      throw StorageError.overflow(what: "the sum of a rollup cell")
    }
    let insert = try SQLStatement(db, Query.writePutTaskCells.sql)
    insert.bind(Int64(month), at: 1)
    insert.bind(Int64(cells.count), at: 2)
    insert.bind(cells.reduce(0) { $0 &+ $1.moments.count }, at: 3)
    insert.bind(costNanos, at: 4)
    insert.bind(BlockHash.checksum(bytes.bytes), at: 5)
    insert.bind(bytes: bytes.bytes, at: 6)
    try insert.run()
  }
}
