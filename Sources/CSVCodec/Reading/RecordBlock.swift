/// Records that were scanned together, with the bytes that they lie in.
///
/// Belongs to one thread at a time: the one that scans, or the one that reads.
final class RecordBlock: @unchecked Sendable {
  /// A window of a block has four times as many bytes: enough that threads seldom wake each other.
  private static let chunk = 1 << 16
  /// How many fields a block has room for: as many as its bytes mostly hold.
  private static let fieldRoom = 40_000

  var window = ByteWindow(source: NoSource(), chunk: chunk)
  var fields: FieldTable
  var unquoted = UnquotedText()
  var found = FoundRecords()

  init(limits: CSVLimits) { fields = Self.fieldTable(limits) }

  static func fieldTable(_ limits: CSVLimits) -> FieldTable {
    FieldTable(capacity: limits.columns + 1, room: fieldRoom)
  }
}
