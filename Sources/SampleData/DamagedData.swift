/// A good file with one named damage; the place of the damage follows from the seed.
public struct DamagedData: Sendable {
  public let seed: UInt64

  public init(seed: UInt64) { self.seed = seed }

  /// The damaged bytes.
  ///
  /// - Parameters:
  ///   - good: a usage or outcome file of the canonical format, with a header, at least two rows, rows ending in a line
  ///     feed, and neither quotes nor blank required fields.
  /// - Returns: nil where the file has no place for this damage: no row, or no filled field of the right kind.
  public func bytes(_ damage: Damage, of good: [UInt8]) -> [UInt8]? {
    guard var file = DamagedFile(good, seed: seed) else { return nil }
    switch damage.extent {
    case .bytes: return file.bytesAfter(damage)
    case .columns: return file.changeColumns(damage) ? file.bytes : nil
    case .rows: return file.changeRows(damage) ? file.bytes : nil
    case .field: return file.changeField(damage) ? file.bytes : nil
    }
  }
}
