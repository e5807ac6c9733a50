internal import GRDB
internal import Queries
internal import TriageModel

/// The stored task cells (R1 of the method), those of a month in one row.
struct TaskCellStore {
  let db: Database
  let path: String

  /// The cells of every month, in the order of months.
  ///
  /// - Parameter month: that one alone; nil = all.
  /// - Throws: `StorageError.damaged` where the bytes, or what is added up beside them, are not as they were written.
  func months(_ month: Int32? = nil) throws -> [MonthCellBytes] {
    let read = try SQLStatement(db, Query.readTaskCells.sql)
    read.bind(month.map(Int64.init), at: 1)
    var months: [MonthCellBytes] = []
    while try read.step() {
      let month = MonthCellBytes(
        month: Int32(truncatingIfNeeded: read.int(0)), cellCount: Int(read.int(1)), tasks: read.int(2),
        try SQLBlob.read(db, table: "task_cells", column: "bytes", row: read.int(0)))
      guard month.checksum == read.int(4), let found = try? month.withCells({ ($0.count, $0.totals) }),
        found.0 == month.cellCount, found.1.tasks == month.tasks, found.1.costNanos == Int128(read.int(3))
      else { throw damaged }
      months.append(month)
    }
    return months
  }

  /// Gives every cell to `body`, month by month.
  ///
  /// - Throws: as `months`.
  func forEach(month: Int32? = nil, _ body: (TaskCellNumbers, Moments) -> Void) throws {
    for bytes in try months(month) {
      do {
        try bytes.withCells { cells in
          for place in 0..<cells.count { body(try cells.key(place), cells.moments(place)) }
        }
      } catch is ByteReading.Damaged {
        throw damaged
      }
    }
  }

  private var damaged: StorageError { Self.damaged(path: path) }

  static func damaged(path: String) -> StorageError {
    .damaged(path: path, detail: "the task cells are not as they were written")
  }

  /// Puts cells in place of all those of a month.
  ///
  /// - Parameter cells: in the order of `NameTexts.order`.
  /// - Throws: `StorageError.overflow` for a sum of more than 64 bits.
  func replace(month: Int32, _ cells: [TaskCellBytes.Cell], _ names: NameTexts) throws {
    guard !cells.isEmpty else {
      return try db.execute(sql: "DELETE FROM task_cells WHERE month = ?", arguments: [month])
    }
    let bytes = try TaskCellBytes.make(cells, digest: TaskCellDigest.digest(cells, names))
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
