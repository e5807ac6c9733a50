/// What was made of the cell that was looked at last, as most rows repeat the cell of the row before.
struct LastCell<Value> {
  /// Longer cells are looked at each time.
  private static var limit: Int { 64 }

  private var bytes: [UInt8] = []
  private(set) var value: Value

  /// - Parameter blank: what a blank cell is.
  init(_ blank: Value) { value = blank }

  /// Whether the cell is the last one.
  @inline(__always)
  func holds(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count == cell.count, let start = cell.baseAddress else { return false }
    return bytes.withUnsafeBytes { known in
      known.baseAddress.map { ByteSearch.areEqual($0, start, count: cell.count) } ?? true
    }
  }

  mutating func remember(_ cell: UnsafeBufferPointer<UInt8>, _ value: Value) {
    bytes = cell.count <= Self.limit ? Array(cell) : []
    self.value = value
  }
}
