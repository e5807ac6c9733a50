internal import TriageModel

/// Tells apart the rows of a file that have one key: each is the first, the second, … of its key.
///
/// The same rows in another file have the same places, so that they are known again.
struct EqualRows {
  /// How many rows each key has, by its hash.
  private var counts: [Int: Int64] = [:]
  /// Rows that are not the first of their key.
  private(set) var repeatedRows: Int64 = 0

  /// The place of a row among those of its key, from 1.
  mutating func place(of key: UnsafeBufferPointer<UInt8>) -> Int64 {
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(key))
    let hash = hasher.finalize()
    let place = counts[hash, default: 0] + 1
    counts[hash] = place
    if place > 1 { repeatedRows += 1 }
    return place
  }

  /// Says that rows count which look like one and the same; nil where there are none.
  func note(file: String) -> Diagnostic? {
    guard repeatedRows > 0 else { return nil }
    return Diagnostic(
      severity: .warning, code: "equal-rows", position: SourcePosition(file: file),
      message: "\(repeatedRows) \(repeatedRows == 1 ? "row has" : "rows have") the same key as one above "
        + "and \(repeatedRows == 1 ? "counts" : "count") beside it, as this export has no ids",
      remedy: "If the file was put together from exports that overlap, import each of them by itself.")
  }
}
