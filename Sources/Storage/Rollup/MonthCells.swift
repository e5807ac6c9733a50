internal import TriageModel

/// The stored task cells of one month, looked at where they lie: in the order of `NameTexts.order`.
struct MonthCells {
  let month: Int32
  let count: Int
  private let digestBytes: UnsafeRawBufferPointer
  private let department: PackedColumn.View
  private let category: PackedColumn.View
  private let tool: PackedColumn.View
  private let complexity: PackedColumn.View
  private let costState: PackedColumn.View
  private let basis: PackedColumn.View
  private let succeeded: PackedColumn.View
  private let tasks: PackedColumn.View
  private let v: PackedColumn.View
  private let k: PackedColumn.View
  private let r: PackedColumn.View
  private let w: PackedColumn.View
  private let p: PackedColumn.View
  private let products: PackedProducts.View

  /// - Parameter bytes: what `TaskCellBytes` made; have to stay where they are.
  init(_ bytes: UnsafeRawBufferPointer, month: Int32) throws(ByteReading.Damaged) {
    self.month = month
    var reading = ByteReading(bytes)
    digestBytes = try reading.run(TaskCellDigest.bytes)
    let count = try reading.count(limit: 1 << 24)
    func column() throws(ByteReading.Damaged) -> PackedColumn.View { try PackedColumn.View(&reading, count: count) }
    (department, category, tool, complexity) = (try column(), try column(), try column(), try column())
    (costState, basis, succeeded, tasks) = (try column(), try column(), try column(), try column())
    (v, k, r, w, p) = (try column(), try column(), try column(), try column(), try column())
    products = try PackedProducts.View(&reading, count: count)
    self.count = count
    // What is loaded for a column's last number must not leave the bytes.
    _ = try reading.word()
  }

  /// `TaskCellDigest` of the cells, as they were written.
  var digest: [UInt8] { Array(digestBytes) }

  // The cells of a month are many words: a call would copy them all to read a few.
  @inline(__always)
  func key(_ place: Int) throws(ByteReading.Damaged) -> TaskCellNumbers {
    guard let costState = CostState(rawValue: Int(costState[place])),
      let basis = ValueBasis(rawValue: Int(basis[place])),
      let succeeded = Succeeded(rawValue: Int(succeeded[place]))
    else { throw ByteReading.Damaged() }
    return TaskCellNumbers(
      month: month, department: Int32(truncatingIfNeeded: department[place]),
      category: Int32(truncatingIfNeeded: category[place]), tool: Int32(truncatingIfNeeded: tool[place]),
      complexity: UInt8(truncatingIfNeeded: complexity[place]), costState: costState, basis: basis,
      succeeded: succeeded)
  }

  @inline(__always)
  func moments(_ place: Int) -> Moments {
    Moments(
      count: tasks[place],
      sums: Figures(
        v: Int128(v[place]), k: Int128(k[place]), r: Int128(r[place]), w: Int128(w[place]), p: Int128(p[place])),
      products: products[place])
  }

  /// Tasks and token cost of all cells.
  var totals: (tasks: Int64, costNanos: Int128) { (Int64(truncatingIfNeeded: tasks.total()), k.total()) }
}

/// The bytes of `MonthCells`, which several threads may read.
struct MonthCellBytes: Sendable {
  let month: Int32
  let cellCount: Int
  let tasks: Int64
  private let bytes: StoredBytes

  init(month: Int32, cellCount: Int, tasks: Int64, _ bytes: consuming ByteBuffer) {
    self.month = month
    self.cellCount = cellCount
    self.tasks = tasks
    self.bytes = StoredBytes(bytes)
  }

  var checksum: Int64 { BlockHash.checksum(bytes.buffer.bytes) }

  /// Gives the cells to `body`, for as long as it runs.
  func withCells<Result>(_ body: (MonthCells) throws -> Result) throws -> Result {
    defer { withExtendedLifetime(bytes) {} }
    return try body(MonthCells(bytes.buffer.bytes, month: month))
  }

  /// Gives the cells of several months to `body`, for as long as it runs.
  static func withCells<Result>(_ months: [MonthCellBytes], _ body: ([MonthCells]) throws -> Result) throws -> Result {
    defer { withExtendedLifetime(months) {} }
    return try body(months.map { try MonthCells($0.bytes.buffer.bytes, month: $0.month) })
  }
}
