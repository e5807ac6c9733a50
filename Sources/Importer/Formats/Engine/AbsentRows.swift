/// The rows above those of a file that the file does not have.
struct AbsentRows {
  struct Row {
    var key: UInt64
    /// One of the file's rows below it.
    var below: UInt64
  }

  private var rows: [Row] = []
  /// Whether there were too many: then there are none.
  private(set) var isFull = false
  /// Of a file with more rows whose parents it does not have none are compared.
  private static let limit = 250_000

  /// - Parameter key: 0 = no row above.
  mutating func add(_ below: UInt64, to key: UInt64) {
    guard key != 0, !isFull else { return }
    rows.append(Row(key: key, below: below))
    guard rows.count > Self.limit else { return }
    isFull = true
    rows = []
  }

  /// One for each row above, by key.
  var merged: [Row] {
    var merged: [Row] = []
    for row in rows.sorted(by: { ($0.key, $0.below) < ($1.key, $1.below) }) where merged.last?.key != row.key {
      merged.append(row)
    }
    return merged
  }
}
