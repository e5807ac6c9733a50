internal import TriageModel

/// The task cells of one month as they are stored: keys, counts and sums packed by column, products behind them.
enum TaskCellBytes {
  typealias Cell = (key: TaskCellNumbers, moments: Moments)

  private static let productBytes = 16 * Products.names.count

  /// - Throws: `StorageError.overflow` for a sum of more than 64 bits.
  static func make(_ cells: [Cell]) throws(StorageError) -> ByteBuffer {
    var buffer = ByteBuffer(capacity: cells.count * 320 + 1024)
    buffer.append(UInt64(cells.count))
    for column in try columns(cells) { column.withUnsafeBufferPointer { PackedColumn.append($0, to: &buffer) } }
    for cell in cells {
      cell.moments.products.forEach { product in
        buffer.append(UInt64(truncatingIfNeeded: product))
        buffer.append(UInt64(truncatingIfNeeded: product >> 64))
      }
    }
    buffer.append(UInt64(0))
    return buffer
  }

  private static func columns(_ cells: [Cell]) throws(StorageError) -> [[Int64]] {
    let keys = cells.map(\.key)
    var columns = [
      keys.map { Int64($0.department) }, keys.map { Int64($0.category) }, keys.map { Int64($0.tool) },
      keys.map { Int64($0.complexity) }, keys.map { Int64($0.costState.rawValue) },
      keys.map { Int64($0.basis.rawValue) }, keys.map { Int64($0.succeeded.rawValue) }, cells.map(\.moments.count),
    ]
    for figure in [\Figures<Int128>.v, \.k, \.r, \.w, \.p] {
      var column: [Int64] = []
      for cell in cells {
        guard let sum = Int64(exactly: cell.moments.sums[keyPath: figure]) else {
          throw .overflow(what: "the sum of a rollup cell")
        }
        column.append(sum)
      }
      columns.append(column)
    }
    return columns
  }

  /// Gives every cell to `body`, in the order in which they were written.
  static func read(
    _ bytes: UnsafeRawBufferPointer, month: Int32, _ body: (TaskCellNumbers, Moments) -> Void
  ) throws(ByteReading.Damaged) {
    var reading = ByteReading(bytes)
    let count = try reading.count(limit: 1 << 24)
    func column() throws(ByteReading.Damaged) -> PackedColumn.View { try PackedColumn.View(&reading, count: count) }
    let (department, category, tool, complexity) = (try column(), try column(), try column(), try column())
    let (costState, basis, succeeded, tasks) = (try column(), try column(), try column(), try column())
    let (v, k, r, w, p) = (try column(), try column(), try column(), try column(), try column())
    let products = try reading.run(count * productBytes)
    for place in 0..<count {
      guard let costState = CostState(rawValue: Int(costState[place])),
        let basis = ValueBasis(rawValue: Int(basis[place])),
        let succeeded = Succeeded(rawValue: Int(succeeded[place]))
      else { throw ByteReading.Damaged() }
      var moments = Moments()
      moments.count = tasks[place]
      moments.sums = Figures(
        v: Int128(v[place]), k: Int128(k[place]), r: Int128(r[place]), w: Int128(w[place]), p: Int128(p[place]))
      moments.products = try Self.products(products, at: place * productBytes)
      body(
        TaskCellNumbers(
          month: month, department: Int32(truncatingIfNeeded: department[place]),
          category: Int32(truncatingIfNeeded: category[place]), tool: Int32(truncatingIfNeeded: tool[place]),
          complexity: UInt8(truncatingIfNeeded: complexity[place]), costState: costState, basis: basis,
          succeeded: succeeded),
        moments)
    }
  }

  /// The fifteen numbers lie in memory as they are stored, but for the order of their bytes.
  private static func products(
    _ bytes: UnsafeRawBufferPointer, at offset: Int
  ) throws(ByteReading.Damaged) -> Products {
    let products = bytes.loadUnaligned(fromByteOffset: offset, as: Products.self)
    guard Int128(littleEndian: 1) != 1 else { return products }
    guard let swapped = Products(values: products.values.map(\.byteSwapped)) else { throw ByteReading.Damaged() }
    return swapped
  }
}
