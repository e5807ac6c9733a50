internal import Storage

/// The rows above those of a file that the file does not have, with what it has below them.
struct AbsentRows {
  struct Row {
    var key: UInt64
    /// Its children in the file.
    var children: TraceSums
    /// All counted rows below it in the file.
    var counted: TraceSums
  }

  private var rows: [Row] = []
  private var isFull = false
  /// Of a file with more rows whose parents it does not have none are compared.
  private static let limit = 250_000
  /// More are not kept for later files.
  static let keptLimit = 50_000

  /// - Parameter key: 0 = no row above.
  mutating func add(_ own: TraceSums, _ total: TraceSums, to key: UInt64) {
    guard key != 0, !isFull else { return }
    rows.append(Row(key: key, children: own, counted: total))
    guard rows.count > Self.limit else { return }
    isFull = true
    rows = []
  }

  /// One for each row above, by key.
  var merged: [Row] {
    var merged: [Row] = []
    for row in rows.sorted(by: { $0.key < $1.key }) {
      guard let last = merged.indices.last, merged[last].key == row.key else {
        merged.append(row)
        continue
      }
      merged[last].children.add(row.children)
      merged[last].counted.add(row.counted)
    }
    return merged
  }
}

extension TraceSums {
  /// As it is kept for later files.
  func absent(_ key: UInt64) -> AbsentParent {
    AbsentParent(
      key: key, input: Int64(clamping: input), output: Int64(clamping: output), costNanos: Int64(clamping: costNanos),
      rows: Int64(clamping: rows), flags: (hasUnstated ? 1 : 0) + (hasZero ? 2 : 0) + (hasSeveralModels ? 4 : 0),
      model: model)
  }

  init(_ kept: AbsentParent) {
    self.init()
    input = Int128(kept.input)
    output = Int128(kept.output)
    costNanos = Int128(kept.costNanos)
    rows = Int128(kept.rows)
    hasUnstated = kept.flags & 1 != 0
    hasZero = kept.flags & 2 != 0
    hasSeveralModels = kept.flags & 4 != 0
    model = kept.model
  }
}
