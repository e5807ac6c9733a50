internal import TriageModel

/// The task cells of one month as they are stored: keys, counts and sums packed by column, products behind them.
enum TaskCellBytes {
  typealias Cell = (key: TaskCellNumbers, moments: Moments)

  /// - Parameters:
  ///   - cells: in the order in which they are read.
  ///   - digest: `TaskCellDigest` of them.
  /// - Throws: `StorageError.overflow` for a sum of more than 64 bits.
  static func make(_ cells: [Cell], digest: [UInt8]) throws(StorageError) -> ByteBuffer {
    var buffer = ByteBuffer(capacity: cells.count * 160 + 1024)
    digest.withUnsafeBytes { buffer.append($0) }
    buffer.append(UInt64(cells.count))
    for column in try columns(cells) { column.withUnsafeBufferPointer { PackedColumn.append($0, to: &buffer) } }
    PackedProducts.append(cells.map(\.moments.products), to: &buffer)
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
}
