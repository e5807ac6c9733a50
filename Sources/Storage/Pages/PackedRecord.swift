/// A row as SQLite packs it: the types of its columns, then their values (the file format of SQLite, section 2.1).
struct PackedRecord {
  private let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The bytes of a column that is a blob.
  ///
  /// - Throws: `ByteReading.Damaged` where it is none, or where the row ends too early.
  func blob(_ column: Int) throws(ByteReading.Damaged) -> UnsafeRawBufferPointer {
    var place = 0
    let head = try number(&place)
    var start = head
    for _ in 0..<column { start += try Self.bytes(ofType: number(&place)) }
    let type = try number(&place)
    guard place <= head, type >= 12, type % 2 == 0 else { throw ByteReading.Damaged() }
    let end = start + (type - 12) / 2
    guard end <= bytes.count else { throw ByteReading.Damaged() }
    return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
  }

  private static func bytes(ofType type: Int) throws(ByteReading.Damaged) -> Int {
    switch type {
    case 0, 8, 9: 0
    case 1...4: type
    case 5: 6
    case 6, 7: 8
    case 12...: (type - 12) / 2
    default: throw ByteReading.Damaged()
    }
  }

  /// A number of up to five bytes, seven bits each, which no row of a database goes beyond.
  private func number(_ place: inout Int) throws(ByteReading.Damaged) -> Int {
    var value = 0
    for _ in 0..<5 {
      guard place < bytes.count else { throw ByteReading.Damaged() }
      let byte = Int(bytes[place])
      place += 1
      value = value << 7 | byte & 0x7F
      if byte < 0x80 { return value }
    }
    throw ByteReading.Damaged()
  }
}
