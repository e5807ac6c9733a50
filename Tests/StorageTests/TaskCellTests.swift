import Foundation
import Testing
import TriageModel

@testable import Storage

@Suite("Task cells of a month lie together, and come back as they were")
struct TaskCellTests {
  private func cell(_ random: inout SeededNumbers, month: Int32, department: Int32) -> TaskCellBytes.Cell {
    func number() -> Int64 { Int64(bitPattern: random.next()) >> Int64(8 + random.below(40)) }
    var moments = Moments(
      task: Figures(v: number(), k: number(), r: abs(number()), w: abs(number()), p: Int64(random.below(1_000_001))))
    moments.count = Int64(1 + random.below(1000))
    let key = TaskCellNumbers(
      month: month, department: department, category: Int32(random.below(9)), tool: Int32(random.below(1 << 20)),
      complexity: UInt8(random.below(6)), costState: CostState.allCases[random.below(3)],
      basis: ValueBasis.allCases[random.below(4)], succeeded: Succeeded.allCases[random.below(4)])
    return (key, moments)
  }

  private func description(_ cells: [TaskCellBytes.Cell]) -> [String] { cells.map { "\($0.key) \($0.moments)" } }

  private func withDatabase(_ body: (TriageDatabase) throws -> Void) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "roi-triage-\(UUID().uuidString).db")
    defer { try? FileManager.default.removeItem(at: url) }
    try body(TriageDatabase(path: url.path(), create: true))
  }

  private func stored(_ database: TriageDatabase, month: Int32? = nil) throws -> [TaskCellBytes.Cell] {
    try database.read { db in
      var cells: [TaskCellBytes.Cell] = []
      try TaskCellStore(db: db, path: database.path).forEach(month: month) { cells.append(($0, $1)) }
      return cells
    }
  }

  @Test("Cells come back in their order, month by month", arguments: 0..<20 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var random = SeededNumbers(seed)
    let later = (0..<1 + random.below(200)).map { cell(&random, month: 24_318, department: Int32($0)) }
    let earlier = (0..<1 + random.below(9)).map { cell(&random, month: 24_317, department: Int32($0)) }
    try withDatabase { database in
      try database.write(workers: .kept) { transaction in
        let store = TaskCellStore(db: transaction.db, path: database.path)
        try store.replace(month: 24_318, earlier, NameTexts(transaction.db))
        try store.replace(month: 24_318, later, NameTexts(transaction.db))
        try store.replace(month: 24_317, earlier.map { ($0.key, $0.moments) }, NameTexts(transaction.db))
      }
      #expect(try description(stored(database)) == description(earlier + later))
      #expect(try description(stored(database, month: 24_318)) == description(later))
      try database.write(workers: .kept) { transaction in
        try TaskCellStore(db: transaction.db, path: database.path).replace(month: 24_318, [], NameTexts(transaction.db))
      }
      #expect(try stored(database, month: 24_318).isEmpty)
    }
  }

  private func packed(_ products: [Products]) throws -> (bytes: [UInt8], back: [Products]) {
    var buffer = ByteBuffer()
    PackedProducts.append(products, to: &buffer)
    let bytes = Array(buffer.bytes)
    let back = try (bytes + [UInt8](repeating: 255, count: 8)).withUnsafeBytes { stored in
      var reading = ByteReading(stored)
      let view = try PackedProducts.View(&reading, count: products.count)
      #expect(reading.left == 8)
      return products.indices.map { view[$0] }
    }
    return (bytes, back)
  }

  @Test("Product sums take the bytes that the largest of their kind needs with its sign")
  func productBytes() throws {
    var (first, second) = (Products(), Products())
    (first.vv, first.pp) = (127, 1)
    (second.vv, second.vk, second.pp) = (-128, 128, -(1 << 64))
    let (bytes, back) = try packed([first, second])
    let widths: [UInt8] = [1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 0]
    let cells: [UInt8] = [127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0] + [128, 128, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255]
    #expect(bytes == widths + cells)
    #expect(back == [first, second])
  }

  @Test("Product sums of any size come back as they were", arguments: 0..<20 as Range<UInt64>)
  func productSizes(seed: UInt64) throws {
    var random = SeededNumbers(seed)
    let scales = (0..<15).map { _ in random.below(129) }
    let products = try (0..<random.below(9)).map { _ in
      try #require(
        Products(
          values: scales.map { scale in
            let number = Int128(Int64(bitPattern: random.next())) << 64 | Int128(random.next())
            return scale == 128 ? 0 : number >> Int128(scale)
          }))
    }
    #expect(try packed(products).back == products)
  }

  @Test("A sum of more than 64 bits is an error, and nothing is stored")
  func overflow() throws {
    var random = SeededNumbers(1)
    var cell = cell(&random, month: 24_318, department: 1)
    cell.moments.sums.v = Int128(Int64.max) + 1
    #expect(throws: StorageError.overflow(what: "the sum of a rollup cell")) {
      _ = try TaskCellBytes.make([cell], digest: [])
    }
  }

  @Test("Cells that were changed behind their sums, or behind their checksum, are refused by name")
  func damage() throws {
    var random = SeededNumbers(2)
    let cells = (0..<5).map { cell(&random, month: 24_318, department: Int32($0)) }
    for change in ["tasks = tasks + 1", "token_cost_nanos = token_cost_nanos - 1", "bytes = zeroblob(length(bytes))"] {
      try withDatabase { database in
        try database.write(workers: .kept) { transaction in
          try TaskCellStore(db: transaction.db, path: database.path).replace(
            month: 24_318, cells, NameTexts(transaction.db))
          try SQLStatement(transaction.db, "UPDATE task_cells SET \(change)").run()
        }
        #expect(
          throws: StorageError.damaged(
            path: database.path, detail: "the task cells are not as they were written")
        ) { try stored(database) }
      }
    }
  }

  @Test("Damaged bytes are an error, whatever they say", arguments: 0..<200 as Range<UInt64>)
  func damagedBytes(seed: UInt64) {
    var random = SeededNumbers(seed)
    let bytes = (0..<random.below(300)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    bytes.withUnsafeBytes { buffer in
      guard let cells = try? MonthCells(buffer, month: 1) else { return }
      for place in 0..<cells.count { _ = (try? cells.key(place), cells.moments(place)) }
    }
  }

  @Test("Months are gone through in the order of names, or added up", arguments: 0..<20 as Range<UInt64>)
  func merging(seed: UInt64) throws {
    var random = SeededNumbers(seed)
    try withDatabase { database in
      var expected: [[String]: Moments] = [:]
      try database.write(workers: .kept) { transaction in
        let kinds: [NameTable.Kind] = [.department, .category, .tool]
        let ids = try kinds.map { kind in
          try ["b", "a", "é", "aa", "Z"].map { try transaction.names.id(kind, $0) }
        }
        let cells = (0..<random.below(300)).map { _ in
          var cell = cell(&random, month: 24_316 + Int32(random.below(4)), department: 0)
          cell.key.department = random.below(6) == 0 ? 0 : ids[0][random.below(5)]
          (cell.key.category, cell.key.tool) = (ids[1][random.below(5)], ids[2][random.below(5)])
          return cell
        }
        var sums = CellSums<TaskCellNumbers, Moments>()
        for cell in cells {
          let place = sums.place(cell.key, start: Moments())
          try sums[place].add(cell.moments)
        }
        try RollupWriter(db: transaction.db).add(tasks: sums)
      }
      let source = DatabaseRollupSource(database)
      let all = try source.taskCells(in: .everything)
      let period = Period(first: Month(index: 24_317), end: Month(index: 24_319))
      for cell in all where period.contains(cell.key.month) {
        var key = cell.key
        key.month = period.first
        try expected[["\(key)"], default: Moments()].add(cell.moments)
      }
      let summed = try source.summedTaskCells(in: period)
      #expect(summed.count == expected.count)
      for cell in summed { #expect(expected[["\(cell.key)"]] == cell.moments) }
      func names(_ cell: TaskCell) -> [[UInt8]] {
        [Array(cell.key.category.utf8), Array(cell.key.tool.utf8), Array((cell.key.department ?? "").utf8)]
      }
      for cells in [all, summed] {
        for (left, right) in zip(cells, cells.dropFirst()) {
          let (first, second) = (names(left), names(right))
          let difference = zip(first, second).first { $0 != $1 }
          #expect(difference.map { $0.lexicographicallyPrecedes($1) } ?? true)
        }
      }
      #expect(try source.taskMonths() == Set(all.map(\.key.month)))
    }
  }
}
